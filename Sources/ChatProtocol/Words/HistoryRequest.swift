/// `CHATHISTORY` (IRCv3 draft/chathistory): which part of what was said is wanted.
package struct HistoryRequest: Equatable, Sendable {
    /// A place in a conversation.
    package enum Anchor: Equatable, Sendable {
        case id(String)
        case time(Timestamp)

        /// `msgid=...` or `timestamp=...`.
        package init?(_ word: String) {
            if word.hasPrefix("msgid="), word.utf8.count > 6 {
                self = .id(String(word.dropFirst(6)))
            } else if word.hasPrefix("timestamp="), let time = Timestamp(String(word.dropFirst(10))) {
                self = .time(time)
            } else {
                return nil
            }
        }

        package var word: String {
            switch self {
            case .id(let id): "msgid=" + id
            case .time(let time): "timestamp=\(time)"
            }
        }
    }

    package enum Part: Equatable, Sendable {
        /// The newest, back to `after` where it is given.
        case latest(after: Anchor?)
        case before(Anchor)
        case after(Anchor)
        case around(Anchor)
        /// From the first to the second; backwards where the second is the earlier.
        case between(Anchor, Anchor)
        /// Not posts but the conversations that have any between the two moments; `target` is empty.
        case targets(Anchor, Anchor)
    }

    package var target: String
    package var part: Part
    /// As it was asked for, at least 1; the server may give less.
    package var limit: Int

    package init(target: String, _ part: Part, limit: Int) {
        self.target = target
        self.part = part
        self.limit = limit
    }
}

extension HistoryRequest {
    init(_ words: [String]) throws(CommandError) {
        guard let verb = words.first?.uppercased() else { throw .needMoreParameters(verb: "CHATHISTORY") }
        let shape = Self.shapes[verb]
        guard let shape else {
            throw Self.refusal(verb, "Unknown subcommand")
        }
        let wanted = shape.anchors + (shape.hasTarget ? 3 : 2)
        guard words.count == wanted else {
            throw Self.refusal(verb, words.count < wanted ? "Insufficient parameters" : "Too many parameters")
        }
        target = shape.hasTarget ? words[1] : ""
        let place = shape.hasTarget ? 2 : 1
        var anchors: [Anchor?] = []
        for word in words[place..<place + shape.anchors] {
            let anchor = Anchor(word)
            guard anchor != nil || (word == "*" && verb == "LATEST") else {
                throw Self.refusal(verb, "Expected msgid=... or timestamp=...")
            }
            anchors.append(anchor)
        }
        guard let limit = Int(words[place + shape.anchors]), limit > 0 else {
            throw Self.refusal(verb, "The limit must be a positive number")
        }
        self.limit = limit
        switch (verb, anchors.first ?? nil, anchors.last ?? nil) {
        case ("LATEST", let anchor, _): part = .latest(after: anchor)
        case ("BEFORE", let anchor?, _): part = .before(anchor)
        case ("AFTER", let anchor?, _): part = .after(anchor)
        case ("AROUND", let anchor?, _): part = .around(anchor)
        case ("BETWEEN", let first?, let second?): part = .between(first, second)
        case ("TARGETS", .time(let first)?, .time(let second)?): part = .targets(.time(first), .time(second))
        default: throw Self.refusal(verb, "Invalid parameters")
        }
    }

    private static func refusal(_ verb: String, _ text: String) -> CommandError {
        .standard(command: "CHATHISTORY", code: "INVALID_PARAMS", context: [verb], text: text)
    }

    /// What stands between the subcommand and the limit.
    private static let shapes: [String: (hasTarget: Bool, anchors: Int)] = [
        "LATEST": (true, 1), "BEFORE": (true, 1), "AFTER": (true, 1), "AROUND": (true, 1), "BETWEEN": (true, 2),
        "TARGETS": (false, 2),
    ]

    /// The words behind `CHATHISTORY`.
    package var words: [String] {
        switch part {
        case .latest(let anchor): ["LATEST", target, anchor?.word ?? "*", String(limit)]
        case .before(let anchor): ["BEFORE", target, anchor.word, String(limit)]
        case .after(let anchor): ["AFTER", target, anchor.word, String(limit)]
        case .around(let anchor): ["AROUND", target, anchor.word, String(limit)]
        case .between(let first, let second): ["BETWEEN", target, first.word, second.word, String(limit)]
        case .targets(let first, let second): ["TARGETS", first.word, second.word, String(limit)]
        }
    }
}
