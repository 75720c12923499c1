import ChatProtocol
import ServerCore
import Testing

@Suite("Marking what was read")
struct MarkingTests {
    let house = House(account: "amy")
    let early = "timestamp=2026-11-22T10:00:00.000Z"
    let late = "timestamp=2026-11-23T08:00:00.000Z"

    @Test("a marker goes forward only, and the answer tells where it is")
    func forward() {
        let ann = house.irc("ann", .readMarker)
        ann.sends("MARKREAD #tea", "MARKREAD #tea \(late)", "MARKREAD #tea \(early)", "MARKREAD #tea")
        #expect(
            ann.heard() == [
                ":chat.local MARKREAD #tea *", ":chat.local MARKREAD #tea \(late)", ":chat.local MARKREAD #tea \(late)",
                ":chat.local MARKREAD #tea \(late)",
            ])
    }

    @Test("it is told between JOIN and 366, also after leaving and coming back")
    func joining() {
        let ann = house.irc("ann", .readMarker)
        ann.joins("#Tea")
        #expect(
            ann.heard() == [
                ":\(ann) JOIN #Tea", ":chat.local MARKREAD #Tea *", ":chat.local 353 ann = #Tea :@ann",
                ":chat.local 366 ann #Tea :End of /NAMES list",
            ])
        ann.sends("MARKREAD #TEA \(late)", "PART #tea", "JOIN #tea")
        #expect(
            ann.heard().filter { $0.contains("MARKREAD") } == [
                ":chat.local MARKREAD #Tea \(late)", ":chat.local MARKREAD #tea \(late)",
            ])
    }

    @Test("a conversation has one too, by the folded nick")
    func conversation() {
        let (ann, bea) = (house.irc("ann"), house.irc("Bea", .readMarker))
        ann.sends("MARKREAD bea \(late)", "MARKREAD BEA", "MARKREAD ghost")
        #expect(
            ann.heard() == [
                ":chat.local MARKREAD Bea \(late)", ":chat.local MARKREAD Bea \(late)", ":chat.local MARKREAD ghost *",
            ])
        #expect(bea.heard() == [])
    }

    @Test(
        "what is no target and no time is refused",
        arguments: [
            ("MARKREAD", "NEED_MORE_PARAMS :Missing parameters"),
            ("MARKREAD #tea *", "INVALID_PARAMS * :Expected timestamp=..."),
            ("MARKREAD #tea timestamp=now", "INVALID_PARAMS timestamp=now :Expected timestamp=..."),
            ("MARKREAD a,b", "INVALID_PARAMS a,b :That is neither a room nor a nick"),
            ("MARKREAD :a b", "INVALID_PARAMS * :That is neither a room nor a nick"),
        ])
    func malformed(_ line: String, _ answer: String) {
        let ann = house.irc("ann", .readMarker)
        ann.sends(line)
        #expect(ann.heard() == [":chat.local FAIL MARKREAD " + answer])
    }

    @Test("nobody marks what the future will say")
    func future() {
        let ann = house.irc("ann")
        ann.sends("MARKREAD #tea timestamp=9999-12-31T23:59:59.999Z")
        #expect(ann.heard() == [":chat.local MARKREAD #tea timestamp=2026-11-23T09:01:00.000Z"])
    }

    @Test("all connections of an account hear of it, it is kept, and a restart knows it")
    func account() {
        let (one, two) = (house.owner("ann", .readMarker), house.owner("ann", .readMarker))
        let (plain, bea) = (house.owner("ann", .batch), house.irc("bea", .readMarker))
        house.forgets()
        one.sends("MARKREAD #Tea \(late)", "MARKREAD #tea \(early)")
        #expect(
            one.heard() == Array(repeating: ":chat.local MARKREAD #Tea \(late)", count: 1) + [
                ":chat.local MARKREAD #tea \(late)"
            ])
        #expect(two.heard() == [":chat.local MARKREAD #Tea \(late)"])
        #expect(plain.heard() == [])
        #expect(bea.heard() == [])
        #expect(house.store.markers[AccountID(1)]?.keys.sorted() == ["#tea"])
        let after = House(after: house)
        let again = after.owner("ann", .readMarker)
        again.forgets()
        again.sends("MARKREAD #tea")
        #expect(again.heard() == [":chat.local MARKREAD #tea \(late)"])
    }

    @Test("one may mark a thousand targets and no more, but those go on")
    func bounded() {
        let ann = house.owner("ann", .readMarker)
        for number in 0..<1_000 { ann.sends("MARKREAD #r\(number) \(early)") }
        ann.forgets()
        ann.sends("MARKREAD #one-more \(early)", "MARKREAD #r0 \(late)")
        #expect(
            ann.heard() == [
                ":chat.local FAIL MARKREAD INTERNAL_ERROR #one-more :Too many targets have a read marker",
                ":chat.local MARKREAD #r0 \(late)",
            ])
        #expect(house.store.markers[AccountID(1)]?.count == 1_000)
    }

    @Test("a secret room is called as the asker called it")
    func secret() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins("#Tea")
        ann.sends("MODE #tea +s")
        bea.sends("MARKREAD #TEA")
        #expect(bea.heard() == [":chat.local MARKREAD #TEA *"])
    }

    @Test("while nothing can be stored, an account's marker stays where it is")
    func refusing() {
        let ann = house.owner("ann", .readMarker)
        house.worksFor = 0
        ann.joins("#tea")
        ann.says("lost", to: "#tea")
        ann.forgets()
        ann.sends("MARKREAD #tea \(late)", "MARKREAD #tea")
        #expect(ann.heard().first?.hasPrefix(":chat.local FAIL MARKREAD STORAGE_UNAVAILABLE #tea") == true)
        ann.sends("MARKREAD #tea")
        #expect(ann.heard() == [":chat.local MARKREAD #tea *"])
    }
}
