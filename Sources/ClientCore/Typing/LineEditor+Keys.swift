/// What the editing keys do, each one step to undo.
extension LineEditor {
    // MARK: Moving

    /// One cluster to the left, also into the line above.
    package mutating func moveLeft() { move(to: cursor - 1) }
    /// One cluster to the right, also into the line below.
    package mutating func moveRight() { move(to: cursor + 1) }
    /// To the beginning of the word before the cursor.
    package mutating func moveWordLeft() { move(to: wordStart) }
    /// To the end of the word behind the cursor.
    package mutating func moveWordRight() { move(to: wordEnd) }
    /// To the beginning of the line the cursor is in.
    package mutating func moveToLineStart() { move(to: lineStart) }
    /// To the end of the line the cursor is in.
    package mutating func moveToLineEnd() { move(to: lineEnd) }

    /// To the line above, as many clusters in. False, and nothing moved, in the first line.
    package mutating func moveUp() -> Bool {
        let start = lineStart
        guard start > 0 else { return false }
        let column = cursor - start
        let previousStart = clusters[..<(start - 1)].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        move(to: min(previousStart + column, start - 1))
        return true
    }

    /// To the line below, as many clusters in. False, and nothing moved, in the last line.
    package mutating func moveDown() -> Bool {
        let end = lineEnd
        guard end < clusters.count else { return false }
        let column = cursor - lineStart
        let nextEnd = clusters[(end + 1)...].firstIndex(of: "\n") ?? clusters.count
        move(to: min(end + 1 + column, nextEnd))
        return true
    }

    // MARK: Deleting

    /// The cluster before the cursor; nothing at the text's beginning.
    package mutating func deleteBackward() { remove(max(0, cursor - 1)..<cursor) }
    /// The cluster behind the cursor; nothing at the text's end.
    package mutating func deleteForward() { remove(cursor..<min(cursor + 1, clusters.count)) }
    /// To the word's beginning; can be yanked.
    package mutating func deleteWordBackward() { kill(wordStart..<cursor) }
    /// To the word's end; can be yanked.
    package mutating func deleteWordForward() { kill(cursor..<wordEnd) }
    /// To the beginning of the cursor's line; can be yanked.
    package mutating func deleteToLineStart() { kill(lineStart..<cursor) }
    /// To the end of the cursor's line; can be yanked.
    package mutating func deleteToLineEnd() { kill(cursor..<lineEnd) }
    /// All of the text; can be yanked, and undone.
    package mutating func deleteAll() { kill(0..<clusters.count) }

    // MARK: Changing

    /// Puts back what was killed last, and says whether all of it fitted.
    @discardableResult
    package mutating func yank() -> Bool {
        insert(killed)
    }

    /// Puts text at the cursor as one step to undo, whatever was typed before.
    mutating func insertWhole(_ text: String) {
        move(to: cursor)
        insert(text)
    }

    /// Swaps the clusters on both sides of the cursor and steps behind them; at a line's end, the two before it.
    package mutating func transpose() {
        let second = cursor == lineEnd ? cursor - 1 : cursor
        guard second - 1 >= lineStart else { return }
        exchange(second - 1..<second + 1, with: String([clusters[second], clusters[second - 1]]))
    }

    /// Changes what stands between the cursor and the word's end, and steps behind it.
    package mutating func changeWord(_ change: (String) -> String) {
        let end = wordEnd
        var start = cursor
        while start < end, WordPart(clusters[start]) == .divider { start += 1 }
        guard start < end else { return move(to: end) }
        exchange(start..<end, with: change(String(clusters[start..<end])))
    }

    // MARK: Bounds

    private var lineStart: Int {
        clusters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    }

    private var lineEnd: Int {
        clusters[cursor...].firstIndex(of: "\n") ?? clusters.count
    }

    /// Where the word before the cursor begins: over what divides words, then over one word.
    private var wordStart: Int {
        var position = cursor
        while position > 0, WordPart(clusters[position - 1]) == .divider { position -= 1 }
        guard position > 0 else { return 0 }
        if WordPart(clusters[position - 1]) == .whole { return position - 1 }
        while position > 0, WordPart(clusters[position - 1]) == .letter { position -= 1 }
        return position
    }

    /// Where the word behind the cursor ends: over what divides words, then over one word.
    private var wordEnd: Int {
        var position = cursor
        while position < clusters.count, WordPart(clusters[position]) == .divider { position += 1 }
        guard position < clusters.count else { return position }
        if WordPart(clusters[position]) == .whole { return position + 1 }
        while position < clusters.count, WordPart(clusters[position]) == .letter { position += 1 }
        return position
    }
}
