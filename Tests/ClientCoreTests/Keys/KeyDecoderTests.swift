import Chance
import ClientCore
import Testing

@Suite("The keyboard's bytes")
struct KeyDecoderTests {
    private func presses(_ reads: [[UInt8]]) -> [KeyPress] {
        var decoder = KeyDecoder()
        return reads.flatMap { decoder.decode($0) } + decoder.timeout()
    }

    @Test("every known sequence is its key", arguments: KeyRow.all)
    func known(row: KeyRow) {
        #expect(presses([row.bytes]) == row.presses)
    }

    @Test("a sequence split over reads anywhere is the same key", arguments: KeyRow.all)
    func split(row: KeyRow) {
        for middle in row.bytes.indices {
            #expect(presses([Array(row.bytes[..<middle]), Array(row.bytes[middle...])]) == row.presses, "at \(middle)")
        }
        #expect(presses(row.bytes.map { [$0] }) == row.presses, "byte by byte")
    }

    @Test("two sequences in one read are two keys", arguments: KeyRow.arrows + KeyRow.mouse + KeyRow.pastes)
    func neighbours(row: KeyRow) {
        #expect(presses([row.bytes + row.bytes]) == row.presses + row.presses)
    }

    @Test("a lone Esc is a key only when nothing follows")
    func loneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.timeout() == [KeyPress(.escape)])
        #expect(!decoder.isWaiting)
        #expect(decoder.timeout() == [])
        #expect(decoder.decode("[A".utf8) == [.character("["), .character("A")])
    }

    @Test(
        "a report that comes slowly does not spill into the line",
        arguments: ["\u{1B}[<0;12;5M", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{07}", "\u{1B}[?1;2c", "\u{1B}[200~a\u{1B}[201~"])
    func slowReport(text: String) {
        let bytes = Array(text.utf8)
        var whole = KeyDecoder()
        let expected = whole.decode(bytes)
        for middle in 3..<bytes.count where bytes[middle - 1] != 0x1B {
            var decoder = KeyDecoder()
            let before = decoder.decode(bytes[..<middle])
            #expect(!decoder.isWaiting)
            #expect(before + decoder.timeout() + decoder.decode(bytes[middle...]) == expected, "at \(middle)")
        }
    }

    @Test("a paste keeps its beginning up to the limit and drops the rest")
    func longPaste() {
        var decoder = KeyDecoder()
        let long = String(repeating: "你", count: KeyDecoder.pasteLimit)
        #expect(decoder.decode("\u{1B}[200~\(long)".utf8) == [])
        #expect(decoder.heldCount == KeyDecoder.pasteLimit)
        let fitting = String(repeating: "你", count: KeyDecoder.pasteLimit / 3)
        #expect(decoder.decode("\u{1B}[201~x".utf8) == [KeyPress(.paste(fitting)), .character("x")])
        #expect(decoder.heldCount == 0)
    }

    @Test("a paste of tabs does not grow past the limit")
    func pasteOfTabs() throws {
        var decoder = KeyDecoder()
        let tabs = String(repeating: "\t", count: KeyDecoder.pasteLimit)
        let presses = decoder.decode("\u{1B}[200~\(tabs)\u{1B}[201~".utf8)
        guard case .paste(let text) = try #require(presses.first).key else {
            Issue.record("no paste")
            return
        }
        #expect(text.utf8.count == KeyDecoder.pasteLimit)
    }

    @Test("a paste whose end is lost can be ended, and the keys are keys again")
    func lostEnd() {
        var decoder = KeyDecoder()
        #expect(decoder.endPaste() == [])
        #expect(decoder.decode("\u{1B}[200~abc\u{1B}[2".utf8) == [])
        #expect(decoder.isPasting)
        #expect(decoder.endPaste() == [KeyPress(.paste("abc"))])
        #expect(!decoder.isPasting)
        #expect(decoder.decode("x".utf8) == [.character("x")])
    }

    @Test(
        "replies among random bytes are read however the reads split them, and nothing of them is text",
        arguments: UInt64(1)...40)
    func replies(seed: UInt64) {
        var generator = SeededNumbers(seed: seed)
        let replies = ["\u{1B}[12;7R", "\u{1B}[?2027;2$y", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}[?62;22c"]
        let pieces = (0..<200).map { _ in
            Bool.random(using: &generator)
                ? Array((replies.randomElement(using: &generator) ?? "").utf8)
                : Array((["a", "好", "\u{1B}[A", "\r"].randomElement(using: &generator) ?? "").utf8)
        }
        let bytes = pieces.flatMap(\.self)
        var decoder = KeyDecoder()
        var presses: [KeyPress] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = Int.random(in: 1...5, using: &generator)
            presses += decoder.decode(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        #expect(presses.count == pieces.count)
        for (press, piece) in zip(presses, pieces) {
            if case .report = press.key { continue }
            #expect(piece.count <= 3)
        }
    }

    private static let papers: [(PaperColour, Bool)] = [
        (PaperColour(red: 0, green: 0, blue: 0), false), (PaperColour(red: 0x28, green: 0x2A, blue: 0x36), false),
        (PaperColour(red: 0x80, green: 0, blue: 0), false), (PaperColour(red: 0x50, green: 0x50, blue: 0x50), false),
        (PaperColour(red: 255, green: 255, blue: 255), true), (PaperColour(red: 0xFD, green: 0xF6, blue: 0xE3), true),
        (PaperColour(red: 0x80, green: 0x80, blue: 0x80), true),
    ]

    @Test("paper is light where dark ink stands out from it better", arguments: papers)
    func paper(colour: PaperColour, isLight: Bool) {
        #expect(colour.isLight == isLight)
    }

    @Test("an unended string is given up at its limit")
    func endlessString() {
        var decoder = KeyDecoder()
        let payload = String(repeating: "z", count: KeyDecoder.stringLimit)
        #expect(decoder.decode("\u{1B}]\(payload)".utf8) == [])
        #expect(decoder.decode("x".utf8) == [.character("x")])
    }

    @Test("an endless sequence is swallowed up to its end and held in bounds")
    func endlessSequence() {
        var decoder = KeyDecoder()
        let digits = String(repeating: "1", count: 100_000)
        #expect(decoder.decode("\u{1B}[\(digits)".utf8) == [])
        #expect(decoder.heldCount <= KeyDecoder.parameterLimit)
        #expect(decoder.decode("Ax".utf8) == [.character("x")])
    }

    @Test("random bytes never trap, grow past the bound or depend on the reads", arguments: UInt64(1)...60)
    func random(seed: UInt64) {
        var generator = SeededNumbers(seed: seed)
        let favourites = Array("\u{1B}\u{1B}\u{1B}[[[O]P_<?;:;:0123456789MmAu~$IRcyn\r\u{07}\\你👍".utf8)
        let bytes = (0..<3_000).map { _ in
            Bool.random(using: &generator)
                ? favourites[Int.random(in: favourites.indices, using: &generator)]
                : UInt8.random(in: 0...255, using: &generator)
        }
        var whole = KeyDecoder()
        let expected = whole.decode(bytes)
        var drip = KeyDecoder()
        var dripped: [KeyPress] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = Int.random(in: 1...7, using: &generator)
            dripped += drip.decode(rest.prefix(size))
            rest = rest.dropFirst(size)
            #expect(drip.heldCount <= KeyDecoder.pasteLimit)
        }
        #expect(dripped == expected)
        #expect(drip == whole)
        for press in expected {
            switch press.key {
            case .character(let character): #expect(!character.unicodeScalars.contains(where: isControl))
            case .paste(let text): #expect(!text.unicodeScalars.contains { isControl($0) && $0 != "\n" })
            case .report(.cursor(let row, let column)):
                #expect((0..<1_000).contains(row) && (0..<1_000).contains(column))
            default: break
            }
        }
        // Whatever was open, the end of a paste and a key reach the person.
        #expect(drip.decode("\u{1B}[201~x".utf8).last == .character("x"))
    }

    @Test("random pauses between random bytes never trap and leave nothing waiting", arguments: UInt64(1)...20)
    func pauses(seed: UInt64) {
        var generator = SeededNumbers(seed: seed)
        let favourites = Array("\u{1B}\u{1B}[[O]P_<?;0159MA~$\u{07}\\".utf8)
        var decoder = KeyDecoder()
        for _ in 0..<5_000 {
            _ = decoder.decode([favourites[Int.random(in: favourites.indices, using: &generator)]])
            if Int.random(in: 0..<4, using: &generator) == 0 {
                let wasWaiting = decoder.isWaiting
                #expect(decoder.timeout().isEmpty == !wasWaiting)
                #expect(!decoder.isWaiting)
            }
        }
    }

    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}
