import ChatProtocol
import Testing

@Suite("Cutting what a raw client sends")
struct RawFramerTests {
    struct Row: Sendable {
        let about: String
        let reads: [[UInt8]]
        let frames: [[RawFramer.Frame]]

        init(_ about: String, _ reads: [String], _ frames: [[RawFramer.Frame]]) {
            self.init(about, bytes: reads.map { Array($0.utf8) }, frames)
        }

        init(_ about: String, bytes: [[UInt8]], _ frames: [[RawFramer.Frame]]) {
            self.about = about
            reads = bytes
            self.frames = frames
        }
    }

    private static let ming = Array("明".utf8)
    private static let cat = Array("🐱".utf8)
    private static let longest = String(repeating: "x", count: Limits.rawMessage)

    static let rows = [
        Row(
            "each read is a message", ["!aaa", "hello you", "#"], [[.text("!aaa")], [.text("hello you")], [.text("#")]]),
        Row("an empty read is none", ["", "a"], [[], [.text("a")]]),
        Row("a CR at the end goes", ["a\r", "\r"], [[.text("a")], []]),
        Row(
            "the first newline ends a message, then lines do", ["!a\nhel", "lo\nx"], [[.text("!a")], [.text("hello")]]),
        Row(
            "a read before the first newline is a message", ["!a", "b\n", "c", "d\n"],
            [[.text("!a")], [.text("b")], [], [.text("cd")]]),
        Row("a newline alone switches too", ["\n", "a", "b\n"], [[], [], [.text("ab")]]),
        Row("CR LF ends a line", ["a\r\nb\r\n\r\n"], [[.text("a"), .text("b")]]),
        Row("a CR inside stays", ["a\rb\n"], [[.text("a\rb")]]),
        Row("several lines in one read", ["a\n\nb\nc"], [[.text("a"), .text("b")]]),
        Row(
            "a character split over reads is joined", bytes: [[ming[0]], [ming[1]], [ming[2]], ming],
            [[], [], [.text("明")], [.text("明")]]),
        Row(
            "so is one after other text", bytes: [Array("a".utf8) + cat[..<3], cat[3...] + Array("b".utf8)],
            [[], [.text("a🐱b")]]),
        Row(
            "a split character in a line waits for the line", bytes: [[0x0A] + ming[..<2], ming[2...] + [0x0A]],
            [[], [.text("明")]]),
        Row("a newline inside a character ends it", bytes: [ming[..<2] + [0x0A]], [[.invalidUTF8]]),
        Row("what is not UTF-8 is told", bytes: [[0xFF], [0x61]], [[.invalidUTF8], [.text("a")]]),
        Row(
            "an overlong form is not UTF-8", bytes: [[0xC0, 0x80], [0xE0, 0x80, 0x80]],
            [[.invalidUTF8], [.invalidUTF8]]),
        Row("half of a pair is not UTF-8", bytes: [[0xED, 0xA0, 0x80]], [[.invalidUTF8]]),
        Row(
            "the end of a character alone is not UTF-8", bytes: [[0x8F], [0x8F, 0x8F, 0x8F, 0x8F]],
            [[.invalidUTF8], [.invalidUTF8]]),
        Row("the next line is in order", bytes: [[0xFF, 0x0A, 0x61, 0x0A]], [[.invalidUTF8, .text("a")]]),
        Row("NUL is told", ["a\0b", "c"], [[.nul], [.text("c")]]),
        Row("NUL in a line is told", ["a\0b\nc\n"], [[.nul, .text("c")]]),
        Row("the longest message passes", [longest, longest + "\n"], [[.text(longest)], [.text(longest)]]),
        Row(
            "a longer one is told once, then the next read is in order", [longest + "xxx", "b"],
            [[.tooLong], [.text("b")]]),
        Row(
            "a longer line is skipped to its end", ["\n" + longest, "xxx", "yyy\nb\n"], [[], [.tooLong], [.text("b")]]),
        Row(
            "two longer lines are told twice", [longest + "x\n" + longest + "x\nb\n"],
            [[.tooLong, .tooLong, .text("b")]]),
    ]

    @Test("reads become messages", arguments: rows)
    func feed(_ row: Row) {
        var framer = RawFramer()
        for (read, frames) in zip(row.reads, row.frames) {
            #expect(framer.feed(read.span) == frames, "\(row.about)")
        }
        #expect(row.reads.count >= row.frames.count)
    }

    @Test("once there are lines, where the reads end changes nothing")
    func everySplit() {
        let stream = Array("\n!小明\r\n你好🐱\n\na@b\n".utf8)
        for place in 1...stream.count {
            var framer = RawFramer()
            let first = Array(stream[..<place])
            let second = Array(stream[place...])
            let frames = framer.feed(first.span) + framer.feed(second.span)
            #expect(frames == [.text("!小明"), .text("你好🐱"), .text("a@b")], "split at \(place)")
        }
    }

    @Test("a message that waits for its end is told")
    func insideMessage() {
        var framer = RawFramer()
        #expect(!framer.isInsideMessage)
        _ = framer.feed(Self.ming.span.extracting(first: 2))
        #expect(framer.isInsideMessage)
        _ = framer.feed(Self.ming.span.extracting(last: 1))
        #expect(!framer.isInsideMessage)
        let line = Array("\na".utf8)
        _ = framer.feed(line.span)
        #expect(framer.isInsideMessage)
    }
}
