/// The line that the person writes.
extension Model {
    /// The input in rows, and where the cursor is among them.
    struct InputPicture: Equatable, Sendable {
        var rows = [StyledText()]
        var cursor = Screen.Position(row: 0, column: 0)
        /// Where the word begins that a list is open for.
        var word = Screen.Position(row: 0, column: 0)
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

    /// The prompt takes at most a third of the row; a part of a name needs less room than a line.
    private var promptColumns: Int {
        let most = max(2, columns / (goingTo == nil ? 3 : 2))
        return min(DisplayWidth.columns(of: inputLabel, rules: settings.widthRules), most)
    }

    /// The column where the text begins.
    var inputColumn: Int { 1 + promptColumns }

    /// The text wrapped at the row's end, each row under the one before.
    var inputPicture: InputPicture {
        let editor = prompt?.editor ?? goingTo?.editor ?? buffers[current].editor
        let start = prompt == nil && goingTo == nil ? completion.start : 0
        let cuts = outline.cuts
        let isSecret = prompt?.kind.isSecret ?? false
        // One column stays free, so that the cursor has a place behind a full row.
        let width = max(2, columns - 1 - promptColumns - 1)
        var picture = InputPicture()
        var used = 0
        for (index, cluster) in editor.clusters.enumerated() {
            let isLineEnd = cluster == "\n" && !isSecret
            let pieces = isLineEnd ? [] : pieces(of: isSecret ? Self.bullet : cluster, width)
            if used + (pieces.first?.columns ?? 0) > width {
                picture.rows.append(StyledText())
                used = 0
            }
            let place = Screen.Position(row: picture.rows.count - 1, column: used)
            if index == editor.cursor { picture.cursor = place }
            if index == start { picture.word = place }
            if isLineEnd {
                picture.rows.append(StyledText())
                used = 0
            }
            for piece in pieces {
                if used + piece.columns > width {
                    picture.rows.append(StyledText())
                    used = 0
                }
                picture.rows[picture.rows.count - 1].append(piece.text, cuts.contains(index) ? Self.cut : .plain)
                used += piece.columns
            }
        }
        if editor.cursor >= editor.clusters.count {
            picture.cursor = Screen.Position(row: picture.rows.count - 1, column: used)
        }
        return picture
    }

    /// A cluster as it is drawn: the name of an emoji may be longer than a row.
    private func pieces(of cluster: Character, _ width: Int) -> [(text: String, columns: Int)] {
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
        let room = promptColumns
        let top = rows.lowerBound
        let used = screen.put(inputLabel, Style(.accent, .bold), row: top, column: start, limit: room)
        if used < DisplayWidth.columns(of: inputLabel, rules: settings.widthRules), room > 2 {
            screen.put("› ", Style(.accent, .bold), row: top, column: start + room - 2)
        }
        for (row, text) in zip(rows, picture.rows[first...]) {
            screen.put(text, row: row, column: start + room, limit: columns - start - room)
        }
        screen.cursor = Screen.Position(
            row: top + picture.cursor.row - first, column: min(columns - 1, start + room + picture.cursor.column))
    }
}
