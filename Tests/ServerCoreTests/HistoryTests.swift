import ChatProtocol
import ServerCore
import Testing

@Suite("History")
struct HistoryTests {
    let house = House()
    let tea = "#tea"

    /// A room where one and two and three... were said, a second between each.
    private func room(_ people: Person..., posts: Int = 5) {
        for person in people { person.joins(tea) }
        for number in 1...max(1, posts) where posts > 0 {
            house.passes(milliseconds: 1_000)
            people[0].says("\(number)", to: tea)
        }
        house.forgets()
    }

    /// The last words of the lines between a batch's beginning and its end.
    private func page(_ person: Person, _ request: String) -> [String] {
        person.forgets()
        person.sends("CHATHISTORY \(request)")
        let heard = person.heard()
        #expect(heard.first?.contains(" BATCH +") == true && heard.last?.contains(" BATCH -") == true, "\(heard)")
        return heard.dropFirst().dropLast().map { String($0.split(separator: ":").last ?? "") }
    }

    struct Row: CustomStringConvertible, Sendable {
        let request: String
        let posts: [String]
        var description: String { request }

        init(_ request: String, _ posts: String...) {
            self.request = request
            self.posts = posts
        }
    }

    @Test(
        "each way of asking for a part, by id and by time",
        arguments: [
            Row("LATEST #tea * 2", "4", "5"),
            Row("latest #TEA * 100", "1", "2", "3", "4", "5"),
            Row("LATEST #tea msgid=7-2-3 100", "4", "5"),
            Row("LATEST #tea timestamp=2026-11-23T09:00:03.000Z 1", "5"),
            Row("BEFORE #tea msgid=7-2-4 2", "2", "3"),
            Row("BEFORE #tea timestamp=2026-11-23T09:00:02.000Z 9", "1"),
            Row("AFTER #tea msgid=7-2-2 2", "3", "4"),
            Row("AFTER #tea timestamp=2026-11-23T09:00:03.500Z 9", "4", "5"),
            Row("AROUND #tea msgid=7-2-3 3", "2", "3", "4"),
            Row("AROUND #tea timestamp=2026-11-23T09:00:01.000Z 2", "1"),
            Row("BETWEEN #tea msgid=7-2-1 msgid=7-2-5 2", "2", "3"),
            Row("BETWEEN #tea msgid=7-2-5 msgid=7-2-1 2", "3", "4"),
            Row("BETWEEN #tea timestamp=2026-11-23T09:00:01.000Z msgid=7-2-4 9", "2", "3"),
            Row("AFTER #tea msgid=7-2-1y2p0ij32e8e7 9"),
        ])
    func parts(row: Row) {
        let ann = house.irc("ann", .batch, .chathistory)
        room(ann)
        #expect(page(ann, row.request) == row.posts)
    }

