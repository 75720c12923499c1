/// How far a conversation was read (IRCv3 draft/read-marker).
package enum ReadMark: Equatable, Sendable {
    /// Nothing is known to be read: `*`, which only a server says.
    case nothing
    /// What was said up to this moment, this moment included.
    case upTo(Timestamp)

    /// `*` or `timestamp=...`; nil for anything else.
    package init?(_ word: String) {
        if word == "*" {
            self = .nothing
        } else if word.hasPrefix("timestamp="), let time = Timestamp(String(word.dropFirst(10))) {
            self = .upTo(time)
        } else {
            return nil
        }
    }

    /// What the initialiser reads.
    package var word: String {
        switch self {
        case .nothing: "*"
        case .upTo(let time): "timestamp=\(time)"
        }
    }
}
