import ChatProtocol
import ServerCore
import Testing

@Suite("Subscribing to metadata")
struct SubscribingTests {
    let house = House(account: "amy")
    let later = "0 :Ask for the metadata later"

    private func lines(_ person: Person) -> [String] {
        person.heard().map { $0.first == "@" ? String($0.drop { $0 != " " }.dropFirst()) : $0 }
            .filter { !$0.contains(" BATCH ") }
    }

    /// A member who has subscribed to these keys.
    private func reader(_ nick: String, _ draft: Capability = .metadata3, _ keys: String...) -> Person {
        let person = house.irc(nick, draft, .batch)
        person.sends("METADATA * SUB " + keys.joined(separator: " "))
        person.forgets()
        return person
    }

    // MARK: - The list

    @Test("keys are subscribed to once, told, and given up")
    func list() {
        let ann = house.irc("ann", .metadata3, .batch)
        ann.sends("METADATA * SUB url avatar url", "METADATA * SUB url", "METADATA * SUBS")
        ann.sends("METADATA ann UNSUB avatar nothing avatar", "METADATA * SUBS")
        #expect(
            lines(ann) == [
                ":chat.local 770 ann url avatar", ":chat.local 774 ann *ALL \(later)", ":chat.local 770 ann url",
                ":chat.local 772 ann avatar url", ":chat.local 771 ann avatar nothing", ":chat.local 772 ann url",
            ])
    }

    @Test("a hundred keys are the most; which one was too much is told, and none behind it is looked at")
    func tooMany() {
        let (ann, bea) = (house.irc("ann", .metadata3, .batch), house.irc("bea", .metadata2, .batch))
        for number in 0..<99 {
            for person in [ann, bea] { person.sends("METADATA * SUB some-long-key-number-\(number)") }
        }
        house.forgets()
        for person in [ann, bea] { person.sends("METADATA * SUB last more $") }
        #expect(
            lines(ann) == [
                ":chat.local 770 ann last",
                ":chat.local FAIL METADATA LIMIT_REACHED more 100 :There are too many subscriptions",
                ":chat.local 774 ann *ALL \(later)",
            ])
        #expect(
            lines(bea) == [
                ":chat.local 770 bea last",
                ":chat.local FAIL METADATA TOO_MANY_SUBS more :There are too many subscriptions",
            ])
        ann.sends("METADATA * SUBS")
        let told = lines(ann)
        #expect(told.allSatisfy { $0.split(separator: " ").count <= 2 + Limits.parameters })
        #expect(told.flatMap { $0.split(separator: " ").dropFirst(3) }.count == 100)
    }

    @Test("who gives up the capability gives up its subscriptions")
    func giveUp() {
        let ann = reader("ann", .metadata3, "url")
        ann.sends("CAP REQ -draft/metadata-3", "METADATA * SUBS")
        #expect(lines(ann) == [":chat.local CAP ann ACK -draft/metadata-3"])
    }

    // MARK: - News

    @Test("those in a room who subscribed are told of changes, in the words of their draft; the setter is not")
    func news() {
        let (ann, bea) = (reader("ann", .metadata3, "url"), reader("bea", .metadata2, "url"))
        let (cat, dot) = (reader("cat", .metadata3, "other"), reader("dot", .metadata3, "url"))
        for person in [ann, bea, cat] { person.joins("#tea") }
        house.forgets()
        ann.sends("METADATA * SET url :a b", "METADATA * SET url :a b", "METADATA #tea SET url c", "METADATA * SET url")
        #expect(
            lines(ann) == [
                ":chat.local 761 ann ann url * :a b", ":chat.local 761 ann ann url * :a b",
                ":chat.local 761 ann #tea url * c", ":chat.local 766 ann ann url :Key not set",
            ])
        #expect(
            lines(bea) == [
                ":chat.local METADATA ann url * :a b", ":chat.local METADATA #tea url * c",
                ":chat.local METADATA ann url *",
            ])
        #expect(cat.heard() == [])
        #expect(dot.heard() == [])
        bea.sends("METADATA * SET url d")
        #expect(ann.heard() == [":chat.local 761 * bea url * d"])
    }

    @Test("who shares two rooms and watches as well is told once; another connection of the setter too")
    func once() {
        let ann = house.owner("ann", .metadata3, .batch)
        let other = house.owner("ann", .metadata3, .batch, saying: ["METADATA * SUB url"])
        let bea = reader("bea", .metadata3, "url")
        for person in [ann, bea] { for room in ["#tea", "#milk"] { person.joins(room) } }
        bea.sends("MONITOR + ann")
        let cat = reader("cat", .metadata3, "url")
        cat.sends("MONITOR + ann")
        house.forgets()
        ann.sends("METADATA * SET url x")
        for person in [other, bea, cat] { #expect(person.heard() == [":chat.local 761 * ann url * x"]) }
        ann.sends("METADATA * CLEAR")
        for person in [other, bea, cat] { #expect(person.heard() == [":chat.local 766 * ann url :Key not set"]) }
    }

    @Test("an auditorium does not tell who sits in it")
    func auditorium() {
        let (ann, bea) = (reader("ann", .metadata3, "url"), reader("bea", .metadata3, "url"))
        let cat = house.irc("cat", .metadata3)
        ann.joins("#hall")
        ann.sends("MODE #hall +u")
        cat.sends("METADATA * SET url 1")
        cat.joins("#hall")
        bea.joins("#hall")
        #expect(lines(ann).filter { $0.contains(" 761 ") } == [":chat.local 761 * cat url * 1"])
        #expect(lines(bea).filter { $0.contains(" 761 ") } == [])
        cat.sends("METADATA * SET url 2")
        bea.sends("METADATA #hall SYNC", "METADATA *ALL SYNC")
        #expect(lines(ann) == [":chat.local 761 * cat url * 2"])
        #expect(lines(bea) == [])
    }

    @Test("news of a value cost the same however many hear of it")
    func cost() {
        for number in 0..<30 { reader("r\(number)", number < 15 ? .metadata2 : .metadata3, "url").joins("#tea") }
        let ann = house.irc("ann")
        ann.joins("#tea")
        house.forgets()
        ann.sends("METADATA * SET url x")
        #expect(house.deliveries == 3)
    }

    // MARK: - Coming into view

    @Test("who joins is told of the room and of those in it; they are told of who joins")
    func joining() throws {
        let (ann, bea) = (reader("ann", .metadata3, "url"), reader("bea", .metadata2, "url", "name"))
        ann.joins("#tea")
        ann.sends("METADATA #tea SET url r", "METADATA * SET url a", "METADATA * SET other x")
        bea.sends("METADATA * SET name Bea", "METADATA * SET url b")
        house.forgets()
        bea.joins("#tea")
        let heard = bea.heard()
        let batch = try #require(heard.firstIndex { $0.contains(" BATCH +") })
        #expect(heard[batch - 1] == ":chat.local 366 bea #tea :End of /NAMES list")
        #expect(heard[batch].hasSuffix(" metadata #tea"))
        #expect(
            heard[(batch + 1)...].dropLast().map { $0.drop { $0 != " " } } == [
                " :chat.local METADATA #tea url * r", " :chat.local METADATA ann url * a",
            ])
        #expect(ann.heard() == [":\(bea) JOIN #tea", ":chat.local 761 * bea url * b"])
    }

    @Test("a labelled join holds the batch inside its own")
    func labelledJoin() {
        let ann = house.irc("ann", .metadata3, .batch, .labeledResponse)
        ann.sends("@label=x JOIN #tea")
        let heard = ann.heard()
        #expect(heard.first?.contains(" labeled-response") == true)
        #expect(heard.filter { $0.contains(" metadata #tea") }.allSatisfy { $0.hasPrefix("@batch=") })
        #expect(heard.dropFirst().dropLast().allSatisfy { $0.hasPrefix("@batch=") })
    }

    @Test("in a large room one is told to ask, and is answered as far as a page goes")
    func largeRoom() {
        for number in 0..<110 {
            let person = house.irc("p\(number)")
            for key in 0..<10 { person.sends("METADATA * SET k\(key) x") }
            person.joins("#tea")
        }
        let ann = reader("ann", .metadata3, "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9")
        ann.joins("#tea")
        #expect(ann.heard().last == ":chat.local 774 ann #tea \(later)")
        ann.sends("METADATA #tea SYNC")
        let told = lines(ann)
        #expect(told.count == 1_001)
        #expect(told.last == ":chat.local WARN METADATA LIMIT_REACHED #tea 1000 :There is more; ask for single targets")
        ann.sends("METADATA p3 SYNC")
        #expect(lines(ann).count == 10)
    }

    @Test("whom one watches is told of with 730, now and when they come")
    func watching() throws {
        let ann = reader("ann", .metadata3, "url", "name")
        let old = house.irc("old", .metadata3)
        old.sends("METADATA * SET name Old")
        ann.sends("MONITOR + old,bea")
        #expect(
            lines(ann) == [
                ":chat.local 730 ann \(old)", ":chat.local 731 ann bea", ":chat.local 761 ann old name * Old",
            ])
        let bea = house.connects()
        bea.sends("METADATA * SET url b", "METADATA * SET secret s", "NICK bea", "USER u 0 * :Bea")
        let heard = ann.heard()
        try #require(heard.count == 4)
        #expect(heard.first == ":chat.local 730 * \(bea)")
        #expect(heard[1].hasSuffix(" metadata bea"))
        #expect(heard[2].hasSuffix(" :chat.local 761 * bea url * b"))
    }

    @Test("everything that one hears of is synchronised at once, each once")
    func everything() {
        let ann = reader("ann", .metadata3, "url")
        let bea = house.irc("bea")
        for room in ["#tea", "#milk"] {
            for person in [ann, bea] { person.joins(room) }
            ann.sends("METADATA \(room) SET url \(room)")
        }
        let (cat, dot) = (house.irc("cat"), house.irc("dot"))
        for person in [ann, bea, cat, dot] { person.sends("METADATA * SET url u") }
        ann.sends("MONITOR + cat,bea,nobody")
        ann.forgets()
        ann.sends("METADATA *ALL SYNC")
        #expect(
            lines(ann)
                == ["ann", "#tea", "bea", "#milk", "cat"].map {
                    ":chat.local 761 ann \($0) url * " + ($0.first == "#" ? $0 : "u")
                })
        let old = house.irc("old", .metadata2)
        old.joins("#tea")
        old.forgets()
        old.sends("METADATA * SUB url")
        #expect(
            lines(old) == [":chat.local 770 old url"]
                + ["#tea #tea", "ann u", "bea u"].map {
                    let words = $0.split(separator: " ")
                    return ":chat.local METADATA \(words[0]) url * \(words[1])"
                })
    }

    // MARK: - On the way in

    @Test("who is not registered sets and subscribes, and is welcomed with its own", arguments: [true, false])
    func beforeConnect(_ isThird: Bool) throws {
        let ann = house.connects()
        ann.sends(
            "CAP REQ :batch draft/metadata-\(isThird ? 3 : 2)", "METADATA * SUB other", "METADATA * SET name :Ann B")
        ann.sends("METADATA * GET name", "METADATA ann SET name x", "METADATA * SYNC", "METADATA * SUBS")
        #expect(
            lines(ann).dropFirst() == [
                ":chat.local 770 * other", ":chat.local 761 * * name * :Ann B", ":chat.local 761 * * name * :Ann B",
                ":chat.local FAIL METADATA INVALID_TARGET ann :That is no target of metadata",
                ":chat.local 772 * other",
            ])
        ann.sends("NICK ann", "USER u 0 * :Ann", "CAP END")
        let heard = ann.heard()
        let start = try #require(heard.firstIndex { $0.hasSuffix(" metadata ann") })
        #expect(heard[start + 1].hasSuffix(isThird ? " 761 ann ann name * :Ann B" : " METADATA ann name * :Ann B"))
        #expect(heard[start + 2].contains(" BATCH -"))
        #expect(heard.last == ":chat.local 422 ann :No message of the day")
        ann.sends("METADATA * LIST", "METADATA * SUBS")
        #expect(lines(ann) == [":chat.local 761 ann ann name * :Ann B", ":chat.local 772 ann other"])
    }

    @Test("who has none is welcomed with an empty batch, and who did not ask for metadata with none")
    func welcome() {
        for (capability, count) in [(Capability.metadata3, 2), (.serverTime, 0)] {
            let person = house.connects()
            person.sends("CAP REQ :batch \(capability.name)", "NICK p", "USER u 0 * :P", "CAP END")
            #expect(person.heard().filter { $0.contains(" BATCH ") }.count == count)
            person.quits()
        }
    }

    @Test("what is no command is refused", arguments: ["METADATA * DANCE", "METADATA", "METADATA *", "METADATA * SET"])
    func malformed(_ line: String) {
        let ann = house.irc("ann", .metadata3)
        ann.sends(line)
        let answers = [
            ":chat.local FAIL METADATA SUBCOMMAND_INVALID DANCE :Invalid subcommand",
            ":chat.local 461 ann METADATA :Not enough parameters",
        ]
        #expect(ann.heard() == [answers[line.hasSuffix("DANCE") ? 0 : 1]])
    }
}
