import Chance
import ClientCore
import Testing

/// Makes an editor of a picture in which `|` is the cursor.
private func editor(_ picture: String) -> LineEditor {
    var editor = LineEditor()
    let cursor = Array(picture).firstIndex(of: "|")
    editor.set(picture.filter { $0 != "|" }, cursor: cursor)
    return editor
}

private func picture(_ editor: LineEditor) -> String {
    editor.textBeforeCursor + "|" + String(editor.clusters[editor.cursor...])
}

struct EditRow: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let before: String
    let after: String
    let edit: @Sendable (inout LineEditor) -> Void

    init(_ before: String, _ name: String, _ after: String, _ edit: @escaping @Sendable (inout LineEditor) -> Void) {
        testDescription = "\(before) \(name)"
        self.before = before
        self.after = after
        self.edit = edit
    }
}

@Suite("Editing a line")
struct LineEditorTests {
    @Test(
        "a key changes the line as its picture shows",
        arguments: [
            EditRow("a|c", "types b", "ab|c") { $0.insert("b") },
            EditRow("你|", "types 好", "你好|") { $0.insert("好") },
            EditRow("e|x", "types a mark", "e\u{301}|x") { $0.insert("\u{301}") },
            EditRow("🇨|!", "types the flag's other half", "🇨🇳|!") { $0.insert("🇳") },
            EditRow("|🇳", "types the flag's first half", "🇨🇳|") { $0.insert("🇨") },
            EditRow("👨|", "types a joiner and 💻", "👨\u{200D}💻|") {
                $0.insert("\u{200D}")
                $0.insert("💻")
            },
            EditRow("a|", "types controls", "ab|") { $0.insert("\u{1B}\u{07}b\u{9B}") },
            EditRow("a|", "pastes lines", "ab\nc\nd|") { $0.insert("b\r\nc\rd") },
            EditRow("ab|c", "Backspace", "a|c") { $0.deleteBackward() },
            EditRow("👨\u{200D}💻|", "Backspace", "|") { $0.deleteBackward() },
            EditRow("|a", "Backspace at the start", "|a") { $0.deleteBackward() },
            EditRow("|", "Backspace between a letter and a mark", "e\u{301}|") {
                $0.set("e\n\u{301}", cursor: 2)
                $0.deleteBackward()
            },
            EditRow("a|你c", "Delete", "a|c") { $0.deleteForward() },
            EditRow("a|", "Delete at the end", "a|") { $0.deleteForward() },
            EditRow("|", "Delete in nothing", "|") { $0.deleteForward() },
            EditRow("ab|", "left", "a|b") { $0.moveLeft() },
            EditRow("|ab", "left at the start", "|ab") { $0.moveLeft() },
            EditRow("ab|", "right at the end", "ab|") { $0.moveRight() },
            EditRow("one two_2, |", "a word left", "one |two_2, ") { $0.moveWordLeft() },
            EditRow("|one two", "two words right", "one two|") {
                $0.moveWordRight()
                $0.moveWordRight()
            },
            EditRow("你好世界|", "a word left", "你好世|界") { $0.moveWordLeft() },
            EditRow("|你好，世界", "three words right", "你好，世|界") {
                $0.moveWordRight()
                $0.moveWordRight()
                $0.moveWordRight()
            },
            EditRow("안녕 세계|", "a word left", "안녕 |세계") { $0.moveWordLeft() },
            EditRow("привет мир|", "a word left", "привет |мир") { $0.moveWordLeft() },
            EditRow("ok 👍🏽❤️|", "a word left", "ok 👍🏽|❤️") { $0.moveWordLeft() },
            EditRow("  |", "a word left", "|  ") { $0.moveWordLeft() },
            EditRow("one two|", "deletes a word", "one |") { $0.deleteWordBackward() },
            EditRow("我爱code|", "deletes a word", "我爱|") { $0.deleteWordBackward() },
            EditRow("我爱|", "deletes a word", "我|") { $0.deleteWordBackward() },
            EditRow("one| two three", "deletes a word forward", "one| three") { $0.deleteWordForward() },
            EditRow("one\ntwo| x\n3", "to the line's start", "one\n|two x\n3") { $0.moveToLineStart() },
            EditRow("one\ntwo| x\n3", "to the line's end", "one\ntwo x|\n3") { $0.moveToLineEnd() },
            EditRow("one\ntwo| x\n3", "deletes to the line's start", "one\n| x\n3") { $0.deleteToLineStart() },
            EditRow("one\ntwo| x\n3", "deletes to the line's end", "one\ntwo|\n3") { $0.deleteToLineEnd() },
            EditRow("one two|", "kills twice and yanks", "one two|") {
                $0.deleteWordBackward()
                $0.deleteWordBackward()
                $0.yank()
            },
            EditRow("a b|c", "kills both ways and yanks", "a bc|") {
                $0.deleteToLineStart()
                $0.deleteToLineEnd()
                $0.yank()
            },
            EditRow("one two|", "kills, moves, kills and yanks", "one |") {
                $0.deleteWordBackward()
                $0.moveToLineStart()
                $0.deleteToLineEnd()
                $0.yank()
            },
            EditRow("one|", "deletes all and yanks twice", "oneone|") {
                $0.deleteAll()
                $0.yank()
                $0.yank()
            },
            EditRow("ab|", "transposes", "ba|") { $0.transpose() },
            EditRow("a|bc", "transposes", "ba|c") { $0.transpose() },
            EditRow("|ab", "transposes at the start", "|ab") { $0.transpose() },
            EditRow("a|", "transposes one", "a|") { $0.transpose() },
            EditRow("a\n|b", "transposes at a line's start", "a\n|b") { $0.transpose() },
            EditRow("你好|", "transposes", "好你|") { $0.transpose() },
            EditRow("one\nfo|ur", "up", "on|e\nfour") { _ = $0.moveUp() },
            EditRow("1\nfour|", "up to a shorter line", "1|\nfour") { _ = $0.moveUp() },
            EditRow("on|e\n\nfour", "down twice", "one\n\n|four") {
                _ = $0.moveDown()
                _ = $0.moveDown()
            },
            EditRow("ab|", "undoes", "a|b") {
                $0.moveLeft()
                $0.insert("x")
                $0.undo()
            },
            EditRow("ab|", "undoes and does again", "a|") {
                $0.deleteBackward()
                $0.undo()
                $0.redo()
            },
            EditRow("ab|", "does again after an edit in between", "abx|") {
                $0.deleteBackward()
                $0.undo()
                $0.insert("x")
                $0.redo()
            },
            EditRow("|", "types two words and undoes", "one |") {
                for letter in "one two" { $0.insert(String(letter)) }
                $0.undo()
            },
            EditRow("|", "undoes a paste at once", "a|") {
                $0.insert("a")
                $0.insert("b c d")
                $0.undo()
            },
            EditRow("draft|", "is replaced and undone", "draft|") {
                $0.set("earlier")
                $0.undo()
            },
        ])
    func edits(row: EditRow) {
        var line = editor(row.before)
        row.edit(&line)
        #expect(picture(line) == row.after)
        #expect(Array(line.text) == line.clusters)
    }

