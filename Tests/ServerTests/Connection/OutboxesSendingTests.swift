import ChatProtocol
import NIOCore
import ServerCore
import Testing

@testable import Server

/// Over sockets, with what sends to many of them where the kernel has it.
@Suite("Outboxes that send")
struct OutboxesSendingTests {
    /// With a ring, and without.
    private static let rings = SendRing() == nil ? [false] : [true, false]

    /// Lines of some length, told to everybody.
    private func tell(_ outboxes: inout Outboxes, _ text: String, _ seats: [Int]) {
        outboxes.begin(.line(Line(.numeric(.motd, receiver: "you", [text]), at: Timestamp(milliseconds: 0))))
        _ = outboxes.tell(seats, Outboxes.Choice(), passesOverLate: false)
    }

    @Test("everybody is sent the same lines, in the bytes of their own kind", arguments: rings)
    func kinds(hasRing: Bool) throws {
        var outboxes = Outboxes(server: "s", ring: hasRing ? SendRing() : nil)
        let pairs = try (0..<20).map { _ in try SocketPair() }
        let seats = pairs.enumerated().map { index, pair in
            let capabilities = index % 3 == 0 ? Capabilities(.serverTime) : []
            return outboxes.take(ReceiverKind(.irc, capabilities), socket: pair.socket)
        }
        for round in 1...3 {
            tell(&outboxes, "one", seats)
            tell(&outboxes, "two", seats)
            if round == 2 { outboxes[seats[4]].waiting.writeString("before\r\n") }
            #expect(outboxes.send(most: .max).isEmpty)
            for (index, pair) in pairs.enumerated() {
                let tag = index % 3 == 0 ? "@time=1970-01-01T00:00:00.000Z " : ""
                let lines = ["one", "two"].map { "\(tag):s 372 you :\($0)\r\n" }.joined()
                let before = round == 2 && index == 4 ? "before\r\n" : ""
                #expect(String(decoding: pair.read(), as: UTF8.self) == before + lines)
            }
            #expect(outboxes.sharedBytes == 0)
        }
    }

    @Test("what the kernel does not take waits, whole and in order", arguments: rings)
    func full(hasRing: Bool) throws {
        var outboxes = Outboxes(server: "s", ring: hasRing ? SendRing() : nil)
        let pairs = try (0..<8).map { _ in try SocketPair() }
        let seats = pairs.map { outboxes.take(ReceiverKind(.irc, []), socket: $0.socket) }
        pairs[3].fill()
        tell(&outboxes, "one", seats)
        #expect(outboxes.send(most: .max) == [seats[3]])
        tell(&outboxes, "two", seats)
        #expect(outboxes.send(most: .max) == [seats[3]])
        #expect(String(buffer: outboxes[seats[3]].waiting) == ":s 372 you :one\r\n:s 372 you :two\r\n")
        for index in [0, 7] {
            #expect(String(decoding: pairs[index].read(), as: UTF8.self) == ":s 372 you :one\r\n:s 372 you :two\r\n")
        }
        #expect(!pairs[3].read().isEmpty)
        let isSent = outboxes.sendStraight(seats[3])
        #expect(isSent)
        #expect(String(decoding: pairs[3].read(), as: UTF8.self) == ":s 372 you :one\r\n:s 372 you :two\r\n")
    }
}
