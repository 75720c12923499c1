import Chance
import ChatProtocol
import ClientCore
import ClientStore
import ServerCore
import Testing

/// A house and the people who talk in it, joined by wires in memory on which bytes come in pieces. No clock but the
/// conversation's own.
final class Conversation {
    /// Far more than any conversation here takes; beyond it, two programs answer each other for ever.
    private static let mostSteps = 5_000_000

    let house: House
    private(set) var people: [Person] = []
    private(set) var now = Instant(milliseconds: 0)
    /// 2026-11-23T09:02:00Z, a Monday.
    private(set) var clock = Timestamp(milliseconds: 1_795_424_520_000)
    /// Whether a new connection comes about.
    var isReachable = true
    /// While true, what is asked of the ledger is not answered.
    var ledgerIsSlow = false
    private let cutting: Cutting
    private var chance: SeededNumbers
    private var wires: [Wire] = []

    init(_ cutting: Cutting = .everyByte, seed: UInt64 = 1, _ change: (inout ServerSettings) -> Void = { _ in }) {
        self.cutting = cutting
        chance = SeededNumbers(seed: seed)
        var settings = ServerSettings()
        settings.startedAt = clock
        change(&settings)
        house = House(settings, at: clock)
    }

    // MARK: - People

    /// Somebody comes, and is where they wanted to be.
    func enters(
        _ name: String, log: Log? = nil, _ change: (inout ClientSettings) -> Void = { _ in }
    ) throws -> Person {
        let person = try Person(name, in: self, log: log, change)
        people.append(person)
        person.begins()
        settles()
        return person
    }

    /// The same with the screen in the raw dialect.
    func entersRaw(_ name: String) throws -> Person {
        try enters(name) { $0.networks[0].endpoint = Endpoint(host: "chat.example", port: 6_667, dialect: .raw) }
    }

    func connects(_ guest: any Guest, up: Stream.Grain, down: Stream.Grain) -> Wire? {
        guard isReachable else { return nil }
        let wire = Wire(of: guest, up: up, down: down)
        wires.append(wire)
        return wire
    }

    /// What was under way is lost, and both ends notice.
    func cut(_ wire: Wire?) {
        guard let wire, !wire.isCut else { return }
        closes(wire)
        wire.guest.loses(wire, because: "connection reset")
    }

    /// The guest's end is closed: what was under way to it is lost, what was under way from it comes.
    func closes(_ wire: Wire) {
        while !wire.up.isEmpty, !wire.isClosing { house.hears(wire.up.read(.nowhere, &chance), on: wire) }
        drop(wire)
    }

    /// As `cut`, but what the guest wrote and had not come is lost too.
    func tears(_ wire: Wire?) {
        guard let wire, !wire.isCut else { return }
        drop(wire)
        wire.guest.loses(wire, because: "connection reset")
    }

    private func drop(_ wire: Wire) {
        wire.isCut = true
        wires.removeAll { $0 === wire }
        house.loses(wire)
    }

    // MARK: - What happens by itself

    /// Everything under way arrives, is written and is answered, one piece of one wire after the other, in any order.
    func settles() {
        var steps = 0
        while moves() {
            steps += 1
            guard steps < Self.mostSteps else {
                Issue.record("there is no end to it")
                return
            }
        }
    }

    /// One piece arrives somewhere; false where nothing is under way.
    @discardableResult
    func moves() -> Bool {
        var motions: [() -> Void] = []
        for wire in wires {
            if !wire.up.isEmpty { motions.append { self.moveUp(wire) } }
            if !wire.isHeld, !wire.down.isEmpty || wire.isClosing { motions.append { self.moveDown(wire) } }
        }
        if house.hasUnwritten {
            motions.append { self.house.commits(Int.random(in: 1...5, using: &self.chance)) }
        }
        if house.hasQuestions, !ledgerIsSlow { motions.append { self.house.answers() } }
        guard let motion = motions.randomElement(using: &chance) else { return false }
        motion()
        return true
    }

    private func moveUp(_ wire: Wire) {
        house.hears(wire.up.read(cutting, &chance), on: wire)
    }

    private func moveDown(_ wire: Wire) {
        guard !wire.down.isEmpty else {
            drop(wire)
            wire.guest.loses(wire, because: "the server closed the connection")
            return
        }
        wire.guest.hears(wire.down.read(cutting, &chance))
    }

    /// Of what is under way to a guest, everything up to the end of this text arrives.
    func delivers(through text: String, on wire: Wire?) throws {
        let wire = try #require(wire)
        wire.guest.hears(try wire.down.read(through: text))
    }

    // MARK: - Time

    /// Time goes on; whoever asked to be woken meanwhile is.
    func passes(_ milliseconds: Int64) {
        let end = now.later(by: milliseconds)
        settles()
        while let next = people.compactMap(\.alarm).min(), next <= end {
            turn(to: max(next, now))
            for person in people where person.alarm.map({ $0 <= now }) ?? false { person.wakes() }
            settles()
        }
        turn(to: end)
    }

    /// Time goes on, and nothing arrives meanwhile.
    func passesQuietly(_ milliseconds: Int64) {
        turn(to: now.later(by: milliseconds))
        for person in people where person.alarm.map({ $0 <= now }) ?? false { person.wakes() }
    }

    private func turn(to moment: Instant) {
        clock.milliseconds += moment.milliseconds - now.milliseconds
        now = moment
        house.now = clock
    }
}
