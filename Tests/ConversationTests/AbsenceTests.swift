import Chance
import ChatProtocol
import ClientStore
import Glibc
import Testing

@testable import ClientCore
@testable import ServerCore

@Suite("a long absence")
struct AbsenceTests {
    private static let hole = "more was said here"

    /// Bob goes from the lobby, and ann says this much before he comes back.
    private func absence(_ count: Int) throws -> (talk: Conversation, ann: Person, bob: Person) {
        let talk = Conversation(.nowhere)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        ann.enters("0")
        talk.isReachable = false
        talk.cut(bob.wire)
        says(ann, 1...count)
        talk.isReachable = true
        talk.passes(60_000)
        return (talk, ann, bob)
    }

    private func says(_ person: Person, _ numbers: ClosedRange<Int>) {
        for number in numbers {
            person.types("\(number)")
            if number.isMultiple(of: 100) { person.settles() }
        }
        person.settles()
    }

    private func numbers(_ person: Person) throws -> [Int] {
        try person.said(in: "#lobby").compactMap { Int($0.dropFirst("ann: ".count)) }
    }

    private func asked(_ person: Person) -> Int {
        person.heard.count { $0.verb == "BATCH" && $0.parameters.dropFirst().first == "chathistory" }
    }

    @Test("of as much as one catches up with is there at once, and nothing is marked", arguments: [499, 500, 599])
    func whole(count: Int) throws {
        let (_, _, bob) = try absence(count)
        #expect(try numbers(bob) == Array(0...count))
        #expect(try !bob.notes(in: "#lobby").contains(Self.hole))
    }

    @Test("of more shows where one was, the newest page, and between them a line that says so")
    func capped() throws {
        let (_, _, bob) = try absence(2_000)
        #expect(try numbers(bob) == Array(0...500) + Array(1_901...2_000))
        let lines = try bob.buffer("#lobby").transcript.lines
        let place = try #require(lines.firstIndex { $0.kind == .hole })
        #expect(lines[place - 1].text.plain == "500")
        #expect(lines[place + 1].text.plain == "1901")
        // The first, those that were missed, and the newest.
        #expect(asked(bob) == 1 + Model.mostMissedPages + 1)
    }

    @Test("is filled page by page from where one reads back, and what is read stays in its place")
    func reading() throws {
        let (talk, _, bob) = try absence(900)
        for _ in 0..<200 where !bob.sees().contains(Self.hole) { bob.presses(key: KeyPress(.pageUp)) }
        let rows = bob.sees().split(separator: "\n").map { $0.dropFirst(18).prefix(54) }
        let place = try #require(rows.firstIndex { $0.contains(Self.hole) })
        #expect(place == 1)
        talk.settles()
        #expect(try numbers(bob) == Array(0...500) + Array(701...900))
        let after = bob.sees().split(separator: "\n").map { $0.dropFirst(18).prefix(54) }
        #expect(after[2...].prefix(8) == rows[2...].prefix(8))
        #expect(after[1].contains("700") == false)
        for _ in 0..<60 { bob.presses(KeyPress(.pageUp)) }
        #expect(try numbers(bob) == Array(0...900))
        #expect(try !bob.notes(in: "#lobby").contains(Self.hole))
    }

    @Test("is filled from where one reads on, too")
    func readingOn() throws {
        let (_, _, bob) = try absence(900)
        // The newest lines stand below otherwise, whatever lies between.
        bob.enters("/set split_scroll no")
        bob.presses(KeyPress(.home, .control))
        for _ in 0..<200 {
            bob.presses(KeyPress(.pageDown))
            let shown = bob.sees()
            // Nobody comes past it: what is missing comes first.
            if shown.contains(" 900") { #expect(try numbers(bob) == Array(0...900)) }
        }
        #expect(try numbers(bob) == Array(0...900))
    }

    @Test("of which the server gives nothing any more stays marked, and lets whoever reads back pass")
    func refused() throws {
        let (talk, ann, bob) = try absence(900)
        talk.house.ledger.isUnreadable = true
        let before = asked(bob)
        for _ in 0..<200 { bob.presses(KeyPress(.pageUp)) }
        #expect(asked(bob) == before)
        #expect(bob.sees().contains("bob joined") || bob.sees().contains("ann 0") || bob.sees().contains("  0"))
        #expect(try bob.notes(in: "#lobby").contains(Self.hole))
        talk.house.ledger.isUnreadable = false
        bob.presses(KeyPress(.end, .control))
        for _ in 0..<200 { bob.presses(KeyPress(.pageUp)) }
        #expect(try numbers(bob) == Array(0...900))
        ann.enters("901")
        #expect(try numbers(bob) == Array(0...901))
    }

    @Test("leaves its mark in the log, from where a later run reads on")
    func restarted() throws {
        let drawer = Drawer()
        let talk = Conversation(.nowhere)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob", log: try Log(at: drawer.path))
        ann.enters("0")
        talk.passes(5_000)
        talk.isReachable = false
        talk.cut(bob.wire)
        says(ann, 1...1_500)
        talk.isReachable = true
        talk.passes(60_000)
        talk.isReachable = false
        bob.restarts()
        talk.passes(5_000)
        for _ in 0..<200 { bob.presses(KeyPress(.pageUp)) }
        #expect(try bob.notes(in: "#lobby").filter { $0 == Self.hole }.count == 1)
        #expect(try numbers(bob) == Array(0...500) + Array(1_401...1_500))
        talk.isReachable = true
        talk.passes(60_000)
        bob.resizes(rows: 50)
        bob.presses(KeyPress(.end, .control))
        for _ in 0..<200 { bob.presses(KeyPress(.pageUp)) }
        #expect(try numbers(bob) == Array(0...1_500))
        talk.passes(5_000)
        talk.isReachable = false
        bob.restarts()
        talk.passes(5_000)
        bob.resizes(rows: 50)
        for _ in 0..<200 { bob.presses(KeyPress(.pageUp)) }
        #expect(try numbers(bob) == Array(0...1_500))
    }

    @Test(
        "however often, however long, with whatever between: at last one has what was said", arguments: UInt64(1)...24)
    func random(seed: UInt64) throws {
        let drawer = Drawer()
        var year = try Year(seed: seed, log: Log(at: drawer.path))
        for _ in 0..<40 { try year.goesOn() }
        try year.isWhole()
    }
}

/// Somebody who comes and goes, and others who talk meanwhile.
private struct Year {
    private static let rooms = ["#lobby", "#tea"]