    @Test("up in the first line and down in the last move nothing and say so")
    func ends() {
        var line = editor("on|e\ntwo")
        #expect(line.moveUp() == false)
        #expect(picture(line) == "on|e\ntwo")
        #expect(line.moveDown() == true)
        #expect(line.moveDown() == false)
        #expect(picture(line) == "one\ntw|o")
    }

    @Test("what does not fit is dropped whole, and that is said")
    func bound() {
        var line = LineEditor()
        #expect(line.insert(String(repeating: "a", count: LineEditor.byteLimit - 4)) == true)
        #expect(line.insert("你好") == false)
        #expect(line.text.utf8.count == LineEditor.byteLimit - 1)
        #expect(line.insert("你") == false)
        #expect(line.insert("b") == true)
        #expect(line.insert("c") == false)
        #expect(line.text.hasSuffix("a你b"))
        line.set(String(repeating: "你", count: LineEditor.byteLimit))
        #expect(line.text.utf8.count == LineEditor.byteLimit / 3 * 3)
    }

    @Test("a full line accepts as much as was deleted from it")
    func room() {
        var line = LineEditor(String(repeating: "你", count: LineEditor.byteLimit / 3))
        line.deleteBackward()
        #expect(line.insert("a\u{301}") == true)
        #expect(line.undo() == true)
        #expect(line.undo() == true)
        #expect(line.insert("你") == false)
    }

    @Test("a hundred steps are undone, no more")
    func undoBound() {
        var line = LineEditor()
        for _ in 0..<(LineEditor.undoLimit + 20) { line.insert("a b") }
        var steps = 0
        while line.undo() { steps += 1 }
        #expect(steps == LineEditor.undoLimit)
        #expect(line.text.count == 60)
        while line.redo() { steps -= 1 }
        #expect(steps == 0)
    }

    @Test("a sent line is handed out; nothing of it can be undone, but what was killed can be yanked")
    func take() {
        var line = editor("one two|")
        line.deleteWordBackward()
        #expect(line.takeText() == "one ")
        #expect(line.isEmpty && line.cursor == 0)
        #expect(line.undo() == false)
        line.yank()
        #expect(line.text == "two")
    }

    @Test("random edits keep the clusters whole, the cursor inside and the bytes in bounds", arguments: UInt64(1)...12)
    func random(seed: UInt64) {
        var generator = SeededNumbers(seed: seed)
        let texts = [
            "a", " ", "\n", "你", "\u{301}", "🇨", "🇳", "👨", "\u{200D}", "💻", "\u{FE0F}", "\r\n", "\u{1B}", "hello there",
            "，", "かな", "\u{3099}",
            String(repeating: "长", count: 2_000),
        ]
        var line = LineEditor()
        for _ in 0..<400 {
            switch Int.random(in: 0..<22, using: &generator) {
            case 0..<6: line.insert(texts.randomElement(using: &generator) ?? "")
            case 6: line.deleteBackward()
            case 7: line.deleteForward()
            case 8: line.moveLeft()
            case 9: line.moveRight()
            case 10: line.moveWordLeft()
            case 11: line.moveWordRight()
            case 12: line.deleteWordBackward()
            case 13: line.deleteWordForward()
            case 14: line.deleteToLineStart()
            case 15: line.deleteToLineEnd()
            case 16: line.yank()
            case 17: line.transpose()
            case 18: line.undo()
            case 19: line.redo()
            case 20: _ = line.moveUp()
            default: _ = line.moveDown()
            }
            #expect((0...line.clusters.count).contains(line.cursor))
            #expect(Array(line.text) == line.clusters)
            #expect(line.text.utf8.count <= LineEditor.byteLimit)
        }
    }
}
