import ChatProtocol
import Testing

@Suite("What clients ask")
struct CommandTests {
    struct Row: Sendable {
        let line: String
        let command: Command
        /// The line that says the same as we write it.
        let written: String

        init(_ line: String, _ command: Command, written: String? = nil) {
            self.line = line
            self.command = command
            self.written = written ?? line
        }

        var verb: String { line.split(separator: " ").first { !$0.hasPrefix("@") }?.uppercased() ?? "" }
    }

    static let rows = registering + rooms + talking + asking + accounts + changing + roles + keeping + operators

    static let registering = [
        Row("CAP LS", .capability(.list(version: 301))),
        Row("CAP ls 302", .capability(.list(version: 302)), written: "CAP LS 302"),
        Row("CAP LS 307", .capability(.list(version: 307))),
        Row("CAP LS 5", .capability(.list(version: 301)), written: "CAP LS"),
        Row("CAP LS many", .capability(.list(version: 301)), written: "CAP LS"),
        Row("CAP LIST", .capability(.enabled)),
        Row("CAP REQ :batch -setname", .capability(.request("batch -setname"))),
        Row("CAP REQ batch", .capability(.request("batch"))),
        Row("CAP REQ", .capability(.request("")), written: "CAP REQ :"),
        Row("CAP END", .capability(.end)),
        Row("CAP what", .capability(.unknown("WHAT")), written: "CAP WHAT"),
        Row("PASS :open sesame", .password("open sesame")),
        Row("NICK 小明", .nick("小明")),
        Row("nick :ann", .nick("ann"), written: "NICK ann"),
        Row("USER ann 0 * :Ann Lee", .user(name: "ann", realname: "Ann Lee")),
        Row("USER ann host server Ann", .user(name: "ann", realname: "Ann"), written: "USER ann 0 * Ann"),
        Row("PING token", .ping("token")),
        Row("PING ::", .ping(":")),
        Row("PONG token", .pong("token")),
        Row("PONG", .pong(""), written: "PONG :"),
        Row("QUIT", .quit(nil)),
        Row("QUIT :gone", .quit("gone")),
        Row("QUIT :", .quit("")),
        Row("SETNAME :Ann Lee", .setRealname("Ann Lee")),
    ]

    static let rooms = [
        Row("JOIN #tea", .join([JoinRequest(room: "#tea")])),
        Row("JOIN #tea,#茶", .join([JoinRequest(room: "#tea"), JoinRequest(room: "#茶")])),
        Row("JOIN #a,#b k", .join([JoinRequest(room: "#a", key: "k"), JoinRequest(room: "#b")])),
        Row("JOIN #a,#b k,l", .join([JoinRequest(room: "#a", key: "k"), JoinRequest(room: "#b", key: "l")])),
        Row("JOIN #a k,l", .join([JoinRequest(room: "#a", key: "k")]), written: "JOIN #a k"),
        Row("JOIN #a :", .join([JoinRequest(room: "#a")]), written: "JOIN #a"),
        Row(
            "JOIN ,#a,,#b, k,l,m,n", .join([JoinRequest(room: "#a", key: "l"), JoinRequest(room: "#b", key: "n")]),
            written: "JOIN #a,#b l,n"),
        Row("JOIN 0", .leaveAll),
        Row("JOIN ,0", .leaveAll, written: "JOIN 0"),
        Row("JOIN 0,#a", .join([JoinRequest(room: "0"), JoinRequest(room: "#a")])),
        Row("PART #a", .part(["#a"], reason: nil)),
        Row("PART #a,#b :so long", .part(["#a", "#b"], reason: "so long")),
        Row("PART #a :", .part(["#a"], reason: "")),
        Row("TOPIC #a", .topic(room: "#a", text: nil)),
        Row("TOPIC #a :", .topic(room: "#a", text: "")),
        Row("TOPIC #a :fresh tea", .topic(room: "#a", text: "fresh tea")),
        Row("INVITE ann #a", .invite(nick: "ann", room: "#a")),
        Row("INVITE", .invitations),
        Row("KICK #a ann :", .kick(room: "#a", nicks: ["ann"], reason: "")),
        Row("KICK #a :ann", .kick(room: "#a", nicks: ["ann"], reason: nil)),
        Row("KICK #a ann,bob :no", .kick(room: "#a", nicks: ["ann", "bob"], reason: "no")),
        Row("MODE #a", .mode(target: "#a", changes: [])),
        Row("MODE #a +ov ann bob", .mode(target: "#a", changes: ["+ov", "ann", "bob"])),
        Row("NAMES", .names([])),
        Row("NAMES #a,#b", .names(["#a", "#b"])),
        Row("NAMES ,", .names([]), written: "NAMES"),
        Row("LIST", .list([])),
        Row("LIST #a,>5", .list(["#a", ">5"])),
    ]

