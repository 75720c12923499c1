import ChatProtocol
import Testing

@Suite("Changes of modes")
struct ModeChangeTests {
    struct Row: Sendable {
        let words: [String]
        let changes: [ModeChange]
        /// The same changes, written.
        let written: [String]

        init(_ words: [String], _ changes: [ModeChange], written: [String]? = nil) {
            self.words = words
            self.changes = changes
            self.written = written ?? words
        }
    }

    static let rows = [
        Row(["+i"], [ModeChange(isAdding: true, "i")]),
        Row(["i"], [ModeChange(isAdding: true, "i")], written: ["+i"]),
        Row(["-nt"], [ModeChange(isAdding: false, "n"), ModeChange(isAdding: false, "t")]),
        Row(
            ["+ov-l+b", "ann", "bob", "*!*@host"],
            [
                ModeChange(isAdding: true, "o", "ann"), ModeChange(isAdding: true, "v", "bob"),
                ModeChange(isAdding: false, "l"), ModeChange(isAdding: true, "b", "*!*@host"),
            ]),
        Row(["+l-k", "5", "key"], [ModeChange(isAdding: true, "l", "5"), ModeChange(isAdding: false, "k", "key")]),
        Row(["+b"], [ModeChange(isAdding: true, "b")]),
        Row(["+oo", "ann"], [ModeChange(isAdding: true, "o", "ann"), ModeChange(isAdding: true, "o")]),
        Row(["+z", "ann"], [ModeChange(isAdding: true, "z")], written: ["+z"]),
        Row(["+i", "more"], [ModeChange(isAdding: true, "i")], written: ["+i"]),
        Row(["+-+-i"], [ModeChange(isAdding: false, "i")], written: ["-i"]),
        Row(["+i+m"], [ModeChange(isAdding: true, "i"), ModeChange(isAdding: true, "m")], written: ["+im"]),
        Row(["+"], [], written: [""]),
        Row([], [], written: [""]),
        Row(["+é"], [ModeChange(isAdding: true, "é")]),
    ]

    @Test("letters take the arguments that are theirs", arguments: rows)
    func reading(_ row: Row) {
        #expect(ModeChange.changes(of: row.words, kind: ISupport().kind(of:)) == row.changes)
    }

    @Test("changes are written under as few signs as can be", arguments: rows)
    func writing(_ row: Row) {
        #expect(ModeChange.words(of: row.changes) == row.written)
        #expect(ModeChange.changes(of: row.written, kind: ISupport().kind(of:)) == row.changes)
    }
}
