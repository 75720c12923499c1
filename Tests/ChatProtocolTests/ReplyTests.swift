import ChatProtocol
import Testing

@Suite("What servers tell")
struct ReplyTests {
    struct Row: Sendable {
        let line: String
        let reply: Reply
        /// The line that says the same as we write it.
        let written: String

        init(_ line: String, _ reply: Reply, written: String? = nil) {
            self.line = line
            self.reply = reply
            self.written = written ?? line
        }
    }

    static let rows = [
        Row("001 ann :Welcome", .numeric(.welcome, receiver: "ann", ["Welcome"])),
        Row("433 * ann taken", .numeric(.nicknameInUse, receiver: "*", ["ann", "taken"])),
        Row("999", .numeric(Numeric(rawValue: 999), receiver: "", []), written: "999 :"),
        Row("JOIN #tea", .joined(room: "#tea", account: nil, realname: nil)),
        Row("JOIN #tea ann :Ann Lee", .joined(room: "#tea", account: "ann", realname: "Ann Lee")),
        Row("JOIN #tea * :Ann Lee", .joined(room: "#tea", account: nil, realname: "Ann Lee")),
        Row("JOIN #tea ann", .joined(room: "#tea", account: nil, realname: nil), written: "JOIN #tea"),
        Row("PART #tea", .parted(room: "#tea", reason: nil), written: "PART :#tea"),
        Row("PART #tea :so long", .parted(room: "#tea", reason: "so long")),
        Row("QUIT", .left(reason: nil)),
        Row("QUIT :gone", .left(reason: "gone")),
        Row("NICK 小明", .renamed("小明")),
        Row("KICK #tea ann :no", .kicked(room: "#tea", nick: "ann", reason: "no")),
        Row("KICK #tea :ann", .kicked(room: "#tea", nick: "ann", reason: nil)),
        Row("TOPIC #tea :", .topic(room: "#tea", text: "")),
        Row("TOPIC #tea :fresh", .topic(room: "#tea", text: "fresh")),
        Row("MODE #tea +ov ann bob", .mode(target: "#tea", changes: ["+ov", "ann", "bob"])),
        Row("INVITE ann #tea", .invited(nick: "ann", room: "#tea")),
        Row("AWAY", .away(nil)),
        Row("AWAY :", .away(nil), written: "AWAY"),
        Row("AWAY :out", .away("out")),
        Row("SETNAME :Ann Lee", .realname("Ann Lee")),
        Row("ACCOUNT ann", .account("ann")),
        Row("AUTHENTICATE +", .authenticate("+")),
        Row("AUTHENTICATE :", .authenticate("")),
        Row("ACCOUNT *", .account(nil)),
        Row("CHGHOST u tea.example", .hostChanged(user: "u", host: "tea.example")),
        Row("RENAME #tea #茶 :", .roomRenamed("#tea", to: "#茶", reason: nil)),
        Row("RENAME #tea #茶", .roomRenamed("#tea", to: "#茶", reason: nil), written: "RENAME #tea #茶 :"),
        Row("RENAME #tea #茶 :fresh name", .roomRenamed("#tea", to: "#茶", reason: "fresh name")),
        Row("REDACT #tea z-1-2", .redacted(target: "#tea", id: "z-1-2", reason: nil)),
        Row("REDACT #tea z-1-2 :wrong room", .redacted(target: "#tea", id: "z-1-2", reason: "wrong room")),
        Row(
            #"@draft/target-msgid=z-1-2;draft/edit-text=an\sexample EDIT #tea"#,
            .edited(target: "#tea", id: "z-1-2", text: "an example")),
        Row("MARKREAD #tea *", .markedRead(target: "#tea", .nothing)),
        Row(
            "MARKREAD #tea timestamp=1970-01-01T00:00:01.500Z",
            .markedRead(target: "#tea", .upTo(Timestamp(milliseconds: 1_500)))),
        Row(
            "METADATA #tea url * :a b", .metadataChanged(target: "#tea", key: "url", visibility: "*", value: "a b")),
        Row("METADATA ann url *", .metadataChanged(target: "ann", key: "url", visibility: "*", value: nil)),
        Row("METADATA ann url * :", .metadataChanged(target: "ann", key: "url", visibility: "*", value: "")),
        Row("PRIVMSG #tea :hi", .said(.message, target: "#tea", text: "hi")),
        Row("privmsg #tea hi", .said(.message, target: "#tea", text: "hi"), written: "PRIVMSG #tea :hi"),
        Row("NOTICE ann :hi", .said(.notice, target: "ann", text: "hi")),
        Row("TAGMSG #tea", .said(.tags, target: "#tea", text: "")),
        Row("CAP * LS :batch sasl=PLAIN", .capability("LS", isPartial: false, ["batch", "sasl=PLAIN"])),
        Row("CAP * LS * :batch sts=port=1", .capability("LS", isPartial: true, ["batch", "sts=port=1"])),
        Row("CAP ann ack :batch", .capability("ACK", isPartial: false, ["batch"]), written: "CAP * ACK batch"),
        Row("CAP * LIST :", .capability("LIST", isPartial: false, [])),
        Row("PING token", .ping("token")),
        Row("PING server token", .ping("token"), written: "PING token"),
        Row("PING", .ping(""), written: "PING :"),
        Row("PONG server :token", .pong("token"), written: "PONG token"),
        Row("BATCH +1 chathistory #tea", .batchStarted("1", type: "chathistory", ["#tea"])),
        Row("BATCH +1", .batchStarted("1", type: "", []), written: "BATCH +1 :"),
        Row("BATCH -1", .batchEnded("1")),
        Row("ACK", .acknowledged),
        Row("FAIL * INVALID_UTF8 :No text", .standard(StandardReply(.fail, "*", "INVALID_UTF8", [], "No text"))),
        Row(
            "WARN JOIN LATE #tea x :Hurry up",
            .standard(StandardReply(.warn, "JOIN", "LATE", ["#tea", "x"], "Hurry up"))),
        Row("note * X y", .standard(StandardReply(.note, "*", "X", [], "y")), written: "NOTE * X y"),
        Row("ERROR :Bye", .error("Bye")),
        // What has too few words to be what it says, and what is not known.
        Row("NICK", .other(Message("NICK"))),
        Row("PRIVMSG #tea", .other(Message("PRIVMSG", ["#tea"])), written: "PRIVMSG :#tea"),
        Row("TOPIC #tea", .other(Message("TOPIC", ["#tea"])), written: "TOPIC :#tea"),
        Row("MODE #tea", .other(Message("MODE", ["#tea"]))),
        Row("CAP * LS", .other(Message("CAP", ["*", "LS"]))),
        Row("BATCH 1", .other(Message("BATCH", ["1"]))),
        Row("BATCH", .other(Message("BATCH"))),
        Row("FAIL * X", .other(Message("FAIL", ["*", "X"]))),
        Row("JOIN", .other(Message("JOIN"))),
        Row("ACCOUNT :", .other(Message("ACCOUNT", [""]))),
        Row("CHGHOST u", .other(Message("CHGHOST", ["u"]))),
        Row("RENAME #tea", .other(Message("RENAME", ["#tea"]))),
        Row("REDACT #tea", .other(Message("REDACT", ["#tea"]))),
        Row("EDIT #tea", .other(Message("EDIT", ["#tea"]))),
        Row(
            "@draft/target-msgid=1 EDIT #tea",
            .other(Message(tags: [Tag("draft/target-msgid", "1")], "EDIT", ["#tea"]))),
        Row("MARKREAD #tea", .other(Message("MARKREAD", ["#tea"]))),
        Row("MARKREAD #tea soon", .other(Message("MARKREAD", ["#tea", "soon"]))),
        Row("METADATA ann url", .other(Message("METADATA", ["ann", "url"]))),
        Row("12 a", .other(Message("12", ["a"]))),
        Row("MAKETEA now", .other(Message("MAKETEA", ["now"]))),
    ]

    @Test("a line is understood", arguments: rows)
    func reading(_ row: Row) throws {
        #expect(Reply(try Message(line: row.line)) == row.reply)
    }

    @Test("a reply is the line that says it", arguments: rows)
    func writing(_ row: Row) {
        #expect(row.reply.message.description == row.written)
    }

    @Test("a reply that was sent is understood as it was meant", arguments: rows)
    func roundTrip(_ row: Row) throws {
        #expect(Reply(try Message(line: row.reply.message.description)) == row.reply)
    }

    @Test("source and tags change nothing of what is told")
    func sourceAndTags() throws {
        let line = "@time=2026-11-23T09:02:00.000Z;msgid=z-1-2 :ann!a@host PRIVMSG #tea :hi"
        #expect(Reply(try Message(line: line)) == .said(.message, target: "#tea", text: "hi"))
    }

    @Test("what is not known is kept with its source and tags")
    func other() throws {
        let message = try Message(line: "@a=b :server MAKETEA now")
        #expect(Reply(message) == .other(message))
        #expect(Reply(message).message == message)
    }
}
