/// `METADATA` from a client (IRCv3 draft/metadata-2 and -3): what it wants of a target's keys. Lists of keys have at
/// least one, and hold them as they came: whether a key is one, is the server's business.
package enum MetadataCommand: Equatable, Sendable {
    case get([String])
    case list
    /// `value` nil removes the key; the empty text is a value.
    case set(key: String, value: String?)
    case clear
    case subscribe([String])
    case unsubscribe([String])
    case subscriptions
    case sync
}

extension MetadataCommand {
    /// Reads what stands behind the target.
    init(_ words: CommandWords) throws(CommandError) {
        switch try words.filled(1).uppercased() {
        case "GET": self = .get(try words.neededRest(2))
        case "LIST": self = .list
        case "SET": self = .set(key: try words.filled(2), value: words[3])
        case "CLEAR": self = .clear
        case "SUB": self = .subscribe(try words.neededRest(2))
        case "UNSUB": self = .unsubscribe(try words.neededRest(2))
        case "SUBS": self = .subscriptions
        case "SYNC": self = .sync
        default: throw words.refusal("SUBCOMMAND_INVALID", [words.all[1]], "Invalid subcommand")
        }
    }

    /// The words behind the target.
    var words: [String] {
        switch self {
        case .get(let keys): ["GET"] + keys
        case .list: ["LIST"]
        case .set(let key, let value): ["SET", key] + (value.map { [$0] } ?? [])
        case .clear: ["CLEAR"]
        case .subscribe(let keys): ["SUB"] + keys
        case .unsubscribe(let keys): ["UNSUB"] + keys
        case .subscriptions: ["SUBS"]
        case .sync: ["SYNC"]
        }
    }
}
