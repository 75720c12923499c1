import ClientCore
import Testing

@testable import Client

@Suite("what is written beside ncurses", .serialized)
struct OverlayTests {
    init() { #expect(Locale.prepare()) }

    private func written(_ texts: [String], _ overlay: Overlay) -> String {
        let cells = texts.map { Screen.Cell(text: $0, style: .plain) }
        return cells.withUnsafeBufferPointer { cells in
            var writer = OverlayWriter(palette: Palette(depth: .many))
            writer.add(
                [overlay], row: 23, cells: CellReader(row: 0, of: cells, pitch: cells.count, columns: cells.count))
            return writer.finish()
        }
    }

    @Test(
        "the last cell's sign, but no control character",
        arguments: [("x", "x"), ("—", "—"), ("\u{7}", ""), ("\u{9B}", "")])
    func corner(text: String, sign: String) {
        let bytes = written([text], Overlay(column: 0, width: 1, spill: 0, isCorner: true))
        let place = "\u{1B}[24;1H"
        #expect(bytes == "\u{1B}7\u{1B}[?7l\(place)\u{1B}[0m \(place)\(sign)\u{1B}[?7h\u{1B}8")
    }

    @Test("a neighbour that holds a control character is drawn as a blank")
    func neighbour() {
        let bytes = written(["👍🏽", "", "\u{1B}", "y"], Overlay(column: 0, width: 2, spill: 2, isCorner: false))
        #expect(bytes.contains("👍🏽\u{1B}[24;3H\u{1B}[0m \u{1B}[24;4H\u{1B}[0my"))
    }

    @Test("where there is nothing to write, nothing is written")
    func nothing() {
        var writer = OverlayWriter(palette: Palette(depth: .many))
        #expect(writer.finish() == "")
    }
}
