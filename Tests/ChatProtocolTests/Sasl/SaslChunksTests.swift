import ChatProtocol
import Testing

@Suite("A message in chunks of 400 bytes")
struct SaslChunksTests {
    @Test(
        "so many bytes are so many chunks",
        arguments: [
            (0, [1]), (1, [4]), (299, [400, 1]), (300, [400, 1]), (301, [400, 4]), (297, [396]), (600, [400, 400, 1]),
            (6_144, Array(repeating: 400, count: 20) + [192]),
        ])
    func lengths(_ count: Int, _ lengths: [Int]) throws {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let chunks = try SaslChunks.chunks(of: message)
        #expect(chunks.map(\.utf8.count) == lengths)
        var reading = SaslChunks()
        for chunk in chunks.dropLast() { #expect(try reading.take(chunk) == nil) }
        #expect(try reading.take(chunks[chunks.count - 1]) == message)
        #expect(reading == SaslChunks())
    }

    @Test("a lone + is the empty message")
    func empty() throws {
        var reading = SaslChunks()
        #expect(try SaslChunks.chunks(of: []) == ["+"])
        #expect(try reading.take("+") == [])
    }

    @Test("a chunk of 401 bytes is refused, and what came before it forgotten")
    func longChunk() throws {
        var reading = SaslChunks()
        #expect(try reading.take(String(repeating: "A", count: 400)) == nil)
        #expect(throws: SaslChunks.Fault.chunkTooLong) { try reading.take(String(repeating: "A", count: 401)) }
        #expect(try reading.take("Zm9v") == Array("foo".utf8))
    }

    @Test("more than 8,192 bytes in all are refused, however long they go on")
    func longMessage() throws {
        let chunk = String(repeating: "A", count: 400)
        var reading = SaslChunks()
        for _ in 0..<20 { #expect(try reading.take(chunk) == nil) }
        var atLimit = reading
        #expect(try atLimit.take(String(repeating: "A", count: 192))?.count == 6_144)
        #expect(throws: SaslChunks.Fault.messageTooLong) { try reading.take(String(repeating: "A", count: 196)) }
        #expect(reading == SaslChunks())
        #expect(throws: SaslChunks.Fault.messageTooLong) {
            try SaslChunks.chunks(of: Array(repeating: 0, count: 6_145))
        }
    }

    @Test("what is no base64 is refused", arguments: ["!!!", "", "A", "*", "Zg=", "++", "é", "Zg== ", "Zg==\n"])
    func malformed(_ chunk: String) throws {
        var reading = SaslChunks()
        #expect(throws: SaslChunks.Fault.malformed) { try reading.take(chunk) }
        #expect(try reading.take("Zg==") == [0x66])
    }

    @Test("padding in the middle is refused at the end")
    func paddedMiddle() throws {
        var reading = SaslChunks()
        #expect(try reading.take(String(repeating: "A", count: 398) + "==") == nil)
        #expect(throws: SaslChunks.Fault.malformed) { try reading.take("AAAA") }
    }
}
