import ChatProtocol
import ServerCore
import Testing

@Suite("Rooms")
struct RoomsTests {
    let house = House()
    let tea = "#tea"

    // MARK: - Topic

    @Test("a topic is told to everybody, kept, and asked for")
    func topic() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins(tea)
        bea.joins(tea)
        house.forgets()
        bea.sends("TOPIC #tea")
        ann.sends("TOPIC #tea :Green")
        bea.sends("TOPIC #tea")
        #expect(ann.heard() == [":\(ann) TOPIC #tea :Green"])
        #expect(
            bea.heard() == [
                ":chat.local 331 bea #tea :No topic is set", ":\(ann) TOPIC #tea :Green",
                ":chat.local 332 bea #tea :Green", ":chat.local 333 bea #tea \(ann) 1795424400",
            ])
        #expect(house.store.record(named: tea)?.topic == Topic(text: "Green", author: "\(ann)", time: House.morning))
        ann.sends("TOPIC #tea :")
        #expect(bea.heard() == [":\(ann) TOPIC #tea :"])
        #expect(house.store.record(named: tea)?.topic == nil)
    }

    @Test("who may not set a topic, and where there is none to ask for")
    func topicRefused() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        bea.joins(tea)
        house.forgets()
        bea.sends("TOPIC #tea :mine", "TOPIC #no", "TOPIC")
        cat.sends("TOPIC #tea :mine", "TOPIC #tea")
        #expect(
            bea.heard() == [
                ":chat.local 482 bea #tea :You're not a channel operator", ":chat.local 403 bea #no :No such channel",
                ":chat.local 461 bea TOPIC :Not enough parameters",
            ])
        #expect(
            cat.heard() == [
                ":chat.local 442 cat #tea :You're not on that channel", ":chat.local 331 cat #tea :No topic is set",
            ])
        ann.sends("MODE #tea -t")
        bea.sends("TOPIC #tea :mine")
        #expect(bea.heard() == [":\(ann) MODE #tea -t", ":\(bea) TOPIC #tea :mine"])
        ann.sends("MODE #tea +s")
        cat.sends("TOPIC #tea", "TOPIC #tea :x")
        #expect(cat.heard() == Array(repeating: ":chat.local 403 cat #tea :No such channel", count: 2))
    }

    // MARK: - Inviting

    @Test("an invitation goes to the guest, and to those inside who want to know of it")
    func inviting() {
        let (ann, bea, cat, dan) = (
            house.irc("ann"), house.irc("bea"), house.irc("cat", .inviteNotify), house.irc("dan")
        )
        for person in [ann, cat, dan] { person.joins(tea) }
        house.forgets()
        ann.sends("INVITE BEA #tea")
        #expect(ann.heard() == [":chat.local 341 ann bea #tea"])
        #expect(bea.heard() == [":\(ann) INVITE bea #tea"])
        #expect(cat.heard() == [":\(ann) INVITE bea #tea"])
        #expect(dan.heard().isEmpty)
        bea.sends("INVITE")
        #expect(bea.heard() == [":chat.local 336 bea #tea", ":chat.local 337 bea :End of invite list"])
    }

    @Test("who may not be invited, or not invite")
    func invitingRefused() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        bea.joins(tea)
        ann.sends("MODE #tea +i")
        house.forgets()
        ann.sends("INVITE nobody #tea", "INVITE bea #tea", "INVITE cat #no", "INVITE cat")
        bea.sends("INVITE cat #tea")
        cat.sends("INVITE ann #tea")
        #expect(
            ann.heard() == [
                ":chat.local 401 ann nobody :No such nick", ":chat.local 443 ann bea #tea :is already on channel",
                ":chat.local 403 ann #no :No such channel", ":chat.local 461 ann INVITE :Not enough parameters",
            ])
        #expect(bea.heard() == [":chat.local 482 bea #tea :You're not a channel operator"])
        #expect(cat.heard() == [":chat.local 442 cat #tea :You're not on that channel"])
    }

    // MARK: - Kicking

    @Test("an operator puts somebody out: all see it, with the reason or the operator's name")
    func kicking() {
        let (ann, bea, cat, dan) = (house.irc("ann"), house.irc("bea"), house.irc("cat"), house.irc("dan"))
        for person in [ann, bea, cat, dan] { person.joins(tea) }
        house.forgets()
        ann.sends("KICK #tea bea,CAT :too loud", "KICK #tea dan")
        let lines = [
            ":\(ann) KICK #tea bea :too loud", ":\(ann) KICK #tea cat :too loud", ":\(ann) KICK #tea dan :ann",
        ]
        #expect(ann.heard() == lines)
        #expect(bea.heard() == Array(lines.prefix(1)))
        #expect(dan.heard() == lines)
        bea.says("hello?", to: tea)
        #expect(bea.heard() == [":chat.local 404 bea #tea :Cannot send to channel (+n)"])
    }

    @Test("who may not put out, and who is not there to be put out")
    func kickingRefused() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        bea.joins(tea)
        house.forgets()
        ann.sends("KICK #tea cat,nobody", "KICK #no bea", "KICK #tea")
        bea.sends("KICK #tea ann")
        cat.sends("KICK #tea ann")
        #expect(
            ann.heard() == [
                ":chat.local 441 ann cat #tea :They aren't on that channel", ":chat.local 401 ann nobody :No such nick",
                ":chat.local 403 ann #no :No such channel", ":chat.local 461 ann KICK :Not enough parameters",
            ])
        #expect(bea.heard() == [":chat.local 482 bea #tea :You're not a channel operator"])
        #expect(cat.heard() == [":chat.local 442 cat #tea :You're not on that channel"])
    }

    @Test("nobody is an operator of the lobby: it is the host's")
    func lobby() {
        let ann = house.irc("ann")
        ann.joins("#lobby")
        #expect(ann.heard()[1] == ":chat.local 353 ann = #lobby :ann")
        ann.sends("MODE #lobby +m", "TOPIC #lobby :mine", "KICK #lobby ann")
        #expect(
            ann.heard() == Array(repeating: ":chat.local 482 ann #lobby :You're not a channel operator", count: 3))
    }

    @Test("nobody outside learns that a secret room is there")
    func secret() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins(tea)
        ann.sends("MODE #tea +s")
        house.forgets()
        for line in [
            "PART #tea", "TOPIC #tea", "TOPIC #tea :x", "KICK #tea ann", "INVITE bea #tea", "MODE #tea", "MODE #tea +m",
            "PRIVMSG #tea :hello",
        ] {
            bea.sends(line)
            #expect(bea.heard() == [":chat.local 403 bea #tea :No such channel"], "\(line)")
        }
        bea.sends("NAMES #tea", "WHO #tea", "LIST")
        #expect(
            bea.heard() == [
                ":chat.local 366 bea #tea :End of /NAMES list", ":chat.local 315 bea #tea :End of WHO list",
                ":chat.local 321 bea Channel :Users  Name", ":chat.local 323 bea :End of /LIST",
            ])
        bea.sends("WHOIS ann")
        #expect(!bea.heard().contains { $0.contains("#tea") })
    }

    // MARK: - Beginning and ending

    @Test(
        "a room that empties ends, whichever way the last one goes",
        arguments: ["PART #tea", "QUIT", "JOIN 0", "KICK #tea ann"])
    func ending(way: String) {
        let ann = house.irc("ann", .batch, .chathistory, .messageTags)
        let bea = house.irc("bea", .batch, .chathistory)
        ann.joins(tea)
        ann.says("a secret of the old room", to: tea)
        ann.sends(way)
        #expect(house.store.ended == [RoomNumber(2)])
        #expect(house.store.record(named: tea) == nil)
        bea.joins(tea)
        #expect(bea.heard()[1] == ":chat.local 353 bea = #tea :@bea")
        bea.forgets()
        bea.sends("CHATHISTORY LATEST #tea * 10", "CHATHISTORY AFTER #tea msgid=7-2-1 10")
        #expect(
            bea.heard() == [
                ":chat.local BATCH +1 chathistory #tea", ":chat.local BATCH -1",
                ":chat.local FAIL CHATHISTORY INVALID_PARAMS AFTER #tea :No message of this conversation has that msgid",
            ])
        #expect(house.store.record(named: tea)?.number == RoomNumber(3))
        bea.says("new", to: tea)
        #expect(house.store.texts(of: RoomNumber(3)) == ["new"])
        #expect(house.store.posts.last?.sequence == 1)
    }

    @Test("the lobby never ends, and keeps what was said in it")
    func lobbyKeeps() {
        let ann = house.irc("ann")
        ann.joins("#lobby")
        ann.says("anybody?", to: "#lobby")
        ann.quits()
        #expect(house.store.ended.isEmpty)
        let bea = house.irc("bea", .batch, .serverTime)
        bea.joins("#lobby")
        let past = ";time=2026-11-23T09:00:00.002Z :ann!~u@127.0.0.1 PRIVMSG #lobby :anybody?"
        #expect(bea.heard().contains("@batch=1" + past))
    }

    @Test("open rooms and the lobby go on after a server was stopped, closed ones do not")
    func restarting() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins("#lobby,#tea,#vault")
        bea.joins(tea)
        ann.sends("TOPIC #tea :Green", "MODE #vault +s")
        ann.says("one", to: tea)
        ann.says("two", to: "#lobby")
        ann.says("hush", to: "#vault")
        house.carry(house.state.stop(reason: "Server is shutting down", at: house.now))
        #expect(ann.isGone)
        #expect(ann.heard().last == "ERROR :Closing link: (127.0.0.1) Server is shutting down")
        #expect(bea.heard().last == "ERROR :Closing link: (127.0.0.1) Server is shutting down")
        // The connections break behind it, and that ends no room either.
        ann.vanishes()
        bea.vanishes()
        #expect(house.store.ended.isEmpty)

        let again = House(after: house)
        let cat = again.irc("cat", .batch, .serverTime)
        cat.joins("#TEA")
        let now = "@time=2026-11-23T09:00:00.000Z "
        #expect(
            cat.heard() == [
                "@time=2026-11-23T09:00:00.005Z :cat!~u@127.0.0.1 JOIN #tea", now + ":chat.local 332 cat #tea :Green",
                now + ":chat.local 333 cat #tea ann!~u@127.0.0.1 1795424400",
                now + ":chat.local 353 cat = #tea :@cat", now + ":chat.local 366 cat #tea :End of /NAMES list",
                now + ":chat.local BATCH +1 chathistory #tea",
                "@batch=1;time=2026-11-23T09:00:00.004Z :ann!~u@127.0.0.1 PRIVMSG #tea :one",
                now + ":chat.local BATCH -1",
            ])
        cat.says("three", to: tea)
        cat.joins("#vault")
        cat.says("whose is this?", to: "#vault")
        #expect(again.store.texts(of: RoomNumber(2)) == ["one", "three"])
        #expect(again.store.posts.last.map { [$0.room.value, $0.sequence] } == [4, 1])
        cat.parts(tea)
        #expect(again.store.ended == [RoomNumber(2)])
    }
}
