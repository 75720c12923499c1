import Chance
import ChatProtocol
import Testing

@testable import ServerCore

/// A crowd of people who do whatever comes to their minds, thousands of times, and a store that fails now and then.
private final class Simulation {
    private let house = House()
    private let witness: Witness
    private var random: SeededNumbers
    private var people: [Person] = []
    /// Those whose connection was cut: what was on its way to them is lost.
    private var cut: Set<SessionID> = []
    private var gone: [Person] = []
    private var asked: [(person: Person, label: String)] = []
    private var steps = 0

    private static let rooms = ["#lobby", "#tea", "#TEA", "#ｔｅａ", "#milk", "#奶茶", "#vault"]
    private static let nicks = [
        "ann", "Ann", "ａｎｎ", "bea", "猫", "ネコ", "ﾈｺ", "dan", "DAN", "eve", "exit", "1st", "a b", "zoë", "Zoë",
    ]
    private static let texts = ["", " hello", " 你好，世界 😀", " \u{1}", " a@@b", " \u{301}"]

    init(seed: UInt64) {
        random = SeededNumbers(seed: seed)
        witness = Witness(house)
    }

    func runs(steps count: Int) {
        for _ in 0..<10 { comes() }
        for _ in 0..<count {
            steps += 1
            step()
            look()
            if witness.isAtFault {
                Issue.record("after step \(steps)")
                return
            }
        }
        house.writes()
        house.storesAgain()
        look()
        require(asked.isEmpty, "questions with a label were not answered once")
        require(house.store.posts.count > count / 20, "hardly anything was said")
    }

    /// What must hold after each step.
    private func look() {
        let everybody = people + gone
        for person in everybody { witness.listen(to: person) }
        witness.inspect()
        gone += people.filter(\.isGone)
        people.removeAll(where: \.isGone)
        guard house.isSettled else { return }
        witness.compare(everybody.filter { !cut.contains($0.id) })
        // Who has gone may have gone before the answer.
        asked.removeAll { witness.hasAnswered($0.label, to: $0.person) || $0.person.isGone }
        require(asked.isEmpty, "step \(steps): \(asked.map(\.label)) was not answered once")
        asked = []
        gone = []
        if people.count < 6 { comes() }
    }

    private func comes() {
        if random.once(in: 4) {
            let person = house.connects(.raw)
            person.sends("!" + random.one(of: Self.nicks) + (random.once(in: 2) ? "\(random.number(1...9))" : ""))
            people.append(person)
        } else {
            let capabilities = Capability.allCases.filter { _ in random.once(in: 2) }
            let host = random.once(in: 3) ? "::1" : "10.0.0.\(random.number(1...3))"
            people.append(house.irc("guest\(steps)x\(people.count)", having: capabilities, host: host))
        }
    }

    private func step() {
        house.passes(milliseconds: Int64(random.once(in: 50) ? random.number(-3_000...5_000) : random.number(0...3)))
        guard !people.isEmpty else { return comes() }
        switch random.number(1...100) {
        case 1...2 where people.count < 14: comes()
        case 3: fails()
        case 4...5: heals()
        default:
            let person = random.one(of: people)
            if person.dialect == .raw { acts(raw: person) } else { acts(irc: person) }
        }
    }

    // MARK: - The store

    private func fails() {
        if random.once(in: 2) { house.holdsRecords = true } else { house.worksFor = random.number(0...5) }
    }

    private func heals() {
        switch random.number(1...3) {
        case 1: house.writes(only: random.number(0...4))
        case 2: house.writes()
        default:
            house.writes()
            house.storesAgain()
        }
    }

    // MARK: - People

    private var somebody: String {
        random.once(in: 8)
            ? random.one(of: Self.nicks) : random.one(of: people).member?.name ?? "nobody"
    }

    private var text: String { "<\(witness.nextNumber)>" + random.one(of: Self.texts) }

    private func acts(raw person: Person) {
        guard person.isAdmitted else { return person.sends(random.one(of: Self.nicks) + "\(random.number(1...99))") }
        switch random.number(1...20) {
        case 1: person.sends("#")
        case 2: person.sends("&")
        case 3: person.quits()
        case 4: vanishes(person)
        case 5...7: person.says("\(text)@\(somebody)")
        case 8: person.says(text + String(repeating: "长😀", count: random.number(100...500)))
        case 9: person.sends(bytes: [0xFF, 0x0A])
        default: person.says(text)
        }
    }

