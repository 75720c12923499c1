import ChatProtocol
import ServerCore
import Testing

@Suite("Asking")
struct AskingTests {
    let house = House()
    let tea = "#tea"

    @Test("WHO of a room tells its members in the order they came, those who hide only to those inside")
    func whoRoom() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        bea.joins(tea)
        ann.sends("AWAY :tea", "MODE #tea +v bea")
        bea.sends("MODE bea +i")
        house.forgets()
        ann.sends("WHO #TEA")
        cat.sends("WHO #tea", "NAMES #tea", "WHO #no")
        #expect(
            ann.heard() == [
                ":chat.local 352 ann #tea ~u 127.0.0.1 chat.local ann G@ :0 ann of the house",
                ":chat.local 352 ann #tea ~u 127.0.0.1 chat.local bea H+ :0 bea of the house",
                ":chat.local 315 ann #TEA :End of WHO list",
            ])
        #expect(
            cat.heard() == [
                ":chat.local 352 cat #tea ~u 127.0.0.1 chat.local ann G@ :0 ann of the house",
                ":chat.local 315 cat #tea :End of WHO list", ":chat.local 353 cat = #tea :@ann",
                ":chat.local 366 cat #tea :End of /NAMES list", ":chat.local 315 cat #no :End of WHO list",
            ])
    }

    @Test(
        "WHO by mask finds nick, user, host and real name, and leaves out who hides from strangers",
        arguments: ["*", "b*", "?ea", "ｂ*", "*of the house", "127.0.*", "~u"])
    func whoMask(mask: String) {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("bec"))
        cat.sends("MODE bec +i")
        bea.joins(tea)
        house.forgets()
        ann.sends("WHO :\(mask)")
        let heard = ann.heard()
        #expect(heard.contains { $0.hasPrefix(":chat.local 352 ann * ~u 127.0.0.1 chat.local bea H :0") })
        #expect(!heard.contains { $0.contains("bec H") })
        ann.sends("WHO bec")
        #expect(ann.heard().map(numeric) == ["352", "315"])
        ann.joins(tea)
        cat.joins(tea)
        ann.forgets()
        ann.sends("WHO bec*")
        #expect(ann.heard().first == ":chat.local 352 ann #tea ~u 127.0.0.1 chat.local bec H :0 bec of the house")
    }

    struct Fields: CustomStringConvertible, Sendable {
        let options: String
        let answer: String
        var description: String { options }
    }

    @Test(
        "WHOX tells the fields that were asked for, in its own order",
        arguments: [
            Fields(
                options: "%tcuihsnfdlaor,42",
                answer: "42 #tea ~u 255.255.255.255 127.0.0.1 chat.local bea H@+ 0 61 0 n/a :bea of the house"),
            Fields(options: "%nt", answer: "0 bea"),
            Fields(options: "%nnn", answer: "bea"),
            Fields(options: "%tn,1234", answer: "0 bea"),
            Fields(options: "%tn,a\(String(repeating: "\u{301}", count: 200))", answer: "0 bea"),
            Fields(options: "%cf", answer: "#tea H@+"),
        ])
    func whox(fields: Fields) {
        let ann = house.irc("ann", .multiPrefix)
        let bea = house.irc("bea")
        bea.joins(tea)
        bea.sends("MODE #tea +v bea")
        ann.joins(tea)
        house.forgets()
        house.passes(milliseconds: 61_999)
        ann.sends("WHO bea \(fields.options)")
        #expect(ann.heard() == [":chat.local 354 ann \(fields.answer)", ":chat.local 315 ann bea :End of WHO list"])
    }

    @Test("WHOIS tells who somebody is, in which rooms that one may know of, away, and since when")
    func whois() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        bea.joins("#tea,#vault")
        bea.sends("MODE #vault +s", "AWAY :asleep")
        house.passes(milliseconds: 5_000)
        house.forgets()
        ann.sends("WHOIS BEA", "WHOIS chat.local nobody", "WHOIS")
        #expect(
            ann.heard() == [
                ":chat.local 311 ann bea ~u 127.0.0.1 * :bea of the house", ":chat.local 319 ann bea @#tea",
                ":chat.local 312 ann bea chat.local chat", ":chat.local 301 ann bea asleep",
                ":chat.local 317 ann bea 5 1795424400 :seconds idle, signon time",
                ":chat.local 318 ann bea :End of /WHOIS list", ":chat.local 401 ann nobody :No such nick",
                ":chat.local 318 ann nobody :End of /WHOIS list", ":chat.local 431 ann :No nickname given",
            ])
        bea.sends("WHOIS bea")
        let heard = bea.heard()
        #expect(heard.contains(":chat.local 319 bea bea :@#tea @#vault"))
        #expect(heard.contains(":chat.local 378 bea bea :is connecting from ~u@127.0.0.1 127.0.0.1"))
    }

    @Test("the services are there for whoever asks whether they are, before talking to them")
    func services() {
        let ann = house.irc("ann")
        ann.sends("WHOIS nickserv", "ISON ann ChanServ bea", "USERHOST NickServ", "MONITOR + HistServ,bea")
        #expect(
            ann.heard() == [
                ":chat.local 311 ann NickServ NickServ chat.local * :Accounts: /msg NickServ HELP",
                ":chat.local 312 ann NickServ chat.local chat", ":chat.local 318 ann NickServ :End of /WHOIS list",
                ":chat.local 303 ann :ann ChanServ", ":chat.local 302 ann NickServ=+NickServ@chat.local",
                ":chat.local 730 ann HistServ!HistServ@chat.local", ":chat.local 731 ann bea",
            ])
        ann.sends("MONITOR S")
        #expect(
            ann.heard() == [
                ":chat.local 730 ann HistServ!HistServ@chat.local", ":chat.local 731 ann bea",
            ])
    }

    @Test("the rooms of somebody who hides are told to those who share them")
    func whoisInvisible() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        bea.joins("#tea,#milk")
        bea.sends("MODE bea +i")
        ann.joins("#milk")
        house.forgets()
        ann.sends("WHOIS bea")
        #expect(ann.heard()[1] == ":chat.local 319 ann bea @#milk")
    }

    @Test("many rooms are told in several lines")
    func manyRooms() {
        let bea = house.irc("bea")
        for number in 0..<20 { bea.joins("#a-room-with-quite-a-long-name-number-\(number)") }
        bea.forgets()
        bea.sends("WHOIS bea")
        let lines = bea.heard().filter { numeric($0) == "319" }
        #expect(lines.count == 2)
        #expect(lines.joined().split(separator: "@").count == 21)
    }

    @Test("WHOWAS remembers those who left, the last one first")
    func whowas() {
        let ann = house.irc("ann")
        house.irc("bea", host: "10.0.0.1").quits()
        house.passes(milliseconds: 60_000)
        house.irc("Bea").quits()
        ann.sends("WHOWAS BEA", "WHOWAS ann", "WHOWAS")
        #expect(
            ann.heard() == [
                ":chat.local 314 ann Bea ~u 127.0.0.1 * :Bea of the house",
                ":chat.local 312 ann Bea chat.local 2026-11-23T09:01:00.000Z",
                ":chat.local 314 ann bea ~u 10.0.0.1 * :bea of the house",
                ":chat.local 312 ann bea chat.local 2026-11-23T09:00:00.000Z", ":chat.local 369 ann BEA :End of WHOWAS",
                ":chat.local 406 ann ann :There was no such nickname", ":chat.local 369 ann ann :End of WHOWAS",
                ":chat.local 431 ann :No nickname given",
            ])
    }

    @Test("only so many who left are remembered")
    func forgetting() {
        let ann = house.irc("ann")
        house.irc("first").quits()
        for number in 0..<512 { house.irc("m\(number)").quits() }
        ann.sends("WHOWAS first", "WHOWAS m0")
        #expect(ann.heard().map(numeric) == ["406", "369", "314", "312", "369"])
    }

    @Test("USERHOST and ISON tell who is here")
    func here() {
        let (ann, bea) = (house.irc("ann"), house.irc("Bea"))
        let almost = house.connects()
        almost.sends("NICK almost")
        bea.sends("AWAY :x")
        ann.sends("USERHOST ann bea nobody almost", "ISON BEA nobody almost ann", "ISON nobody", "USERHOST", "ISON")
        #expect(
            ann.heard() == [
                ":chat.local 302 ann :ann=+~u@127.0.0.1 Bea=-~u@127.0.0.1", ":chat.local 303 ann :Bea ann",
                ":chat.local 303 ann :", ":chat.local 461 ann USERHOST :Not enough parameters",
                ":chat.local 461 ann ISON :Not enough parameters",
            ])
    }

    @Test("long answers to USERHOST and ISON come in several lines")
    func longAnswers() {
        let nicks = (0..<12).map { "\($0)".count == 1 ? "n\($0)" + String(repeating: "x", count: 30) : "short\($0)" }
        for nick in nicks { _ = house.irc(nick, host: "0123:4567:89ab:cdef:0123:4567:89ab:cdef") }
        let ann = house.irc("ann")
        let words = nicks.joined(separator: " ")
        ann.sends("USERHOST \(words)", "ISON \(words) \(words.prefix(110))")
        let heard = ann.heard()
        #expect(heard.filter { numeric($0) == "302" }.count == 2)
        let found = heard.filter { numeric($0) == "303" }.flatMap { $0.split(separator: ":")[1].split(separator: " ") }
        #expect(found.prefix(12).map { String($0) } == nicks)
    }

    @Test("LIST tells the rooms that one may know of, by name, of a size, or those asked for")
    func list() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins("#tea,#Milk,#vault")
        bea.joins(tea)
        ann.sends("TOPIC #tea :Green", "MODE #vault +s")
        house.forgets()
        func listed(_ line: String) -> [String] {
            bea.sends(line)
            let heard = bea.heard()
            #expect(numeric(heard.first ?? "") == "321")
            #expect(numeric(heard.last ?? "") == "323")
            return heard.dropFirst().dropLast().map { String($0.dropFirst(":chat.local 322 bea ".count)) }
        }
        #expect(listed("LIST") == ["#Milk 1 :", "#tea 2 Green"])
        #expect(listed("LIST #TEA,#vault,#no") == ["#tea 2 Green"])
        #expect(listed("LIST >1") == ["#tea 2 Green"])
        #expect(listed("LIST <2,>0") == ["#Milk 1 :"])
        #expect(listed("LIST >nine").isEmpty)
        #expect(listed("LIST >9223372036854775807").isEmpty)
        #expect(listed("LIST >-1").isEmpty)
    }

    @Test("NAMES of nothing, of no room, of several")
    func names() {
        let ann = house.irc("ann")
        ann.joins(tea)
        ann.sends("MODE #tea +s")
        ann.forgets()
        ann.sends("NAMES", "NAMES #no,#tea")
        #expect(
            ann.heard() == [
                ":chat.local 366 ann * :End of /NAMES list", ":chat.local 353 ann @ #tea :@ann",
                ":chat.local 366 ann #no,#tea :End of /NAMES list",
            ])
    }

    @Test("LUSERS counts everybody: members, those who hide, and those who have not registered yet")
    func lusers() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        _ = house.connects()
        house.irc("cat").quits()
        bea.sends("MODE bea +i")
        bea.joins(tea)
        ann.sends("LUSERS")
        #expect(
            ann.heard() == [
                ":chat.local 251 ann :There are 1 users and 1 invisible on 1 servers",
                ":chat.local 252 ann 0 :IRC Operators online", ":chat.local 253 ann 1 :unregistered connections",
                ":chat.local 254 ann 2 :channels formed", ":chat.local 255 ann :I have 2 clients and 0 servers",
                ":chat.local 265 ann 2 3 :Current local users 2, max 3",
                ":chat.local 266 ann 2 3 :Current global users 2, max 3",
            ])
    }

    @Test("VERSION, TIME, INFO and HELP are answered")
    func server() {
        let ann = house.irc("ann")
        ann.sends("VERSION")
        #expect(ann.heard().map(numeric) == ["351", "005", "005", "005"])
        ann.sends("TIME")
        #expect(ann.heard() == [":chat.local 391 ann chat.local 1795424400 0 2026-11-23T09:00:00.000Z"])
        ann.sends("INFO")
        #expect(ann.heard().map(numeric) == ["371", "371", "374"])
        ann.sends("HELP", "HELPOP join")
        #expect(ann.heard().map(numeric) == ["704", "705", "705", "705", "706", "704", "705", "706"])
        ann.sends("HELP search")
        #expect(ann.heard(of: "704").first?.hasPrefix("704 ann SEARCH :SEARCH text=") == true)
        ann.sends("HELP dancing")
        #expect(ann.heard() == [":chat.local 524 ann DANCING :No help available on this topic"])
    }

    @Test("HELP has something to say of every command and of the modes", arguments: Command.verbs + ["CMODE", "UMODE"])
    func topics(subject: String) {
        let ann = house.irc("ann")
        ann.sends("HELP \(subject)")
        let heard = ann.heard()
        #expect(heard.count >= 3)
        #expect(heard.first?.hasPrefix(":chat.local 704 ann \(subject) ") == true)
        #expect(heard.last == ":chat.local 706 ann \(subject) :End of /HELP")
        for line in heard.dropFirst().dropLast() { #expect(line.hasPrefix(":chat.local 705 ann \(subject) ")) }
        for line in heard { #expect(line.utf8.count <= 510) }
    }

    @Test("HELP CMODE and UMODE name every mode that the server has")
    func modes() {
        let ann = house.irc("ann")
        ann.sends("HELP CMODE", "HELP UMODE")
        let heard = ann.heard()
        let (room, own) = (heard.filter { $0.contains(" CMODE :") }, heard.filter { $0.contains(" UMODE :") })
        for (letter, _) in RoomModes.Flags.letters { #expect(room.contains { $0.contains("+\(letter) ") }) }
        for letter in "BERTZiosw" { #expect(own.contains { $0.contains("+\(letter)") }) }
        for letter in "qaohvbeIklfS" { #expect(room.contains { $0.contains("+\(letter) ") }) }
    }
}
