import ChatProtocol
import Testing

@Suite("Cutting a stream into lines")
struct LineFramerTests {
    /// A stream, and what it holds under a limit of 8 bytes.
    struct Row: Sendable {
        let stream: String
        let framed: [Framed]

        init(_ stream: String, _ framed: [Framed]) {
            self.stream = stream
            self.framed = framed
        }
    }

    static let rows = [
        Row("a\r\n", [.line("a")]),
        Row("a\n", [.line("a")]),
        Row("a\nb\r\nc\n", [.line("a"), .line("b"), .line("c")]),
        Row("a\r\r\n", [.line("a\r")]),
        Row("a\rb\n", [.line("a\rb")]),
        Row("\ra\n", [.line("\ra")]),
        Row("\n\r\n\n", [.line(""), .line(""), .line("")]),
        Row("a\n\r", [.line("a")]),
        Row("", []),
        Row("abc", []),
        Row("小明\n", [.line("小明")]),
        Row("a\u{0}b\n", [.line("a\u{0}b")]),
        // With CR LF one byte below the limit, at it, and above it.
        Row("12345\r\n", [.line("12345")]),
        Row("123456\r\n", [.line("123456")]),
        Row("1234567\r\n", [.fault(.tooLong)]),
        // The same with LF alone.
        Row("123456\n", [.line("123456")]),
        Row("1234567\n", [.line("1234567")]),
        Row("12345678\n", [.fault(.tooLong)]),
        // Reported once, before its end has come, and the next line is in order.
        Row("12345678", [.fault(.tooLong)]),
        Row("12345678901234567890\nnext\n", [.fault(.tooLong), .line("next")]),
        Row("12345678\n\nnext\r\n", [.fault(.tooLong), .line(""), .line("next")]),
        Row("12345678\n12345678\n", [.fault(.tooLong), .fault(.tooLong)]),
    ]

    @Test("a stream is cut at its line ends", arguments: rows)
    func cut(_ row: Row) {
        #expect(Framed.pieces(of: [Array(row.stream.utf8)], limit: 8) == row.framed)
    }

    @Test("where the reads end changes nothing", arguments: rows)
    func everySplit(_ row: Row) {
        let stream = Array(row.stream.utf8)
        for first in 0...stream.count {
            for second in first...stream.count {
                let reads = [Array(stream[..<first]), Array(stream[first..<second]), Array(stream[second...])]
                #expect(Framed.pieces(of: reads, limit: 8) == row.framed, "split at \(first) and \(second)")
            }
        }
        #expect(Framed.pieces(of: stream.map { [$0] }, limit: 8) == row.framed, "byte by byte")
    }

    @Test("the longest line of a client and of a server passes", arguments: [Limits.clientLine, Limits.serverLine])
    func limits(_ limit: Int) {
        let line = [UInt8](repeating: 0x78, count: limit - 2)
        let end = Array("\r\n".utf8)
        #expect(Framed.pieces(of: [line + end], limit: limit) == [.line(line)])
        #expect(Framed.pieces(of: [line + [0x78] + end], limit: limit) == [.fault(.tooLong)])
    }

    @Test(
        "more than 16 KiB without a newline is reported once, however it is read", arguments: [1, 100, 4_096, 100_000])
    func endless(_ read: Int) {
        func framed(_ count: Int, _ end: String) -> [Framed] {
            let stream = [UInt8](repeating: 0x78, count: count) + Array(end.utf8)
            let reads = stride(from: 0, to: stream.count, by: read).map {
                Array(stream[$0..<min($0 + read, stream.count)])
            }
            return Framed.pieces(of: reads, limit: 512)
        }
        #expect(framed(16_384, "") == [.fault(.tooLong)])
        #expect(framed(16_384, "\nnext\n") == [.fault(.tooLong), .line("next")])
        #expect(framed(16_385, "") == [.fault(.tooLong), .fault(.endless)])
        #expect(framed(16_385, "\nnext\n") == [.fault(.tooLong), .fault(.endless), .line("next")])
        #expect(framed(50_000, "\nnext\n") == [.fault(.tooLong), .fault(.endless), .line("next")])
    }

    @Test("a second line without an end is reported anew")
    func endlessTwice() {
        let long = [UInt8](repeating: 0x78, count: 20_000) + [0x0A]
        let twice: [Framed] = [.fault(.tooLong), .fault(.endless), .fault(.tooLong), .fault(.endless)]
        #expect(Framed.pieces(of: [long, long], limit: 512) == twice)
    }

    @Test("a line that waits for its end is told")
    func insideLine() {
        var framer = LineFramer(limit: 8)
        #expect(!framer.isInsideLine)
        #expect(framer.framed(Array("ab".utf8)).isEmpty)
        #expect(framer.isInsideLine)
        #expect(framer.framed(Array("\n".utf8)) == [.line("ab")])
        #expect(!framer.isInsideLine)
        #expect(framer.framed(Array("12345678".utf8)) == [.fault(.tooLong)])
        #expect(framer.isInsideLine)
        #expect(framer.framed(Array("9\n".utf8)).isEmpty)
        #expect(!framer.isInsideLine)
    }
}
