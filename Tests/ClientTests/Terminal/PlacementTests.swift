import Glibc
import Testing

@testable import Client

@Suite("where a cluster is drawn", .serialized)
struct PlacementTests {
    init() { #expect(Locale.prepare()) }

    @Test(
        "in ncurses' cell where both agree on the width, else beside it",
        arguments: [
            ("a", 1, .cell), ("é", 1, .cell), ("e\u{301}", 1, .cell), ("你", 2, .cell), ("🙂", 2, .cell),
            ("—", 1, .cell), ("—", 2, .overlay(spill: 0)), ("你", 1, .overlay(spill: 1)),
            ("👍🏽", 2, .overlay(spill: 2)), ("👨‍💻", 2, .overlay(spill: 2)), ("❤️", 2, .overlay(spill: 0)),
            ("🇨🇳", 2, .overlay(spill: 0)), ("👨‍👩‍👧‍👦", 2, .overlay(spill: 6)),
            ("e\u{301}\u{301}\u{301}\u{301}\u{301}", 1, .overlay(spill: 0)),
            ("👩\u{200D}", 2, .overlay(spill: 1)), ("\u{1B}", 1, .blank), ("a\u{9B}", 1, .blank), ("", 1, .blank),
        ] as [(String, Int, Placement)])
    func placement(cluster: String, width: Int, placement: Placement) {
        let scalars = cluster.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        #expect(Placement(scalars, width: width) == placement)
    }

    @Test("the numbers' locale stays that of C")
    func numbers() {
        #expect(String(cString: setlocale(LC_NUMERIC, nil)) == "C")
    }
}
