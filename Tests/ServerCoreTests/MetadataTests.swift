import ChatProtocol
import ServerCore
import Testing

@Suite("Metadata")
struct MetadataTests {
    let house = House(account: "amy")

    /// What somebody hears without the borders of batches, and without tags.
    private func lines(_ person: Person) -> [String] {
        person.heard().map { $0.first == "@" ? String($0.drop { $0 != " " }.dropFirst()) : $0 }
            .filter { !$0.contains(" BATCH ") }
    }

    // MARK: - One's own

    @Test("a value is set, told, changed and removed", arguments: ["*", "ann", "ANN"])
    func own(_ target: String) {
        let ann = house.irc("ann", .metadata3, .batch)
        ann.sends("METADATA \(target) SET url :http://a b", "METADATA \(target) GET url avatar", "METADATA * LIST")
        #expect(
            ann.heard()
                == [
                    ":chat.local 761 ann ann url * :http://a b", ":chat.local BATCH +2 metadata ann",
                    "@batch=2 :chat.local 761 ann ann url * :http://a b",
                    "@batch=2 :chat.local 766 ann ann avatar :Key not set", ":chat.local BATCH -2",
                    ":chat.local BATCH +3 metadata ann", "@batch=3 :chat.local 761 ann ann url * :http://a b",
                    ":chat.local BATCH -3",
                ])
        ann.sends("METADATA * SET url :", "METADATA * SET url", "METADATA * LIST")
        #expect(lines(ann) == Array(repeating: ":chat.local 766 ann ann url :Key not set", count: 2))
    }

    @Test("everything is cleared in one batch")
    func clear() {
        let ann = house.irc("ann", .metadata3, .batch)
        ann.sends("METADATA * SET b 2", "METADATA * SET a 1")
        ann.forgets()
        ann.sends("METADATA * CLEAR", "METADATA * CLEAR")
        #expect(
            lines(ann) == [":chat.local 766 ann ann a :Key not set", ":chat.local 766 ann ann b :Key not set"])
    }

    @Test("a batch of answers bears the label itself")
    func labelled() {
        let ann = house.irc("ann", .metadata3, .batch, .labeledResponse)
        ann.sends("@label=x METADATA * LIST")
        let heard = ann.heard()
        #expect(heard.count == 2)
        #expect(heard.first?.hasPrefix("@label=x :chat.local BATCH +") == true)
    }

    @Test(
        "what is no key is refused",
        arguments: ["Url", "a b", "$", "é", "a:b", String(repeating: "k", count: 65)])
    func invalidKeys(_ key: String) {
        let (ann, bea) = (house.irc("ann", .metadata3, .batch), house.irc("bea", .metadata2, .batch))
        let word = key.contains(" ") ? ":\(key)" : key
        ann.sends("METADATA * GET \(word)", "METADATA * SUB \(word)", "METADATA * UNSUB \(word)")
        let shown = key.contains(" ") ? "*" : String(key.prefix(64))
        let text = "METADATA INVALID_KEY \(shown) :That is no key of metadata"
        #expect(lines(ann) == Array(repeating: ":chat.local WARN " + text, count: 3))
        guard !key.contains(" ") else { return }
        ann.sends("METADATA * SET \(key) x")
        bea.sends("METADATA * SET \(key) x")
        #expect(lines(ann) == [":chat.local FAIL " + text])
        #expect(lines(bea) == [":chat.local FAIL METADATA KEY_INVALID \(shown) :That is no key of metadata"])
    }

    @Test("a value has 300 bytes at most, whatever they say")
    func longValues() {
        let (ann, bea) = (house.irc("ann", .metadata3), house.irc("bea", .metadata2))
        let hearts = String(repeating: "💜", count: 75)
        ann.sends("METADATA * SET a \(hearts)", "METADATA * SET a \(hearts)x")
        #expect(
            ann.heard() == [
                ":chat.local 761 ann ann a * \(hearts)",
                ":chat.local FAIL METADATA INVALID_VALUE a :That value is too long",
            ])
        bea.sends("METADATA * SET a \(hearts)x")
        ann.sends(bytes: Array("METADATA * SET a :".utf8) + [0xC3, 0x0D, 0x0A])
        #expect(bea.heard() == [":chat.local FAIL METADATA VALUE_INVALID :That value is too long"])
        #expect(ann.heard() == [":chat.local FAIL METADATA INVALID_UTF8 :Message rejected, it is not valid UTF-8"])
    }

    @Test("the longest of all makes no line that is too long, even where the server's name is long")
    func longest() {
        let house = House { $0.name = String(repeating: "s", count: 92) + ".example" }
        let ann = house.irc(String(repeating: "a", count: 32), .metadata3)
        ann.joins("#" + String(repeating: "r", count: 63))
        let key = String(repeating: "k", count: 64)
        for target in ["*", "#" + String(repeating: "r", count: 63)] {
            ann.sends("METADATA \(target) SET \(key) :" + String(repeating: "v ", count: 150))
            ann.sends("METADATA \(target) SET short :" + String(repeating: "v ", count: 125))
        }
        let heard = ann.heard()
        #expect(heard.filter { $0.contains("INVALID_VALUE") }.count == 2)
        #expect(heard.filter { $0.contains(" 761 ") }.count == 2)
    }

    @Test("there are a hundred keys and no more, but those may change")
    func manyKeys() {
        let ann = house.irc("ann", .metadata3)
        for number in 0..<100 { ann.sends("METADATA * SET k\(number) x") }
        ann.forgets()
        ann.sends("METADATA * SET more x", "METADATA * SET k0 y")
        #expect(
            ann.heard() == [
                ":chat.local FAIL METADATA LIMIT_REACHED ann 100 :There are too many keys",
                ":chat.local 761 ann ann k0 * y",
            ])
    }

    // MARK: - Others'

    @Test("anybody reads a member's; nobody else changes it")
    func others() {
        let (ann, bea) = (house.irc("ann", .metadata3), house.irc("bea", .metadata3))
        ann.sends("METADATA * SET color blue")
        bea.sends("METADATA ann GET color", "METADATA ann SET color red", "METADATA ann CLEAR", "METADATA Ann LIST")
        #expect(
            bea.heard() == [
                ":chat.local 761 bea ann color * blue",
                ":chat.local FAIL METADATA KEY_NO_PERMISSION ann color :That is not yours to do",
                ":chat.local FAIL METADATA KEY_NO_PERMISSION ann * :That is not yours to do",
                ":chat.local 761 bea ann color * blue",
            ])
    }

    @Test("subscriptions are one's own", arguments: ["SUB a", "UNSUB a", "SUBS"])
    func ownSubscriptions(_ words: String) {
        let (ann, _) = (house.irc("ann", .metadata3), house.irc("bea"))
        ann.sends("METADATA bea \(words)")
        #expect(ann.heard() == [":chat.local FAIL METADATA INVALID_TARGET bea :Subscriptions are one's own"])
    }

    @Test("who is not there is no target", arguments: ["ghost", "#ghost", "*all", "a!b@c", "**"])
    func nobody(_ target: String) {
        let ann = house.irc("ann", .metadata3)
        for words in ["GET a", "LIST", "SET a b", "CLEAR", "SYNC"] { ann.sends("METADATA \(target) \(words)") }
        #expect(
            ann.heard()
                == Array(
                    repeating: ":chat.local FAIL METADATA INVALID_TARGET \(target) :That is no target of metadata",
                    count: 5))
    }

    @Test("WHOIS tells it to those who take metadata")
    func whois() {
        let (ann, bea) = (house.irc("ann", .metadata3), house.irc("bea"))
        bea.sends("METADATA * SET name :Bea of the house")
        house.forgets()
        ann.sends("WHOIS bea")
        bea.sends("WHOIS bea")
        #expect(ann.heard().filter { $0.contains(" 760 ") } == [":chat.local 760 ann bea name * :Bea of the house"])
        #expect(bea.heard().filter { $0.contains(" 760 ") } == [])
    }

    // MARK: - Rooms'

    @Test("an operator of a room sets what is kept with it; other members read it")
    func rooms() {
        let (ann, bea) = (house.irc("ann", .metadata3), house.irc("bea", .metadata3))
        for person in [ann, bea] { person.joins("#Tea") }
        house.forgets()
        ann.sends("METADATA #tea SET topic-icon leaf")
        bea.sends("METADATA #tea GET topic-icon", "METADATA #tea SET topic-icon mine", "METADATA #TEA CLEAR")
        #expect(ann.heard() == [":chat.local 761 ann #Tea topic-icon * leaf"])
        #expect(
            bea.heard() == [
                ":chat.local 761 bea #Tea topic-icon * leaf",
                ":chat.local FAIL METADATA KEY_NO_PERMISSION #Tea topic-icon :That is not yours to do",
                ":chat.local FAIL METADATA KEY_NO_PERMISSION #Tea * :That is not yours to do",
            ])
        let number = house.store.record(named: "#Tea")?.number ?? .lobby
        #expect(house.store.metadata[.room(number)] == ["topic-icon": "leaf"])
        ann.sends("METADATA #tea CLEAR")
        #expect(house.store.metadata[.room(number)] == [:])
    }

    @Test("from outside nobody reads a room's; of a secret room not even that it is there")
    func outside() {
        let (ann, bea) = (house.irc("ann", .metadata3), house.irc("bea", .metadata3))
        ann.joins("#tea")
        ann.sends("METADATA #tea SET name :Secret blend")
        bea.sends("METADATA * SUB name")
        house.forgets()
        for words in ["GET name", "LIST", "SYNC", "SET name x"] { bea.sends("METADATA #tea \(words)") }
        let refusal = ":chat.local FAIL METADATA KEY_NO_PERMISSION #tea"
        #expect(
            bea.heard()
                == Array(repeating: "\(refusal) * :That is not yours to do", count: 3) + [
                    "\(refusal) name :That is not yours to do"
                ])
        ann.sends("MODE #tea +s")
        bea.sends("METADATA #tea LIST")
        #expect(bea.heard() == [":chat.local FAIL METADATA INVALID_TARGET #tea :That is no target of metadata"])
        bea.becomesOperator(of: house)
        bea.sends("METADATA #tea LIST", "METADATA #tea SET name x")
        #expect(
            bea.heard() == [
                ":chat.local 761 bea #tea name * :Secret blend", "\(refusal) name :That is not yours to do",
            ])
    }

    // MARK: - What is kept

    @Test("an account's is kept, for all its connections, and after a restart")
    func accounts() {
        let one = house.owner("ann", .metadata3, saying: ["METADATA * SET a 1", "METADATA * SET b 2"])
        let two = house.owner("ann", .metadata3, saying: ["METADATA * SET b 3"])
        house.forgets()
        one.sends("METADATA * LIST")
        #expect(one.heard() == [":chat.local 761 ann ann a * 1", ":chat.local 761 ann ann b * 3"])
        two.sends("METADATA * SET a")
        #expect(house.store.metadata[.account(AccountID(1))] == ["b": "3"])
        let after = House(after: house)
        let again = after.owner("ann", .metadata3, .batch)
        #expect(again.heard().contains { $0.hasSuffix(" 761 ann ann b * 3") })
    }

    @Test("what changes nothing is not written")
    func unchanged() {
        let ann = house.owner("ann", .metadata3)
        var records: [Record] = []
        house.witness = { if case .store(let record) = $0 { records.append(record) } }
        ann.sends(
            "METADATA * SET a 1", "METADATA * SET a 1", "METADATA * SET b", "METADATA * CLEAR", "METADATA * CLEAR")
        let owner = MetadataOwner.account(AccountID(1))
        #expect(records == [.metadata(owner, key: "a", value: "1"), .metadata(owner, key: "a", value: nil)])
    }

    @Test("while nothing can be stored, what would be kept is refused, and the rest goes on")
    func refusing() {
        let (ann, bea) = (house.owner("ann", .metadata3), house.irc("bea", .metadata3))
        house.worksFor = 0
        bea.says("lost", to: "ann")
        house.forgets()
        ann.sends("METADATA * SET a 1", "METADATA * LIST")
        bea.sends("METADATA * SET a 1")
        #expect(
            ann.heard().map { $0.prefix(48) }
                == [":chat.local FAIL METADATA STORAGE_UNAVAILABLE ann"].map { $0.prefix(48) })
        #expect(bea.heard() == [":chat.local 761 bea bea a * 1"])
    }
}
