import ChatProtocol

@testable import ServerCore

extension Check {
    /// What commands that ask take: a member says the lines of the input in a house where something has been said. Lines
    /// that ask for nothing are passed over.
    static let arguments = Check("arguments") { bytes throws(BrokenPromise) in
        var tea = try TeaParty.after()
        for line in bytes.split(separator: UInt8(ascii: "\n")) where isQuestion(line) { try tea.asks(line) }
    }
}

/// Commands whose arguments these are.
private let verbs: Set<String> = [
    "CHATHISTORY", "WHO", "SEARCH", "MODE", "LIST", "NAMES", "WHOIS", "WHOWAS", "USERHOST", "ISON", "MARKREAD",
    "MONITOR",
    "METADATA", "INVITE", "TOPIC", "CAP", "HELP", "REDACT", "EDIT", "JOIN", "PART", "KICK", "RENAME",
]

private func isQuestion(_ line: ArraySlice<UInt8>) -> Bool {
    guard let message = try? Message(parsing: Array(line).span, from: .client) else { return false }
    return message.tags.isEmpty && verbs.contains(message.verb.uppercased())
}

/// Ann and bob in `#tea`, ann and the lobby, and what they have said there and to each other.
private struct TeaParty {
    private var house: House
    private let ann: SessionID
    private var questions = 0

    private static let furnished = Result { () throws(BrokenPromise) in try TeaParty() }

    static func after() throws(BrokenPromise) -> TeaParty { try furnished.get() }

    private init() throws(BrokenPromise) {
        var settings = ServerSettings()
        settings.startedAt = House.morning
        settings.version = "chat-1.0"
        house = try House(settings, restored: .furnished)
        ann = house.connects(host: "127.0.0.1")
        let bob = house.connects(host: "::1")
        let words = Capability.allCases.filter { $0 != .sts && $0 != .reliable && $0 != .noImplicitNames }.map(\.name)
        for half in [words.prefix(20), words.dropFirst(20)] {
            try house.receives("CAP REQ :" + half.joined(separator: " "), from: ann)
        }
        try house.receives(
            "AUTHENTICATE PLAIN", "AUTHENTICATE " + Base64.encode("\u{0}ann\u{0}sesame".utf8), "NICK ann",
            "USER a 0 * :Ann", "CAP END", from: ann)
        try house.receives("NICK bea", "USER b 0 * :Bea", "JOIN #tea", from: bob)
        try house.receives("JOIN #tea,#lobby,#open", from: ann)
        for number in 1...4 {
            house.passes(milliseconds: 250)
            try house.receives("PRIVMSG #tea :Is tea number \(number) ready?", from: ann)
            try house.receives("NOTICE #tea :你好，\(number) 😀", "PRIVMSG ann :psst \(number)", from: bob)
        }
        try house.receives(
            "PRIVMSG #open :" + String(repeating: "long ", count: 90), "TOPIC #tea :Green",
            "MODE #tea +b *!*@192.0.2.*",
            "TAGMSG #tea", "AWAY :brewing", from: bob)
        try house.receives(
            "PRIVMSG bob :Are you there?", "REDACT #tea 7-4-1 :spilt", "EDIT #tea 7-4-3 :Is it?",
            "@+draft/react=x TAGMSG #tea", "METADATA * SET color :green", "MONITOR + bea", from: ann)
        try house.isInOrder()
        _ = house.heard(by: ann)
        guard hasLabels, house.state.sessions[ann]?.member.flatMap({ house.state.members[$0]?.account }) == AccountID(1)
        else { throw BrokenPromise(description: "ann is not who she should be") }
    }

    /// Each question gets one answer, and the lines of a WHO are all of one shape.
    mutating func asks(_ line: ArraySlice<UInt8>) throws(BrokenPromise) {
        questions += 1
        let label = "q\(questions)"
        let hadLabels = hasLabels
        try house.receives(Array("@label=\(label) ".utf8) + line + Array("\r\n".utf8), from: ann)
        try house.isInOrder()
        let heard = house.heard(by: ann)
        let text = String(decoding: line, as: UTF8.self)
        if hadLabels, hasLabels {
            let answers = heard.count { $0[tag: "label"] == label }
            try require(answers == 1, "\(answers) answers to \(text)")
        }
        let shapes = Set(heard.filter { $0.verb == "354" }.map(\.parameters.count))
        try require(shapes.count <= 1, "lines of several shapes answer \(text)")
    }

    /// An answer of several lines has a label only as a batch.
    private var hasLabels: Bool {
        house.state.sessions[ann].map { $0.has(.labeledResponse) && $0.has(.batch) } ?? false
    }
}
