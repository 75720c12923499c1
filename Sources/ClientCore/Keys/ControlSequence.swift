/// A control sequence taken apart: `CSI < 0 ; 12 ; 5 M` is the marker `<`, the numbers 0, 12, 5 and the final `M`.
struct ControlSequence: Equatable, Sendable {
    /// The largest number a parameter can give; larger ones are taken as this. Above every Unicode scalar and every
    /// screen.
    static let numberLimit = 9_999_999

    /// `<`, `=`, `>` or `?` in front of the numbers.
    let marker: UInt8?
    let final: UInt8
    /// What stands between the semicolons, and in it between the colons; nil where nothing is written.
    private let groups: [[Int?]]

    /// nil where the parameters hold anything but a marker, digits, semicolons and colons.
    init?(_ parameters: [UInt8], final: UInt8) {
        var rest = parameters[...]
        marker = (0x3C...0x3F).contains(rest.first ?? 0) ? rest.popFirst() : nil
        self.final = final
        var groups: [[Int?]] = rest.isEmpty ? [] : [[nil]]
        for byte in rest {
            let last = groups.count - 1
            switch byte {
            case 0x30...0x39:
                let number = groups[last].removeLast() ?? 0
                groups[last].append(min(number * 10 + Int(byte - 0x30), Self.numberLimit))
            case UInt8(ascii: ":"): groups[last].append(nil)
            case UInt8(ascii: ";"): groups.append([nil])
            default: return nil
            }
        }
        self.groups = groups
    }

    /// How many parameters there are.
    var count: Int { groups.count }

    /// Whether there are no parameters at all.
    var isBare: Bool { marker == nil && groups.isEmpty }

    /// Whether the second parameter's event says that the key was let go (kitty: 1 press, 2 repeat, 3 release).
    var isRelease: Bool { alternate(1) == 3 }

    /// The first number of a parameter, counted from 0. nil where nothing is written.
    func number(_ index: Int) -> Int? {
        groups.indices.contains(index) ? groups[index].first ?? nil : nil
    }

    /// The number behind the parameter's first colon.
    func alternate(_ index: Int) -> Int? {
        groups.indices.contains(index) && groups[index].count > 1 ? groups[index][1] : nil
    }
}
