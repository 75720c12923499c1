/// The text of a bracketed paste, safe to put into the input line.
enum PastedText {
    /// What would end or begin a paste if the text were ever pasted on, with Esc `[` and with the one-byte CSI (U+009B).
    private static let brackets: [[UInt8]] = [
        Array("\u{1B}[200~".utf8), Array("\u{1B}[201~".utf8), Array("\u{9B}200~".utf8), Array("\u{9B}201~".utf8),
    ]

    /// The text without invalid UTF-8, embedded brackets and controls; CR, CRLF and LF are LF. At most
    /// `KeyDecoder.pasteLimit` bytes.
    static func text(of bytes: [UInt8]) -> String {
        let text = valid(withoutBrackets(bytes))
        return TypedText.prefix(of: TypedText.cleaned(text), bytes: KeyDecoder.pasteLimit)
    }

    private static func withoutBrackets(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == 0x1B || $0 == 0x9B }) else { return bytes }
        var kept: [UInt8] = []
        for byte in bytes {
            kept.append(byte)
            // Looking back from the end also finds a bracket that only the removal of an inner one puts together.
            guard byte == UInt8(ascii: "~") else { continue }
            for bracket in brackets where kept.suffix(bracket.count).elementsEqual(bracket) {
                kept.removeLast(bracket.count)
            }
        }
        return kept
    }

    private static func valid(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        var decoder = UTF8()
        var source = bytes.makeIterator()
        while true {
            switch decoder.decode(&source) {
            case .scalarValue(let scalar): text.append(scalar)
            case .error: continue
            case .emptyInput: return String(text)
            }
        }
    }
}