    @Test("a page bears ids and times, and is the same for everybody inside")
    func tags() {
        let ann = house.irc("ann")
        let bea = house.irc("bea", .batch, .chathistory, .serverTime, .messageTags)
        room(ann, bea, posts: 1)
        bea.sends("CHATHISTORY LATEST #tea * 1")
        let time = "time=2026-11-23T09:00:01.000Z"
        #expect(
            bea.heard() == [
                "@\(time) :chat.local BATCH +1 chathistory #tea",
                "@batch=1;\(time);msgid=7-2-1 :\(ann) PRIVMSG #tea :1", "@\(time) :chat.local BATCH -1",
            ])
    }

    @Test("who takes no batches gets the lines alone")
    func plain() {
        let ann = house.irc("ann")
        room(ann, posts: 2)
        ann.sends("CHATHISTORY LATEST #tea * 9")
        #expect(ann.heard() == [":\(ann) PRIVMSG #tea :1", ":\(ann) PRIVMSG #tea :2"])
    }

    @Test(
        "what cannot be asked",
        arguments: [
            Row("LATEST #no * 5", "INVALID_TARGET LATEST #no :Messages could not be retrieved"),
            Row("LATEST nobody * 5", "INVALID_TARGET LATEST nobody :Messages could not be retrieved"),
            Row(
                "BEFORE #tea msgid=7-3-1 5",
                "INVALID_PARAMS BEFORE #tea :No message of this conversation has that msgid"),
            Row(
                "BEFORE #tea msgid=8-2-1 5",
                "INVALID_PARAMS BEFORE #tea :No message of this conversation has that msgid"),
            Row("BEFORE #tea msgid=x 5", "INVALID_PARAMS BEFORE #tea :No message of this conversation has that msgid"),
            Row("BEFORE #tea * 5", "INVALID_PARAMS BEFORE :Expected msgid=... or timestamp=..."),
            Row("LATEST #tea * 0", "INVALID_PARAMS LATEST :The limit must be a positive number"),
            Row("LATEST #tea * x", "INVALID_PARAMS LATEST :The limit must be a positive number"),
            Row("LATEST #tea *", "INVALID_PARAMS LATEST :Insufficient parameters"),
            Row("DANCE #tea * 5", "INVALID_PARAMS DANCE :Unknown subcommand"),
            Row(
                String(repeating: "D", count: 480),
                "INVALID_PARAMS \(String(repeating: "D", count: 64)) :Unknown subcommand"),
            Row("TARGETS msgid=7-2-1 msgid=7-2-2 5", "INVALID_PARAMS TARGETS :Invalid parameters"),
        ])
    func refused(row: Row) {
        let ann = house.irc("ann", .batch, .chathistory)
        room(ann)
        ann.sends("CHATHISTORY \(row.request)")
        #expect(ann.heard() == [":chat.local FAIL CHATHISTORY \(row.posts[0])"])
    }

    @Test("nobody reads what was said in a room without being in it, and a secret one is none")
    func strangers() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea", .batch, .chathistory))
        room(ann)
        for mode in ["-t", "+s"] {
            ann.sends("MODE #tea \(mode)")
            bea.sends("CHATHISTORY LATEST #tea * 5")
            #expect(
                bea.heard() == [
                    ":chat.local FAIL CHATHISTORY INVALID_TARGET LATEST #tea :Messages could not be retrieved"
                ])
        }
    }

    @Test("private lines are given to nobody later, whoever has the nick then")
    func privately() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.says("secret", to: "bea")
        bea.quits()
        let eve = house.irc("bea", .batch, .chathistory)
        #expect(page(eve, "LATEST ann * 9").isEmpty)
        eve.sends("CHATHISTORY BEFORE #lobby msgid=7-0-2 9")
        eve.joins("#lobby")
        eve.sends("CHATHISTORY BEFORE #lobby msgid=7-0-2 9")
        #expect(!eve.heard().contains { $0.contains("secret") })
    }

    @Test(
        "in a closed room one reads what was said since one came in, from either end",
        arguments: ["+i", "+s", "+k sesame"])
    func closed(mode: String) {
        let (ann, bea) = (house.irc("ann"), house.irc("bea", .batch, .chathistory))
        room(ann)
        ann.sends("MODE #tea \(mode)", "INVITE bea #tea")
        bea.joins(tea)
        #expect(page(bea, "LATEST #tea * 9").isEmpty)
        for number in 6...8 {
            house.passes(milliseconds: 1_000)
            ann.says("\(number)", to: tea)
        }
        #expect(page(bea, "LATEST #tea * 9") == ["6", "7", "8"])
        #expect(page(bea, "AFTER #tea msgid=7-2-1 2") == ["6", "7"])
        #expect(page(bea, "AFTER #tea timestamp=2026-11-23T09:00:00.000Z 2") == ["6", "7"])
        #expect(page(bea, "AFTER #tea timestamp=2026-11-23T09:00:06.500Z 2") == ["7", "8"])
        #expect(page(bea, "BETWEEN #tea msgid=7-2-1 msgid=7-2-8 2") == ["6", "7"])
        #expect(page(bea, "BETWEEN #tea msgid=7-2-8 msgid=7-2-1 9") == ["6", "7"])
        #expect(page(bea, "BETWEEN #tea msgid=7-2-1 msgid=7-2-4 9").isEmpty)
        #expect(page(bea, "BEFORE #tea msgid=7-2-7 9") == ["6"])
        #expect(page(bea, "AROUND #tea msgid=7-2-6 4") == ["6", "7"])
    }

    @Test("who came in right after one, and what was said before, takes no place in a page of a closed room")
    func closedAndCrowded() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea", .batch, .chathistory, .eventPlayback))
        room(ann)
        ann.sends("MODE #tea +i", "INVITE bea #tea")
        bea.joins(tea)
        for nick in ["cat", "dan", "eve"] {
            let guest = house.irc(nick)
            ann.sends("INVITE \(nick) #tea")
            guest.joins(tea)
        }
        for number in 6...8 { ann.says("\(number)", to: tea) }
        #expect(page(bea, "AFTER #tea msgid=7-2-1 2") == ["6", "7"])
        #expect(page(bea, "AROUND #tea msgid=7-2-1 4") == ["6", "7"])
        #expect(page(bea, "AROUND #tea timestamp=2026-11-23T09:00:00.000Z 4") == ["6", "7"])
        #expect(page(bea, "BETWEEN #tea msgid=7-2-8 msgid=7-2-1 9") == ["6", "7"])
        #expect(page(bea, "BEFORE #tea msgid=7-2-6 9").isEmpty)
    }

    @Test("what a client does not understand takes no place in its page")
    func notUnderstood() {
        let ann = house.irc("ann", .messageTags, .messageRedaction, .messageEditing, .eventPlayback)
        let bea = house.irc("bea", .batch, .chathistory, .eventPlayback)
        room(ann, bea)
        for number in 6...8 { ann.says("\(number)", to: tea) }
        for _ in 1...5 { ann.sends("@+draft/react=x;+draft/reply=7-2-1 TAGMSG #tea") }
        let edit = "draft/target-msgid=7-2-7;draft/edit-text=seven"
        ann.sends("@\(edit) EDIT #tea", "REDACT #tea 7-2-8", "REDACT #tea 7-2-6")
        #expect(page(bea, "LATEST #tea * 3").suffix(3) == ["4", "5", "seven"])
    }

    @Test("nothing near is not the end of the past: who asked is told that there is no answer")
    func tooFar() {
        let ann = house.irc("ann", .batch, .chathistory)
        room(ann)
        house.holdsQuestions = true
        ann.sends("CHATHISTORY BEFORE #tea msgid=7-2-5 9")
        house.answersQuestions(with: .tooFar)
        #expect(
            ann.heard() == [
                ":chat.local FAIL CHATHISTORY MESSAGE_ERROR BEFORE #tea :Messages could not be retrieved"
            ])
    }

    @Test("permission is judged when the answer comes: who has left since gets nothing of it")
    func judgedLate() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea", .batch, .chathistory, .labeledResponse))
        room(ann, bea)
        house.holdsQuestions = true
        bea.sends("@label=a CHATHISTORY LATEST #tea * 9")
        ann.sends("KICK #tea bea")
        bea.forgets()
        house.answersQuestions()
        #expect(
            bea.heard() == [
                "@label=a :chat.local FAIL CHATHISTORY INVALID_TARGET LATEST #tea :Messages could not be retrieved"
            ])
        bea.joins(tea)
        bea.sends("CHATHISTORY LATEST #tea * 9")
        ann.sends("MODE #tea +s")
        bea.forgets()
        house.answersQuestions()
        #expect(bea.heard() == [":chat.local BATCH +1 chathistory #tea", ":chat.local BATCH -1"])
        bea.sends("CHATHISTORY LATEST #tea * 9")
        bea.quits()
        house.answersQuestions()
    }

    @Test("a store that cannot read says so to who asked, and to nobody else")
    func unreadable() {
        let (ann, bea) = (house.irc("ann", .batch, .chathistory), house.irc("bea", .batch))
        room(ann)
        house.holdsQuestions = true
        ann.sends(
            "CHATHISTORY LATEST #tea * 9",
            "CHATHISTORY TARGETS timestamp=2026-11-23T00:00:00Z timestamp=2026-11-24T00:00:00Z 9")
        bea.joins(tea)
        house.forgets()
        house.answersQuestions(failing: true)
        #expect(
            ann.heard() == [
                ":chat.local FAIL CHATHISTORY MESSAGE_ERROR LATEST #tea :Messages could not be retrieved",
                ":chat.local FAIL CHATHISTORY MESSAGE_ERROR TARGETS * :Messages could not be retrieved",
            ])
        #expect(bea.heard().isEmpty)
    }

    @Test("TARGETS tells one's own rooms in which something was said in that time, the earliest first")
    func targets() {
        let (ann, bea) = (house.irc("ann", .batch, .chathistory), house.irc("bea", .batch, .chathistory))
        ann.joins("#silent,#old,#new,#vault")
        for room in ["#new", "#old", "#vault", "#new"] {
            house.passes(milliseconds: 1_000)
            ann.says("x", to: room)
        }
        ann.sends("MODE #vault +s", "INVITE bea #vault")
        bea.joins("#new,#vault")
        house.forgets()
        let (from, to) = ("timestamp=2026-11-23T09:00:00.000Z", "timestamp=2026-11-23T10:00:00.000Z")
        for request in ["\(from) \(to)", "\(to) \(from)"] {
            ann.sends("CHATHISTORY TARGETS \(request) 10")
            let heard = ann.heard()
            #expect(heard.count == 5)
            #expect(heard.first?.hasSuffix("draft/chathistory-targets") == true)
            #expect(
                heard.dropFirst().dropLast().map { $0.split(separator: " ").suffix(2).joined(separator: " ") } == [
                    "#old 2026-11-23T09:00:02.000Z", "#vault 2026-11-23T09:00:03.000Z", "#new 2026-11-23T09:00:04.000Z",
                ])
        }
        ann.sends("CHATHISTORY TARGETS \(from) \(to) 1", "CHATHISTORY TARGETS \(to) \(to) 5")
        #expect(ann.heard().count == 5)
        // What was said in a closed room before one came is not told, nor when.
        bea.sends("CHATHISTORY TARGETS \(from) \(to) 10")
        #expect(bea.heard().dropFirst().dropLast().map { $0.contains(" #new ") } == [true])
    }

    // MARK: - On joining

    @Test("a client that takes batches and times, and asks for no history, sees the last posts behind the names")
    func playback() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea", .batch, .serverTime))
        room(ann, posts: 55)
        bea.joins(tea)
        let heard = bea.heard()
        #expect(heard.prefix(4).map(numeric) == ["JOIN", "353", "366", "BATCH"])
        #expect(
            heard.dropFirst(4).dropLast().map { String($0.split(separator: ":").last ?? "") }
                == (6...55).map { "\($0)" })
        #expect(heard.last?.hasSuffix(":chat.local BATCH -1") == true)
    }

    @Test("nobody else is: who takes no batches or no times, who asks, who comes into a closed or a silent room")
    func noPlayback() {
        let ann = house.irc("ann")
        room(ann)
        let people: [(String, [Capability])] = [
            ("bea", []), ("cat", [.batch, .serverTime, .chathistory]), ("dan", [.chathistory]), ("eli", [.batch]),
            ("fay", [.serverTime]),
        ]
        for (nick, capabilities) in people {
            let person = house.irc(nick, having: capabilities)
            person.joins(tea)
            #expect(person.heard().map(numeric) == ["JOIN", "353", "366"])
        }
        ann.sends("MODE #tea +k sesame")
        let eve = house.irc("eve", .batch, .serverTime)
        eve.joins(tea, key: "sesame")
        eve.joins("#silent")
        #expect(eve.heard().map(numeric) == ["JOIN", "353", "366", "JOIN", "353", "366"])
    }
}
