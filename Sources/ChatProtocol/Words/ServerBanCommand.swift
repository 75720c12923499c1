/// `UBAN` from an operator, and its older forms `KLINE`, `DLINE`, `UNKLINE`, `UNDLINE`: who may not come in at all.
package enum ServerBanCommand: Equatable, Sendable {
    /// `mask` is as it came: an address, a network, a mask of sources or an account. `duration` in seconds, 1 to
    /// `longest`; nil is for ever.
    case add(mask: String, duration: Int64?, reason: String?)
    case remove(mask: String)
    case list

    /// Seconds of the longest ban that ends: a hundred years. Added to any moment of ours it is a moment still.
    package static let longest: Int64 = 100 * 365 * 86_400
}

extension ServerBanCommand {
    /// `UBAN ADD <mask> [DURATION <time>] [reason]`, `DEL <mask>`, `INFO <mask>`, `LIST`. What `INFO` asks, the list says.
    init(_ words: CommandWords) throws(CommandError) {
        switch try words.needed(0).uppercased() {
        case "ADD":
            let mask = try words.filled(1)
            var rest = words.rest(2)
            var duration: Int64?
            if rest.count > 1, rest[0].uppercased() == "DURATION" {
                guard let seconds = Self.seconds(in: rest[1]) else {
                    throw words.refusal("INVALID_PARAMS", [rest[1]], "Invalid duration, expected 1y2mo3w4d5h6m7s")
                }
                duration = seconds > 0 ? seconds : nil
                rest.removeFirst(2)
            }
            self = try Self.ban(mask, duration, reason: rest, words)
        case "DEL", "REMOVE", "RM": self = .remove(mask: try words.filled(1))
        case "LIST": self = .list
        case "INFO":
            _ = try words.filled(1)
            self = .list
        default: throw words.refusal("UNKNOWN_COMMAND", [words.all[0]], "Unknown subcommand")
        }
    }

    /// `KLINE [ANDKILL] [MYSELF] [time] <mask> [reason]`, `KLINE LIST`. A number alone is minutes, as it is elsewhere.
    init(line words: CommandWords) throws(CommandError) {
        var rest = words.all[...]
        if rest.count == 1, rest.first?.uppercased() == "LIST" {
            self = .list
            return
        }
        while rest.count > 1, let word = rest.first?.uppercased(), word == "ANDKILL" || word == "MYSELF" {
            rest.removeFirst()
        }
        var duration: Int64?
        if rest.count > 1, let first = rest.first,
            let seconds = Self.seconds(in: first) ?? Self.seconds(in: first + "m")
        {
            duration = seconds > 0 ? seconds : nil
            rest.removeFirst()
        }
        guard let mask = rest.popFirst(), !mask.isEmpty else { throw .needMoreParameters(verb: words.verb) }
        self = try Self.ban(mask, duration, reason: Array(rest), words)
    }

    private static func ban(
        _ mask: String, _ duration: Int64?, reason: [String], _ words: CommandWords
    ) throws(CommandError) -> ServerBanCommand {
        // Ergo's flag; a ban without it would keep out more than was meant.
        if reason.first?.uppercased() == "REQUIRE-SASL" {
            throw words.refusal("INVALID_PARAMS", ["REQUIRE-SASL"], "Bans of strangers only are not supported")
        }
        let reason = reason.joined(separator: " ")
        return .add(mask: mask, duration: duration, reason: reason.isEmpty ? nil : reason)
    }

    /// Seconds of `1d12h` and the like, at most `longest`; nil for anything else, but 0 for `0`.
    private static func seconds(in text: String) -> Int64? {
        if text == "0" { return 0 }
        var total: Int64 = 0
        var rest = text.lowercased().utf8[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { !(0x30...0x39).contains($0) }
            rest = rest.dropFirst(letters.count)
            guard let number = Int64(String(Substring(digits))), let unit = units[String(Substring(letters))],
                number <= longest / unit
            else { return nil }
            // Neither is above `longest`.
            total += number * unit
            guard total <= longest else { return nil }
        }
        return total
    }

    /// In seconds, as Ergo counts them.
    private static let units: [String: Int64] = [
        "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "mo": 2_592_000, "y": 31_536_000,
    ]

    /// The words behind `UBAN`.
    var words: [String] {
        switch self {
        case .add(let mask, let duration, let reason):
            ["ADD", mask] + (duration.map { ["DURATION", "\($0)s"] } ?? []) + (reason.map { [$0] } ?? [])
        case .remove(let mask): ["DEL", mask]
        case .list: ["LIST"]
        }
    }
}
