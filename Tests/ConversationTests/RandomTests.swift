import Chance
import ChatProtocol
import ClientCore
import Testing

@testable import ServerCore

@Suite("a long evening")
struct RandomTests {
    @Test(
        "whatever people do, all who are in a room have seen the same in the same order",
        arguments: Array(1...12) + [52, 115, 455, 1_028] as [UInt64])
    func evening(seed: UInt64) throws {
        var evening = try Evening(seed: seed)
        for _ in 0..<400 { evening.goesOn() }
        evening.comesToRest()
        try evening.isTheSameForAll()
    }
}

/// People who do anything at all, at any moment, over wires that break.
struct Evening {
    private static let rooms = ["#lobby", "#tea", "#茶馆"]
    private static let names = ["ann", "bob", "小明", "eve", "dan", "zoe"]

    private let talk: Conversation
    private var chance: SeededNumbers
    private var raw: [RawMember] = []
    private var count = 0

    init(seed: UInt64) throws {
        chance = SeededNumbers(seed: seed)
        talk = Conversation(.anywhere, seed: seed)
        for (index, name) in Self.names.prefix(4).enumerated() {
            // Nobody's clock is right.
            _ = try talk.enters(name) { $0.minutesFromUTC = [0, 5, -5, 90][index] }
        }
        raw = [RawMember("raw", in: talk)]
    }

    private mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &chance) < percent }

    private mutating func one<Element>(of elements: [Element]) -> Element {
        guard let element = elements.randomElement(using: &chance) else { preconditionFailure("There is always one.") }
        return element
    }

    /// Somebody does something, and some of what is under way comes.
    mutating func goesOn() {
        let person = one(of: talk.people)
        switch Int.random(in: 0..<100, using: &chance) {
        case 0..<45: says(person, words())
        case 45..<50: raw[0].types(words())
        case 50..<56: says(person, "@\(one(of: Self.names)) " + words())
        case 56..<62: says(person, "/join " + one(of: Self.rooms))
        case 62..<65: says(person, "/part")
        case 65..<69: says(person, "/nick " + one(of: Self.names))
        case 69..<73: says(person, "/mode \(one(of: ["+o", "-o", "+v", "-v"])) \(one(of: Self.names))")
        case 73..<75: says(person, "/kick " + one(of: Self.names))
        case 75..<77: says(person, "/topic " + words())
        case 77..<80: says(person, one(of: ["/away 吃饭", "/away"]))
        case 80..<84: person.presses(key: .control("n"))
        case 84..<88: talk.passesQuietly(Int64.random(in: 1...3_000, using: &chance))
        case 88..<91: talk.tears(person.wire)
        case 91..<93: talk.cut(person.wire)
        case 93..<95: person.wire?.isHeld.toggle()
        case 95..<97: talk.house.ledger.isRefusing = true
        case 97..<99: if talk.house.ledger.isRefusing { talk.house.recovers() }
        default: talk.isReachable.toggle()
        }
        for _ in 0..<Int.random(in: 0...60, using: &chance) { talk.moves() }
    }

    /// Says something else than what stayed in the input.
    private func says(_ person: Person, _ line: String) {
        person.presses(key: .control("u"))
        person.types(line)
    }

    /// A text that is said once in the evening.
    private mutating func words() -> String {
        count += 1
        return one(of: ["hello", "你好", "👍🏽", "a longer line about nothing in particular"]) + " \(count)"
    }

    /// The store works, the house can be reached, and everything under way comes.
    func comesToRest() {
        talk.isReachable = true
        if talk.house.state.isRefusing || talk.house.ledger.isRefusing { talk.house.recovers() }
        for person in talk.people { person.wire?.isHeld = false }
        talk.passes(200_000)
    }

    func isTheSameForAll() throws {
        let house = talk.house
        for name in Self.rooms {
            guard let room = house.state.room(named: name) else { continue }
            let log = house.ledger.posts(of: room.number).map { "\($0.author.source.nick): \($0.text)" }
            #expect(Set(log).count == log.count, "something was said twice in \(name)")
            let here = room.inOrder.compactMap { member -> String? in
                house.state.members[member.id].map { member.membership.ranks.signs(all: true) + $0.name }
            }
            for person in talk.people where house.member(on: person.wire).map({ room[$0] != nil }) ?? false {
                let who = Comment("\(person.model.nick) in \(name)")
                #expect(
                    try person.members(of: name).map { $0.replacing(" z", with: "") }.sorted() == here.sorted(), who)
                // Before them may stand what was said in a room of this name that ended.
                let seen = try person.stands(in: name).suffix(log.count)
                #expect(seen.count >= min(log.count, 50), who)
                #expect(Array(seen) == log.suffix(seen.count), who)
                for lost in try person.failed(in: name) { #expect(!log.contains(lost), who) }
            }
        }
        try isPrivate()
        for person in talk.people {
            #expect(person.puzzles == [])
            for buffer in person.model.buffers {
                let ids = buffer.transcript.lines.compactMap(\.id)
                #expect(Set(ids).count == ids.count)
                #expect(!buffer.transcript.lines.contains { $0.delivery == .pending }, "\(person.model.nick)")
            }
        }
    }

    /// What was said to one alone, nobody else has heard.
    private func isPrivate() throws {
        for post in talk.house.ledger.posts(of: .privately) {
            let hearers = talk.people.filter { person in person.heard.contains { $0.parameters.last == post.text } }
            #expect(hearers.count <= 2, "\(post)")
            #expect(!raw.contains { $0.lines.contains { $0.hasSuffix("say: " + post.text) } })
        }
    }
}
