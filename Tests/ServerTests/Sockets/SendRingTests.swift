import Testing

@testable import Server

@Suite("The ring that sends to many", .enabled(if: SendRing() != nil, "the kernel lets this process have no io_uring"))
struct SendRingTests {
    private let bytes = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    private func send(_ parts: [SendRing.Part], with ring: SendRing) -> [SendRing.Shortfall] {
        bytes.withUnsafeBytes { ring.send(parts, of: $0) }
    }

    @Test(
        "each is sent its own stretch, however many they are",
        arguments: [1, SendRing.fewest, SendRing.capacity, SendRing.capacity + 1, 3 * SendRing.capacity + 17])
    func stretches(count: Int) throws {
        let ring = try #require(SendRing())
        // Few sockets, each of which is sent several parts: a process may not have as many as the ring has requests.
        let pairs = try (0..<min(count, 20)).map { _ in try SocketPair() }
        // Twice: the second time the queues do not begin at their first slot.
        for _ in 0..<2 {
            let parts = (0..<count).map { seat in
                SendRing.Part(
                    socket: pairs[seat % pairs.count].socket, place: seat..<seat + 100 + seat % 50, seat: seat)
            }
            #expect(send(parts, with: ring).isEmpty)
            for (index, pair) in pairs.enumerated() {
                let sent = stride(from: index, to: count, by: pairs.count).flatMap { bytes[parts[$0].place] }
                #expect(pair.read() == sent)
            }
        }
    }

    @Test("whoever cannot take all is named with what was taken, and the others are sent theirs")
    func shortfalls() throws {
        let ring = try #require(SendRing())
        let pairs = try (0..<9).map { _ in try SocketPair() }
        pairs[2].fill()
        pairs[5].breaks()
        let parts = pairs.enumerated().map { seat, pair in
            SendRing.Part(socket: pair.socket, place: 0..<500, seat: seat)
        }
        let shortfalls = send(parts, with: ring)
        #expect(Set(shortfalls.map(\.part.seat)) == [2, 5])
        #expect(shortfalls.allSatisfy { $0.taken == 0 })
        for seat in [0, 1, 3, 4, 6, 7, 8] { #expect(pairs[seat].read() == Array(bytes[..<500])) }
    }

    @Test("of more than a socket holds the kernel takes the first bytes, and says how many")
    func partly() throws {
        let ring = try #require(SendRing())
        let much = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let pairs = try (0..<SendRing.fewest).map { _ in try SocketPair() }
        let parts = pairs.enumerated().map { seat, pair in
            SendRing.Part(socket: pair.socket, place: 0..<much.count, seat: seat)
        }
        let shortfalls = much.withUnsafeBytes { ring.send(parts, of: $0) }
        #expect(shortfalls.count == pairs.count)
        for shortfall in shortfalls {
            #expect((1..<much.count).contains(shortfall.taken))
            #expect(pairs[shortfall.part.seat].read() == Array(much[..<shortfall.taken]))
        }
    }
}
