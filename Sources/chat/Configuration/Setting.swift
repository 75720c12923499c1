import ChatProtocol
import Foundation
import ServerCore

/// One setting of config.ini: the only place that knows its name, its default, what it is for and what it may be.
struct Setting: Sendable {
    enum Kind: Sendable {
        case text
        case yesOrNo
        case number(ClosedRange<Int>)
        /// One of these words.
        case word([String])
        /// `30s`, `5m`, `12h`, `90d`; kept in seconds.
        case duration
        /// The same, or `forever`.
        case durationOrForever
        /// `HOST:PORT`; empty: off.
        case door
        /// Where a server is; empty where that is known otherwise.
        case address
        /// Networks, separated by commas; perhaps none.
        case networks
        /// Letters of modes.
        case letters(String)
    }

    let section: String
    let key: String
    let initial: String
    let kind: Kind
    /// For the shipped config.ini, in English.
    let purpose: String

    /// Its value is a command of the person's, which nobody else may choose.
    var runsCommand: Bool { ["client", "network"].contains(section) && key == "password_command" }

    /// What is wrong with a value; nil where it is right.
    func problem(with value: String) -> String? {
        let wanted: String
        switch kind {
        case .text: return nil
        case .yesOrNo:
            if ["yes", "no"].contains(value) { return nil }
            wanted = "yes or no"
        case .number(let range):
            if let number = Int(value), range.contains(number) { return nil }
            wanted = "a number from \(range.lowerBound) to \(range.upperBound)"
        case .word(let words):
            if words.contains(value) { return nil }
            wanted = "one of " + words.joined(separator: ", ")
        case .duration:
            if Self.seconds(value) != nil { return nil }
            wanted = "a duration like 30s, 5m, 12h or 90d"
        case .durationOrForever:
            if value == "forever" || Self.seconds(value) != nil { return nil }
            wanted = "forever, or a duration like 30s, 5m, 12h or 90d"
        case .door:
            if value.isEmpty || Self.door(value) != nil { return nil }
            wanted = "HOST:PORT, or empty for none"
        case .address:
            if value.isEmpty || (try? Endpoint(value)) != nil { return nil }
            wanted = "HOST, HOST:PORT, irc://HOST/#room or ircs://HOST"
        case .networks:
            if Self.networks(value) != nil { return nil }
            wanted = "networks like 192.0.2.0/24 or ::1, separated by commas"
        case .letters(let known):
            if value.allSatisfy({ known.contains($0) || $0 == "+" }) { return nil }
            wanted = "letters of \(known)"
        }
        return "\(key): \"\(value)\" is not \(wanted)"
    }

    static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), number > 0,
            number <= 1_000_000
        else { return nil }
        return number * unit
    }

    /// An address with its port.
    static func door(_ text: String) -> Endpoint? {
        guard !text.contains("://"), text.contains(":"), let place = try? Endpoint(text), place.room == nil else {
            return nil
        }
        return place
    }

    static func networks(_ text: String) -> [Network]? {
        var networks: [Network] = []
        for part in text.split(separator: ",") {
            guard let network = Network(part.trimmingCharacters(in: .whitespaces)) else { return nil }
            networks.append(network)
        }
        return networks
    }

    /// `CHAT_SERVER_NAME`
    var variable: String { "CHAT_\(section)_\(key)".uppercased() }
}
