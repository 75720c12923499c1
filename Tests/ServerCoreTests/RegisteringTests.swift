import ChatProtocol
import ServerCore
import Testing

@Suite("Registering")
struct RegisteringTests {
    let house = House()

    @Test("the welcome comes in the order that programs expect: 001 to 005, who is here, then the message of the day")
    func burst() {
        let ann = house.connects()
        ann.sends("NICK ann", "USER u 0 * :Ann")
        #expect(
            ann.heard().map(numeric) == [
                "001", "002", "003", "004", "005", "005", "005", "251", "252", "253", "254", "255", "265", "266", "422",
            ])
        #expect(ann.isAdmitted)
        #expect(house.log == [.joined(nick: "ann", ann.address)])
    }

    @Test("the welcome names the member, the server and when it was started")
    func words() {
        let ann = house.connects()
        ann.sends("USER u 0 * :Ann", "NICK ann")
        let heard = ann.heard()
        #expect(
            heard.prefix(4) == [
                ":chat.local 001 ann :Welcome to the chat network, ann",
                ":chat.local 002 ann :Your host is chat.local, running chat-1.0",
                ":chat.local 003 ann :This server was started at 2026-11-23T09:00:00.000Z",
                ":chat.local 004 ann chat.local chat-1.0 BERTZiosw CEIMRSUabefhiklmnoqstuv ISabefhkloqv",
            ])
        #expect(
            heard.suffix(8) == [
                ":chat.local 251 ann :There are 1 users and 0 invisible on 1 servers",
                ":chat.local 252 ann 0 :IRC Operators online",
                ":chat.local 253 ann 0 :unregistered connections",
                ":chat.local 254 ann 1 :channels formed",
                ":chat.local 255 ann :I have 1 clients and 0 servers",
                ":chat.local 265 ann 1 1 :Current local users 1, max 1",
                ":chat.local 266 ann 1 1 :Current global users 1, max 1",
                ":chat.local 422 ann :No message of the day",
            ])
    }

    @Test("005 tells the limits, at most 13 tokens a line, and writes a space in a name as the clients read it")
    func support() {
        let house = House {
            $0.network = "our = house"
            $0.lobby = "#hall"
        }
        let ann = house.connects()
        ann.sends("NICK ann", "USER u 0 * :Ann")
        let lines = ann.heard().filter { numeric($0) == "005" }
        var support = ISupport()
        for line in lines {
            let words = line.split(separator: " ").dropFirst(3).prefix { !$0.hasPrefix(":") }.map { String($0) }
            #expect(words.count <= 13)
            support.read(words)
        }
        #expect(support.network == "our = house")
        #expect(support.lobby == "#hall")
        #expect(support.casemapping == .unicode)
        #expect(support["TOPICLEN"] == "307")
        #expect(support["NICKLEN"] == "32")
        #expect(support["CHATHISTORY"] == "1000")
        #expect(support["PREFIX"] == "(qaohv)~&@%+")
        #expect(support["CHANMODES"] == "Ibe,k,Sfl,CEMRUimnstu")
    }

    @Test("the message of the day is shown as it is; a long line of it in pieces")
    func motd() {
        let house = House { $0.motd = ["Welcome.", String(repeating: "你好", count: 100)] }
        let ann = house.irc("ann")
        ann.sends("MOTD")
        let heard = ann.heard()
        #expect(heard.map(numeric) == ["375", "372", "372", "372", "376"])
        #expect(heard[1] == ":chat.local 372 ann :- Welcome.")
        #expect(heard[2].hasSuffix("你好") || heard[2].hasSuffix("你"))
    }

    @Test(
        "until registered, only a few words are understood",
        arguments: ["JOIN #tea", "PRIVMSG ann :hi", "LIST", "DANCE"])
    func notYet(line: String) {
        let ann = house.connects()
        ann.sends(line)
        #expect(ann.heard() == [":chat.local 451 * :You have not registered"])
    }

    @Test("a PING is answered before registration too, and a PONG never")
    func early() {
        let ann = house.connects()
        ann.sends("PING :hello", "PONG x", "PING", "PING :")
        #expect(
            ann.heard() == [
                ":chat.local PONG chat.local hello", ":chat.local 461 * PING :Not enough parameters",
                ":chat.local 409 * :No origin specified",
            ])
    }

    struct Refusal: CustomStringConvertible, Sendable {
        let line: String
        let answer: String
        var description: String { line }
    }

    @Test(
        "what is no nick, or no registration, is refused",
        arguments: [
            Refusal(line: "NICK", answer: ":chat.local 431 * :No nickname given"),
            Refusal(line: "NICK :", answer: ":chat.local 431 * :No nickname given"),
            Refusal(line: "NICK *", answer: ":chat.local 432 * * :Erroneous nickname"),
            Refusal(line: "NICK 1st", answer: ":chat.local 432 * 1st :Erroneous nickname"),
            Refusal(line: "NICK #tea", answer: ":chat.local 432 * #tea :Erroneous nickname"),
            Refusal(line: "NICK ＃tea", answer: ":chat.local 432 * ＃tea :Erroneous nickname"),
            Refusal(line: "NICK exit", answer: ":chat.local 432 * exit :Erroneous nickname"),
            Refusal(line: "NICK :a b", answer: ":chat.local 432 * * :Erroneous nickname"),
            Refusal(line: "NICK a\u{200B}b", answer: ":chat.local 432 * a\u{200B}b :Erroneous nickname"),
            Refusal(
                line: "NICK " + String(repeating: "n", count: 100),
                answer: ":chat.local 432 * " + String(repeating: "n", count: 64) + " :Erroneous nickname"),
            Refusal(line: "NICK taken", answer: ":chat.local 433 * taken :Nickname is already in use"),
            Refusal(line: "NICK TAKEN", answer: ":chat.local 433 * TAKEN :Nickname is already in use"),
            Refusal(line: "NICK ｔａｋｅｎ", answer: ":chat.local 433 * ｔａｋｅｎ :Nickname is already in use"),
            Refusal(line: "USER u 0 *", answer: ":chat.local 461 * USER :Not enough parameters"),
            Refusal(line: "USER u 0 * :", answer: ":chat.local 461 * USER :Not enough parameters"),
            Refusal(line: "PASS", answer: ":chat.local 461 * PASS :Not enough parameters"),
        ])
    func refused(row: Refusal) {
        _ = house.irc("taken")
        let ann = house.connects()
        ann.sends(row.line)
        #expect(ann.heard() == [row.answer])
    }

    @Test("of two who ask for the same nick before they are registered, the first has it")
    func race() {
        let first = house.connects()
        let second = house.connects()
        first.sends("NICK ann")
        second.sends("NICK Ann", "USER u 0 * :Second")
        #expect(second.heard() == [":chat.local 433 * Ann :Nickname is already in use"])
        first.sends("USER u 0 * :First")
        #expect(first.isAdmitted)
        second.sends("NICK bea")
        #expect(second.isAdmitted)
    }

    @Test("a nick is free again at once when its owner goes, registered or not")
    func released() {
        let first = house.connects()
        first.sends("NICK ann")
        first.vanishes()
        let second = house.irc("ann")
        #expect(second.isAdmitted)
        second.quits()
        #expect(house.irc("ANN").isAdmitted)
    }

    @Test("who changes their mind before registering gives the first nick back")
    func secondThought() {
        let ann = house.connects()
        ann.sends("NICK ann", "NICK bea")
        #expect(house.irc("ann").isAdmitted)
    }

    @Test("a user name keeps letters, digits and a few signs; a long real name is cut between characters")
    func userName() {
        let ann = house.connects()
        ann.sends("NICK ann", "USER a!b@c-你好_long_long 0 * :" + String(repeating: "好", count: 60))
        #expect("\(ann)" == "ann!~abc-_long_@127.0.0.1")
        #expect(ann.member?.realname == String(repeating: "好", count: 50))
    }

    @Test("nobody registers twice")
    func twice() {
        let ann = house.irc("ann")
        ann.sends("USER x 0 * :X", "PASS x")
        #expect(
            ann.heard() == [
                ":chat.local 462 ann :You may not reregister", ":chat.local 462 ann :You may not reregister",
            ])
    }

    @Test("a wrong password ends the connection; the right one is asked for only at the end")
    func password() {
        let house = House { $0.password = "mellon" }
        for words in [["NICK ann"], ["PASS friend", "NICK ann"]] {
            let ann = house.connects()
            for line in words { ann.sends(line) }
            ann.sends("USER u 0 * :Ann")
            #expect(
                ann.heard() == [
                    ":chat.local 464 ann :Password incorrect", "ERROR :Closing link: (127.0.0.1) Password incorrect",
                ])
            #expect(ann.isGone)
        }
        let bea = house.connects()
        bea.sends("NICK bea", "PASS mellon", "USER u 0 * :Bea")
        #expect(bea.isAdmitted)
    }

    @Test("settings that are read again hold from then on: the password, the message of the day, nothing of the names")
    func adopting() {
        let ann = house.irc("ann")
        var changed = house.state.settings
        changed.password = "mellon"
        changed.motd = ["Welcome."]
        changed.name = "other.local"
        changed.lobby = "#other"
        changed.casemapping = .ascii
        house.state.adopt(changed)
        ann.sends("MOTD")
        #expect(ann.heard().map(numeric) == ["375", "372", "376"])
        let bea = house.connects()
        bea.sends("NICK 猫", "USER u 0 * :Bea")
        #expect(bea.heard().first == ":chat.local 464 猫 :Password incorrect")
        #expect(ann.isAdmitted && !ann.isGone)
    }

    // MARK: - Capabilities

    @Test(
        "clients are told to insist on TLS where the settings say so, and nowhere else",
        arguments: [
            (Int?.none, false, String?.none), (nil, true, nil), (6_697, false, "sts=port=6697"),
            (6_697, true, "sts=duration=2592000"),
        ])
    func strictTransport(port: Int?, isSecure: Bool, told: String?) {
        let house = House { $0.tlsPort = port }
        let ann = house.connects(secure: isSecure)
        ann.sends("CAP LS 302")
        let words = ann.heard().flatMap { $0.split(separator: " ") }
        #expect(words.first { $0.hasPrefix("sts") || $0.hasPrefix(":sts") }.map { String($0) } == told)
        ann.sends("CAP REQ :sts")
        #expect(ann.heard() == [":chat.local CAP * NAK sts"])
    }

    @Test("CAP LS tells what there is, and registration waits for CAP END")
    func negotiation() {
        let ann = house.connects()
        ann.sends("CAP LS 302", "NICK ann", "USER u 0 * :Ann")
        let lines = ann.heard()
        #expect(lines.dropLast().allSatisfy { $0.hasPrefix(":chat.local CAP * LS * :") })
        #expect(lines.last?.hasPrefix(":chat.local CAP * LS :") == true)
        let words = lines.flatMap { $0.split(separator: " :").last?.split(separator: " ") ?? [] }.map { String($0) }
        #expect(words.contains("draft/multiline=max-bytes=4096,max-lines=32"))
        let names = Set(words.map { $0.prefix { $0 != "=" } })
        #expect(names.count == words.count)
        // TLS is to be had nowhere here.
        #expect(names == Set(Capability.allCases.map { $0.name[...] }).subtracting(["sts", "chat.local/reliable"]))
        ann.sends("CAP LIST", "CAP REQ :multi-prefix  batch ", "CAP LIST", "CAP END")
        #expect(
            ann.heard().prefix(3) == [
                ":chat.local CAP ann LIST cap-notify",
                ":chat.local CAP ann ACK :multi-prefix  batch ",
                ":chat.local CAP ann LIST :batch cap-notify multi-prefix",
            ])
        #expect(ann.isAdmitted)
    }

    @Test("an old client is told one line of capabilities, without values; a new one keeps cap-notify")
    func versions() {
        let (ann, bea) = (house.connects(), house.connects())
        ann.sends("CAP LS")
        let told = ann.heard()
        #expect(told.count == 1)
        #expect(told[0].hasPrefix(":chat.local CAP * LS :account-notify") && !told[0].contains("="))
        bea.sends("CAP LS 302")
        bea.forgets()
        bea.sends("CAP REQ -cap-notify")
        #expect(bea.heard() == [":chat.local CAP * NAK -cap-notify"])
    }

    @Test("a request is granted whole or refused whole, in its own words")
    func wholeRequests() {
        let ann = house.irc("ann")
        ann.sends("CAP REQ :batch nonsense", "CAP LIST", "CAP REQ :-nonsense", "CAP REQ", "CAP DANCE", "CAP")
        #expect(
            ann.heard() == [
                ":chat.local CAP ann NAK :batch nonsense", ":chat.local CAP ann LIST :",
                ":chat.local CAP ann NAK -nonsense", ":chat.local CAP ann ACK :",
                ":chat.local 410 ann DANCE :Invalid CAP subcommand", ":chat.local 461 ann CAP :Not enough parameters",
            ])
    }

    @Test("a request that the answer could not repeat is refused, and changes nothing")
    func longRequest() {
        let ann = house.irc("ann")
        ann.sends("CAP REQ :" + String(repeating: "batch ", count: 82), "CAP LIST")
        #expect(ann.heard() == [":chat.local 417 ann :Input line was too long", ":chat.local CAP ann LIST :"])
    }

    @Test("a capability that is given back is gone")
    func givenBack() {
        let ann = house.irc("ann", .serverTime)
        ann.sends("PING a", "CAP REQ -server-time", "PING b")
        #expect(
            ann.heard() == [
                "@time=2026-11-23T09:00:00.000Z :chat.local PONG chat.local a", ":chat.local CAP ann ACK -server-time",
                ":chat.local PONG chat.local b",
            ])
    }

    // MARK: - Changing and leaving

    @Test("a new nick is told to oneself and, once, to everybody who shares a room")
    func renaming() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        for room in ["#tea", "#milk"] {
            ann.joins(room)
            bea.joins(room)
        }
        house.forgets()
        ann.sends("NICK Ann", "NICK Ann", "NICK 安")
        let told = [":ann!~u@127.0.0.1 NICK Ann", ":Ann!~u@127.0.0.1 NICK 安"]
        #expect(ann.heard() == told)
        #expect(bea.heard() == told)
        #expect(cat.heard().isEmpty)
        cat.sends("NICK ann", "NICK bea", "NICK a,b", "NICK")
        #expect(
            cat.heard() == [
                ":cat!~u@127.0.0.1 NICK ann", ":chat.local 433 ann bea :Nickname is already in use",
                ":chat.local 432 ann a,b :Erroneous nickname", ":chat.local 431 ann :No nickname given",
            ])
    }

    @Test("a real name is changed for those who know of it")
    func setname() {
        let (ann, bea, cat) = (house.irc("ann", .setname), house.irc("bea", .setname), house.irc("cat"))
        for person in [ann, bea, cat] { person.joins("#tea") }
        house.forgets()
        ann.sends("SETNAME :Ann the Second", "SETNAME :", "SETNAME :" + String(repeating: "x", count: 151))
        let refusal = ":chat.local FAIL SETNAME INVALID_REALNAME :That is no real name, or too long"
        #expect(
            ann.heard() == [
                ":\(ann) SETNAME :Ann the Second", ":chat.local 461 ann SETNAME :Not enough parameters", refusal,
            ])
        #expect(bea.heard() == [":\(ann) SETNAME :Ann the Second"])
        #expect(cat.heard().isEmpty)
    }

    @Test("who quits is told so, and everybody who shares a room, once; nobody else")
    func quitting() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        for room in ["#tea", "#milk"] {
            ann.joins(room)
            bea.joins(room)
        }
        house.forgets()
        let source = "\(ann)"
        ann.sends("QUIT :off to bed")
        #expect(
            ann.heard() == [
                ":\(source) QUIT :Quit: off to bed", "ERROR :Closing link: (127.0.0.1) Quit: off to bed",
            ])
        #expect(ann.isGone)
        #expect(bea.heard() == [":\(source) QUIT :Quit: off to bed"])
        #expect(cat.heard().isEmpty)
        #expect(house.log == [.left(nick: "ann", ann.address, reason: "Quit: off to bed")])
    }

    @Test("a connection that breaks is seen to leave; what comes of it later changes nothing")
    func vanishing() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins("#tea")
        bea.joins("#tea")
        house.forgets()
        let source = "\(ann)"
        ann.vanishes()
        ann.vanishes()
        ann.sends("JOIN #tea")
        #expect(bea.heard() == [":\(source) QUIT :Connection closed"])
    }

    @Test("one who never registered leaves without a word")
    func neverHere() {
        let ann = house.connects()
        ann.sends("NICK ann", "QUIT :bye")
        #expect(ann.heard() == ["ERROR :Closing link: (127.0.0.1) Quit: bye"])
        #expect(ann.isGone)
        #expect(house.log.isEmpty)
    }

    @Test("a host that begins with a colon is told with a zero before it, so that it begins no last word")
    func colons() {
        let ann = house.irc("ann", host: "::1")
        ann.joins("#tea")
        #expect(ann.heard().first == ":ann!~u@0::1 JOIN #tea")
    }
}

/// The numeric of a server's line.
func numeric(_ line: String) -> String {
    let words = line.split(separator: " ")
    return words.count > 1 ? String(words[words[0].hasPrefix("@") ? 2 : 1]) : line
}