    static let talking = [
        Row("PRIVMSG #a :hello you", .say(.message, targets: ["#a"], text: "hello you")),
        Row("PRIVMSG #a,ann ::)", .say(.message, targets: ["#a", "ann"], text: ":)")),
        Row("PRIVMSG ,#a,, :hi", .say(.message, targets: ["#a"], text: "hi"), written: "PRIVMSG #a :hi"),
        Row("PRIVMSG a,\u{301}b :hi", .say(.message, targets: ["a", "\u{301}b"], text: "hi")),
        Row("NOTICE ann :hi", .say(.notice, targets: ["ann"], text: "hi")),
        Row("TAGMSG #a,ann", .say(.tags, targets: ["#a", "ann"], text: "")),
        Row("TAGMSG #a :more", .say(.tags, targets: ["#a"], text: ""), written: "TAGMSG #a"),
        Row("AWAY", .away(nil)),
        Row("AWAY :", .away("")),
        Row("AWAY :out for tea", .away("out for tea")),
    ]

    static let asking = [
        Row("WHO", .who(mask: "*", options: nil), written: "WHO *"),
        Row("WHO #a", .who(mask: "#a", options: nil)),
        Row("WHO #a %tna,1", .who(mask: "#a", options: "%tna,1")),
        Row("WHOIS ann", .whois(["ann"])),
        Row("WHOIS server ann,bob", .whois(["ann", "bob"]), written: "WHOIS ann,bob"),
        Row("WHOWAS ann", .whowas(nick: "ann", count: nil)),
        Row("WHOWAS ann 2", .whowas(nick: "ann", count: 2)),
        Row("WHOWAS ann 0", .whowas(nick: "ann", count: nil), written: "WHOWAS ann"),
        Row("WHOWAS ann -1", .whowas(nick: "ann", count: nil), written: "WHOWAS ann"),
        Row("WHOWAS ann 99999999999999999999", .whowas(nick: "ann", count: nil), written: "WHOWAS ann"),
        Row("USERHOST ann bob", .userhost(["ann", "bob"])),
        Row("USERHOST :ann bob", .userhost(["ann", "bob"]), written: "USERHOST ann bob"),
        Row("ISON ann bob", .ison(["ann", "bob"])),
        Row("ISON :ann  bob ", .ison(["ann", "bob"]), written: "ISON ann bob"),
        Row("MOTD", .motd),
        Row("LUSERS", .lusers),
        Row("VERSION", .version),
        Row("TIME", .time),
        Row("INFO", .info),
        Row("HELP", .help(nil)),
        Row("HELP JOIN", .help("JOIN")),
        Row("HELPOP JOIN", .help("JOIN"), written: "HELP JOIN"),
        Row("CHATHISTORY LATEST #a * 5", .history(HistoryRequest(target: "#a", .latest(after: nil), limit: 5))),
    ]

    @Test("a line is understood", arguments: rows)
    func reading(_ row: Row) throws {
        #expect(try Command(Message(line: row.line, from: .client)) == row.command)
    }

    @Test("a verb's case does not matter", arguments: rows)
    func lowercase(_ row: Row) throws {
        let message = try Message(line: row.line, from: .client)
        let lowercase = Message(tags: message.tags, message.verb.lowercased(), message.parameters)
        #expect(try Command(lowercase) == row.command)
    }

    @Test("a command is the line that says it", arguments: rows)
    func writing(_ row: Row) throws {
        let written = try Message(line: row.written)
        #expect(row.command.message.parameters == written.parameters)
        #expect(row.command.message.verb == written.verb)
    }

    @Test("a command that was sent is understood as it was meant", arguments: rows)
    func roundTrip(_ row: Row) throws {
        #expect(try Command(Message(line: row.command.message.description, from: .client)) == row.command)
    }

    @Test("a room without a key before one with a key is sent with one that opens nothing")
    func missingKey() throws {
        let command = try Command(Message(line: "JOIN #a,#b ,key", from: .client))
        #expect(command == .join([JoinRequest(room: "#a"), JoinRequest(room: "#b", key: "key")]))
        #expect(command.message.description == "JOIN #a,#b *,key")
    }

    @Test("a blank line is said inside of a batch only", arguments: [SpeechKind.message, .notice])
    func blankLine(_ kind: SpeechKind) throws {
        let inside = Message(tags: [Tag("batch", "1")], kind.rawValue, ["#tea", ""])
        #expect(try Command(inside) == .say(kind, targets: ["#tea"], text: ""))
        #expect(throws: CommandError.noTextToSend) { try Command(Message(kind.rawValue, ["#tea", ""])) }
        #expect(throws: CommandError.noTextToSend) {
            try Command(Message(tags: inside.tags, kind.rawValue, ["#tea"]))
        }
    }

    @Test("more words than a line has parameters are sent as one")
    func manyWords() throws {
        let words = (1...20).map { String($0) }
        for command in [Command.service("NickServ", words), .znc(words)] {
            #expect(try Command(Message(line: command.message.description, from: .client)) == command)
        }
    }

    @Test("every verb has its rows", arguments: Command.verbs)
    func everyVerb(_ verb: String) {
        #expect(Self.rows.contains { $0.verb == verb })
    }
}
