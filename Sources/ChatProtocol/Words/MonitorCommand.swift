/// `MONITOR` from a client (IRCv3 monitor): whose coming and going it wants to hear of.
package enum MonitorCommand: Equatable, Sendable {
    /// At least one nick.
    case add([String])
    /// At least one nick.
    case remove([String])
    case clear
    case list
    case status
}

extension MonitorCommand {
    init(_ words: CommandWords) throws(CommandError) {
        switch try words.needed(0).uppercased() {
        case "+": self = .add(try words.neededList(1))
        case "-": self = .remove(try words.neededList(1))
        case "C": self = .clear
        case "L": self = .list
        case "S": self = .status
        default: throw words.refusal("INVALID_PARAMS", [words.all[0]], "Unknown subcommand")
        }
    }

    /// The words behind `MONITOR`.
    var words: [String] {
        switch self {
        case .add(let nicks): ["+", nicks.joined(separator: ",")]
        case .remove(let nicks): ["-", nicks.joined(separator: ",")]
        case .clear: ["C"]
        case .list: ["L"]
        case .status: ["S"]
        }
    }
}