    private func vanishes(_ person: Person) {
        cut.insert(person.id)
        person.vanishes()
    }

    private func acts(irc person: Person) {
        let room = random.one(of: Self.rooms)
        switch random.number(1...100) {
        case 1...22: person.joins(room, key: random.once(in: 2) ? "sesame" : nil)
        case 23...28: person.parts(room)
        case 29...55: speaks(person, room)
        case 56...63: person.says(text, to: somebody)
        case 64...67: person.sends("NICK \(random.one(of: Self.nicks))")
        case 68: person.sends("QUIT :good night")
        case 69: vanishes(person)
        case 70...73: person.sends("KICK \(room) \(somebody) :out")
        case 74...82: person.sends("MODE \(room) " + mode)
        case 83...84: person.sends("TOPIC \(room) :of \(steps)")
        case 85...86: person.sends("INVITE \(somebody) \(room)")
        case 87...94: asksForHistory(person, room)
        case 95: person.sends(random.once(in: 2) ? "AWAY :tea" : "AWAY")
        case 96: person.sends("@+typing=active TAGMSG \(room)")
        case 97:
            person.sends(
                "SETNAME :\(steps)",
                "MODE \(person.member?.name ?? "*") \(random.one(of: ["+i", "-i"]))")
        case 98: person.sends("PRIVMSG \(room) :" + String(repeating: "x", count: random.number(400...600)))
        default:
            let questions = [
                "WHO *", "WHO \(room)", "WHO \(room) %tcuihsnfdlaor", "LIST", "NAMES \(room)", "LUSERS",
                "WHOIS \(somebody)",
            ]
            person.sends(random.one(of: questions))
        }
    }

    private var mode: String {
        random.one(of: [
            "+s", "-s", "+i", "-i", "+k sesame", "-k", "+l 3", "-l", "+m", "-m", "-n", "+n", "+o \(somebody)",
            "-o \(somebody)",
            "+v \(somebody)", "+b \(somebody)", "-b \(somebody)", "+b *!*@10.0.0.1", "-b *!*@10.0.0.1", "b",
        ])
    }

    private func speaks(_ person: Person, _ room: String) {
        guard person.capabilities.contains(.labeledResponse), random.once(in: 2) else {
            return person.says(text, to: room)
        }
        let label = "l\(steps)"
        asked.append((person, label))
        person.sends("@label=\(label) \(random.once(in: 5) ? "NOTICE" : "PRIVMSG") \(room) :\(text)")
    }

    private func asksForHistory(_ person: Person, _ room: String) {
        // Without batches what is old is not to be told from what is new.
        guard person.capabilities.contains(.batch) else { return }
        let limit = random.number(1...30)
        let anchors = (0..<2).map { _ -> String in
            if random.once(in: 2) {
                return "timestamp=\(Timestamp(milliseconds: house.now.milliseconds - Int64(random.number(0...3_000))))"
            }
            let number = house.state.room(named: room)?.number.value ?? 1
            return "msgid=\(MessageID(store: 7, room: number, sequence: Int64(random.number(0...200))))"
        }
        let request = random.one(of: [
            "LATEST \(room) *", "LATEST \(room) \(anchors[0])", "BEFORE \(room) \(anchors[0])",
            "AFTER \(room) \(anchors[0])",
            "AROUND \(room) \(anchors[0])", "BETWEEN \(room) \(anchors[0]) \(anchors[1])",
            "TARGETS timestamp=2026-11-23T00:00:00.000Z timestamp=2026-11-24T00:00:00.000Z",
        ])
        person.sends("CHATHISTORY \(request) \(limit)")
    }
}

@Suite("A crowd that does whatever comes to mind")
struct SimulationTests {
    @Test(
        "everybody hears what they must, in one order, and nothing else; what was heard is kept",
        arguments: [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233] as [UInt64])
    func crowds(seed: UInt64) {
        Simulation(seed: seed).runs(steps: 2_000)
    }
}
