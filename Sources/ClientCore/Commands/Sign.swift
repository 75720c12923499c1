/// The signs that mean something in the input line, in both widths: a Chinese keyboard types `＠ ＃ ＆ ／ ：`.
///
/// They are equal only as signs; text that is said keeps the form that was typed.
enum Sign: Equatable, Sendable {
    case at, hash, ampersand, slash, colon

    init?(_ character: Character?) {
        switch character {
        case "@", "＠": self = .at
        case "#", "＃": self = .hash
        case "&", "＆": self = .ampersand
        case "/", "／": self = .slash
        case ":", "：": self = .colon
        default: return nil
        }
    }
}
