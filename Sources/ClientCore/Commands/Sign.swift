/// The signs that mean something in the input line, in both widths: a Chinese keyboard types `＠ ＃ ＆ ／ ：`.
///
/// They are equal only as signs; text that is said keeps the form that was typed.
enum Sign: Equatable, Sendable {
    case at, hash, ampersand, slash, colon

    init?(_ character: Character?) {
        guard let scalars = character?.unicodeScalars, let scalar = scalars.first,
            scalars.index(after: scalars.startIndex) == scalars.endIndex
        else { return nil }
        switch scalar {
        case "@", "＠": self = .at
        case "#", "＃": self = .hash
        case "&", "＆": self = .ampersand
        case "/", "／": self = .slash
        case ":", "：": self = .colon
        default: return nil
        }
    }

    /// Whether the ASCII sign of that byte is one.
    static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