    private let talk: Conversation
    private let ann: Person
    private let bob: Person
    private let raw: RawMember
    private var chance: SeededNumbers
    private var count = 0

    init(seed: UInt64, log: Log) throws {
        chance = SeededNumbers(seed: seed)
        talk = Conversation(.nowhere, seed: seed)
        ann = try talk.enters("ann") { $0.networks[0].rooms = Self.rooms }
        bob = try talk.enters("bob", log: log) { $0.networks[0].rooms = Self.rooms }
        raw = RawMember("raw", in: talk)
        talk.settles()
        bob.resizes(rows: 40)
    }

    private mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &chance)]
    }

    private mutating func talks(_ most: Int) {
        for _ in 0..<Int.random(in: 1...most, using: &chance) {
            count += 1
            if Int.random(in: 0..<4, using: &chance) > 0 {
                raw.types("r\(count)")
            } else {
                ann.types("a\(count)")
            }
            for _ in 0..<Int.random(in: 0...3, using: &chance) { talk.moves() }
        }
    }

    mutating func goesOn() throws {
        switch Int.random(in: 0..<100, using: &chance) {
        case 0..<20: talks(10)
        case 20..<30: talks(150)
        case 30..<36: talks(800)
        case 36..<42: ann.presses(key: .control("n"))
        case 42..<50: talk.tears(bob.wire)
        case 50..<54: talk.cut(bob.wire)
        case 54..<60: talk.isReachable.toggle()
        case 60..<66: bob.restarts()
        case 66..<70: bob.wire?.isHeld.toggle()
        case 70..<74: talk.ledgerIsSlow.toggle()
        case 74..<76: talk.house.ledger.isUnreadable.toggle()
        case 76..<82: bob.presses(key: KeyPress(one(of: [.pageUp, .pageUp, .pageDown, .escape])))
        case 82..<84: bob.presses(key: KeyPress(.home, .control))
        case 84..<86: bob.presses(key: .control("n"))
        case 86..<88: bob.resizes(rows: one(of: [10, 24, 120]))
        case 88..<92:
            bob.presses(key: .control("u"))
            count += 1
            bob.types("b\(count)")
        case 92..<96: talk.passesQuietly(Int64.random(in: 1...5_000, using: &chance))
        default: talk.passes(Int64.random(in: 1...70_000, using: &chance))
        }
        for _ in 0..<Int.random(in: 0...80, using: &chance) { talk.moves() }
        try isInOrder()
    }

    private func log(of name: String) -> [String] {
        guard let room = talk.house.state.room(named: name) else {
            Issue.record("nobody is in \(name)")
            return []
        }
        return talk.house.ledger.posts(of: room.number).map { "\($0.author.source.nick): \($0.text)" }
    }

    /// What bob has is in the order in which it was said, and nothing twice.
    private func isInOrder() throws {
        for name in Self.rooms {
            guard let buffer = bob.model.buffers.first(where: { $0.name == name }) else { continue }
            let places = Dictionary(uniqueKeysWithValues: log(of: name).enumerated().map { ($1, $0) })
            let seen = try bob.stands(in: buffer.label).compactMap { places[$0] }
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 < $1 }, "\(name) is out of order")
        }
    }

    /// All that is under way comes, and bob reads back to the beginning; so he does again in a run of which only the log knows.
    func isWhole() throws {
        bob.wire?.isHeld = false
        talk.ledgerIsSlow = false
        talk.house.ledger.isUnreadable = false
        talk.isReachable = true
        talk.passes(300_000)
        try readsAll(isConnected: true)
        talk.passes(5_000)
        talk.isReachable = false
        bob.restarts()
        talk.passes(5_000)
        try readsAll(isConnected: false)
    }

    private func readsAll(isConnected: Bool) throws {
        bob.resizes(rows: 200)
        for name in Self.rooms {
            for _ in bob.model.buffers where bob.model.buffers[bob.model.current].name != name {
                bob.presses(.control("n"))
            }
            bob.presses(KeyPress(.end, .control))
            for _ in 0..<120 { bob.presses(KeyPress(.pageUp)) }
            let said = log(of: name)
            let seen = try bob.stands(in: name)
            let missing = said.filter { !seen.contains($0) }
            #expect(
                seen == said, "\(name), \(isConnected ? "read" : "kept"): \(missing.count) of \(said.count) missing")
            let buffer = try bob.buffer(name)
            #expect(
                buffer.transcript.holes.isEmpty,
                "\(buffer.edges) \(buffer.history) \(String(describing: buffer.gap)) \(buffer.isProving) \(buffer.place)"
            )
        }
    }
}

/// A folder of a test's own, gone with the value.
private final class Drawer {
    let path: String

    init() {
        var template = Array("/tmp/chat-absence-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("/tmp must be writable") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in ["client.sqlite", "client.sqlite-wal", "client.sqlite-shm", "client.lock"] {
            unlink("\(path)/\(name)")
        }
        rmdir(path)
    }
}
