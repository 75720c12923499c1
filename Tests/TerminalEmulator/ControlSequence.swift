/// One control sequence, `ESC [ ... final`, taken apart.
struct ControlSequence: Equatable, Sendable {
    /// As xterm clamps them: MAX_I_PARAM in its ptyx.h.
    static let largestParameter = 65_535
    /// More than xterm keeps (30, NPARAM); a frame of ours never comes near.
    static let mostParameters = 32

    /// Everything but the parameters, in the order it was written: `?h`, `H`, ` q`, `!p`, `>c`.
    let signature: String
    /// Each parameter with its parts that colons separate; nil where a number was left out.
    let parameters: [[Int?]]
    /// The whole sequence as it was written.
    let bytes: [UInt8]

    /// Nil if `body`, what stands between `ESC [` and `final`, is not well formed.
    init?(body: [UInt8], final: UInt8) {
        var signature = ""
        var parameters: [[Int?]] = []
        var rest = body[...]
        if let marker = rest.first, (0x3C...0x3F).contains(marker) {
            signature.unicodeScalars.append(Unicode.Scalar(marker))
            rest = rest.dropFirst()
        }
        let written = rest.prefix { (0x30...0x3B).contains($0) }
        rest = rest.dropFirst(written.count)
        if !written.isEmpty {
            for group in written.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
                parameters.append(
                    group.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Self.number))
            }
        }
        guard parameters.count <= Self.mostParameters, rest.allSatisfy({ (0x20...0x2F).contains($0) }) else {
            return nil
        }
        for byte in rest { signature.unicodeScalars.append(Unicode.Scalar(byte)) }
        signature.unicodeScalars.append(Unicode.Scalar(final))
        self.signature = signature
        self.parameters = parameters
        bytes = [0x1B, UInt8(ascii: "[")] + body + [final]
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty else { return nil }
        return digits.reduce(0) { min($0 * 10 + Int($1) - 0x30, largestParameter) }
    }

    /// The parameter at `index`; `standIn` where it was left out or there is none.
    func number(_ index: Int, or standIn: Int) -> Int {
        guard parameters.indices.contains(index), let first = parameters[index].first else { return standIn }
        return first ?? standIn
    }

    /// A count of steps, lines or characters: never less than 1, as zero means one.
    func count(_ index: Int = 0) -> Int { max(1, number(index, or: 1)) }

    /// A row or column as the grid counts it, from zero.
    func place(_ index: Int) -> Int { count(index) - 1 }
}
