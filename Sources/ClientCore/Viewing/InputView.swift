/// The line that the person writes.
extension Model {
    /// The input in rows, and where the cursor is among them.
    struct InputPicture: Equatable, Sendable {
        /// What stands before it, and the columns of that.
        var label = ""
        var labelColumns = 0
        /// The columns that the label has room for.
        var promptColumns = 0
        var rows = [StyledText()]
        var cursor = Screen.Position(row: 0, column: 0)
        /// Whether it is one row of printable ASCII.
        var isPrintable = false
        /// Where the word begins that a list is open for.
        var word = Screen.Position(row: 0, column: 0)

        /// The column where the text begins.
        var column: Int { 1 + promptColumns }
    }

    /// The first sign of what will be another message.
    private static let cut = Style(.mention, [.bold, .underline])

    /// Stands for a sign of a password.
    private static let bullet: Character = "•"

    private var inputLabel: String {
        switch prompt?.kind {
        case .reaction: return phrase(.reacting) + " › "
        case .search: return phrase(.find) + " › "
        case .password(let entrance):
            let account = entrance.account == "*" ? nick : Sanitiser.clean(entrance.account)
            return phrase(entrance.purpose == .login ? .passwordOf(account) : .newPasswordOf(account)) + " › "
        case nil: break
        }
        if let goingTo { return phrase(goingTo.isHistory ? .earlierLine : .goTo) + " › " }
        return drawn(buffers[current].kind == .server ? nick : buffers[current].label) + " › "
    }

    /// The text wrapped at the row's end, each row under the one before.
    var inputPicture: InputPicture {
        var picture = InputPicture()
        picture.label = inputLabel
        picture.labelColumns = DisplayWidth.columns(of: picture.label, rules: settings.widthRules)
        // The prompt takes at most a third of the row; a part of a name needs less room than a line.
        let isGoing = if case .some = goingTo { true } else { false }
        picture.promptColumns = min(picture.labelColumns, max(2, columns / (isGoing ? 2 : 3)))
        // One column stays free, so that the cursor has a place behind a full row.
        let width = max(2, columns - picture.column - 1)
        let editor = prompt?.editor ?? goingTo?.editor ?? buffers[current].editor
        let start = completion.isOpen && prompt == nil && !isGoing ? completion.start : 0
        let cuts = outline.cuts
        let isSecret = prompt?.kind.isSecret ?? false
        if !isSecret, let bytes = editor.printable, bytes.count <= width, cuts.isEmpty {
            picture.isPrintable = prompt == nil && !isGoing
            picture.rows = [StyledText(String(decoding: bytes, as: UTF8.self))]
            picture.cursor.column = editor.cursor
            picture.word.column = start < bytes.count ? start : 0
            return picture
        }
        var row = StyledText()
        // What goes on in the plain style, so that a row is not made anew for each cluster.
        var plain = ""
        var used = 0
        func endRow() {
            row.append(plain)
            picture.rows[picture.rows.count - 1] = row
            (row, plain, used) = (StyledText(), "", 0)
        }
        for (index, cluster) in editor.clusters.enumerated() {
            let isBreak = cluster == "\n" && !isSecret
            let pieces = isBreak ? [] : pieces(of: isSecret ? Self.bullet : cluster, width)
            if used + (pieces.first?.columns ?? 0) > width {
                endRow()
                picture.rows.append(StyledText())
            }
            let place = Screen.Position(row: picture.rows.count - 1, column: used)
            if index == editor.cursor { picture.cursor = place }
            if index == start { picture.word = place }
            if isBreak {
                endRow()
                picture.rows.append(StyledText())
                continue
            }
            for piece in pieces {
                if used + piece.columns > width {
                    endRow()
                    picture.rows.append(StyledText())
                }
                if cuts.contains(index) {
                    row.append(plain)
                    plain = ""
                    row.append(piece.text, Self.cut)
                } else {
                    plain += piece.text
                }
                used += piece.columns
            }
        }
        let end = Screen.Position(row: picture.rows.count - 1, column: used)
        if editor.cursor >= editor.clusters.count { picture.cursor = end }
        endRow()
        return picture
    }

    /// A cluster as it is drawn: the name of an emoji may be longer than a row.
    private func pieces(of cluster: Character, _ width: Int) -> [(text: String, columns: Int)] {
        // Printable ASCII, as nearly everything is that is typed fast, needs no closer look.
        if let byte = cluster.asciiValue, (0x20..<0x7F).contains(byte) { return [(String(cluster), 1)] }
        let text = drawn(Sanitiser.clean(String(cluster)))
        let columns = DisplayWidth.columns(of: text, rules: settings.widthRules)
        guard columns > width else { return [(text, columns)] }
        return text.map { (String($0), DisplayWidth.columns(of: $0, rules: settings.widthRules)) }
    }

    func drawInput(_ picture: InputPicture, on screen: inout Screen, _ layout: Layout) {
        let rows = layout.inputRows
        // The cursor's row is always among those shown.
        let first = max(0, min(picture.cursor.row - rows.count / 2, picture.rows.count - rows.count))
        let start = 1
        let label = picture.label
        let room = picture.promptColumns
        let top = rows.lowerBound
        let used = screen.put(label, Style(.accent, .bold), row: top, column: start, limit: room)
        if used < picture.labelColumns, room > 2 {
            screen.put("› ", Style(.accent, .bold), row: top, column: start + room - 2)
        }
        for (row, text) in zip(rows, picture.rows[first...]) {
            screen.put(text, row: row, column: start + room, limit: columns - start - room)
        }
        screen.cursor = Screen.Position(
            row: top + picture.cursor.row - first, column: min(columns - 1, start + room + picture.cursor.column))
    }
}
