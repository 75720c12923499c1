import ChatProtocol
import NIOCore
import ServerCore
import Testing

@testable import Server

/// Without sockets: what is sent is what each connection finds waiting once its turn has come.
@Suite("Outboxes")
struct OutboxesTests {
    private var outboxes = Outboxes(server: "s", ring: nil)

    private mutating func seat(_ capabilities: Capabilities = []) -> Int {
        let seat = outboxes.take(ReceiverKind(.irc, []), socket: nil)
        outboxes.speak(ReceiverKind(.irc, capabilities), capabilities, at: seat)
        return seat
    }

    private func parcel(_ text: String) -> Parcel {
        .line(Line(.numeric(.motd, receiver: "you", [text]), at: Timestamp(milliseconds: 0)))
    }

    private mutating func tell(_ text: String, _ seats: [Int], _ choice: Outboxes.Choice = Outboxes.Choice()) {
        outboxes.begin(parcel(text))
        _ = outboxes.tell(seats, choice, passesOverLate: false)
    }

    /// What is taken out of an outbox, as the texts of its lines.
    private mutating func taken(from seat: Int) -> [String] {
        let text = String(buffer: outboxes[seat].waiting)
        outboxes[seat].waiting = ByteBuffer()
        return text.split(separator: "\r\n").map { String($0.split(separator: ":").last ?? "") }
    }

    @Test("each is sent its own lines in the order in which they were told")
    mutating func order() {
        let (ann, bob, cyd) = (seat(), seat(), seat(Capabilities(.serverTime)))
        tell("one", [ann, bob, cyd])
        tell("two", [bob, cyd])
        outboxes.append(parcel("for bob"), for: ReceiverKind(.irc, []), to: bob)
        tell("three", [ann, bob], Outboxes.Choice(except: nil))
        tell("four", [ann, bob, cyd], Outboxes.Choice(except: ann))
        #expect(outboxes.send(most: .max) == [ann, bob, cyd])
        #expect(taken(from: ann) == ["one", "three"])
        #expect(taken(from: bob) == ["one", "two", "for bob", "three", "four"])
        #expect(taken(from: cyd) == ["one", "two", "four"])
        #expect(outboxes.sharedBytes == 0)
    }

    @Test("what is told between two portions reaches whoever is still to come in the same turn")
    mutating func portions() {
        let seats = (0..<5).map { _ in seat() }
        tell("one", seats)
        #expect(outboxes.send(most: 2) == Array(seats[..<2]))
        #expect(outboxes.touchedCount == 3)
        tell("two", seats)
        #expect(outboxes.touchedCount == 5)
        #expect(outboxes.send(most: 3) == Array(seats[2...]))
        for seat in seats[2...] { #expect(taken(from: seat) == ["one", "two"]) }
        #expect(outboxes.send(most: 3) == Array(seats[..<2]))
        for seat in seats[..<2] { #expect(taken(from: seat) == ["one", "two"]) }
        #expect(outboxes.touchedCount == 0)
        #expect(outboxes.sharedBytes == 0)
    }

    @Test("whoever takes a seat that was left hears nothing that was for the one before")
    mutating func reused() {
        let (ann, bob) = (seat(), seat())
        tell("one", [ann, bob])
        outboxes.leave(ann)
        let cyd = seat()
        #expect(cyd == ann)
        tell("two", [cyd])
        // It stands twice in the list, and has one turn.
        #expect(outboxes.send(most: .max) == [cyd, bob])
        #expect(taken(from: cyd) == ["two"])
        #expect(taken(from: bob) == ["one"])
    }

    @Test("whoever is closed is told nothing more, and is sent what came before")
    mutating func closed() {
        let ann = seat()
        tell("one", [ann])
        outboxes.close(ann)
        tell("two", [ann])
        outboxes.append(parcel("three"), for: ReceiverKind(.irc, []), to: ann)
        #expect(outboxes.send(most: .max) == [ann])
        #expect(taken(from: ann) == ["one"])
    }

    @Test("capabilities choose, and those who are behind are named rather than told")
    mutating func choice() {
        let plain = seat()
        let away = seat(Capabilities(.awayNotify))
        tell("for away", [plain, away], Outboxes.Choice(having: Capabilities(.awayNotify)))
        tell("for the rest", [plain, away], Outboxes.Choice(lacking: Capabilities(.awayNotify)))
        outboxes[away].isBehind = true
        outboxes.begin(parcel("late"))
        let (told, late) = outboxes.tell([plain, away], Outboxes.Choice(), passesOverLate: true)
        #expect(told == 1)
        #expect(late == [away])
        _ = outboxes.send(most: .max)
        #expect(taken(from: plain) == ["for the rest", "late"])
        #expect(taken(from: away) == ["for away"])
    }

    // MARK: - Presence

    private mutating func tellLeft(_ reason: String, _ seats: [Int]) {
        outboxes.begin(.line(Line(Author(Source(nick: "zoe")), .left(reason: reason), at: Timestamp(milliseconds: 0))))
        _ = outboxes.tell(seats, Outboxes.Choice(), passesOverLate: false)
    }

    @Test("who comes and goes waits until it is released, or goes before whatever else is told")
    mutating func presence() {
        let (ann, bob) = (seat(), seat())
        tellLeft("one", [ann, bob])
        #expect(outboxes.presentCount > 0)
        #expect(outboxes.send(most: .max).isEmpty)
        tell("two", [ann])
        tellLeft("three", [ann, bob])
        #expect(outboxes.send(most: .max) == [ann])
        #expect(taken(from: ann) == ["one", "two", "three"])
        #expect(outboxes.sharedBytes == 0)
        outboxes.releasePresence()
        #expect(outboxes.presentCount == 0)
        #expect(outboxes.send(most: .max) == [bob])
        #expect(taken(from: bob) == ["one", "three"])
    }

    @Test("presence does not wait once it is much")
    mutating func muchPresence() {
        let ann = seat()
        var told = 0
        while outboxes.send(most: .max).isEmpty {
            told += 1
            tellLeft("\(told)", [ann])
            if told > 200 { break }
        }
        #expect((20...200).contains(told))
        #expect(taken(from: ann) == (1...told).map(String.init))
    }

    @Test("whoever takes a seat that was left hears nothing of the presence that waited for the one before")
    mutating func reusedPresence() {
        let (ann, bob) = (seat(), seat())
        tellLeft("one", [ann, bob])
        outboxes.leave(ann)
        let cyd = seat()
        #expect(cyd == ann)
        outboxes.releasePresence()
        #expect(outboxes.send(most: .max) == [bob])
        tellLeft("two", [cyd])
        outboxes.releasePresence()
        #expect(outboxes.send(most: .max) == [cyd])
        #expect(taken(from: cyd) == ["two"])
    }

    @Test("whoever stands in several rooms is told once")
    mutating func once() {
        let (ann, bob) = (seat(), seat())
        outboxes.begin(parcel("away"))
        #expect(outboxes.tellOnce([[ann, bob], [bob], [bob, ann]], Outboxes.Choice(except: ann)) == 1)
        #expect(outboxes.send(most: .max) == [bob])
        #expect(taken(from: bob) == ["away"])
    }
}
