/// The picture of the moment.
extension Model {
    /// What the person sees. It changes nothing but what is remembered of what was drawn.
    ///
    /// The picture before is drawn over, so that whoever still holds it makes this cost a copy of it.
    package mutating func view() -> Screen {
        var screen = takeScreen()
        if picture.change == .line, !drawLine(on: &screen) { picture.change = .all }
        if picture.change == .all { drawAll(on: &screen) }
        picture.finish(&screen)
        return screen
    }

    /// The last picture, or a new one where it had another size; nothing else holds it from here on.
    private mutating func takeScreen() -> Screen {
        var screen = picture.takeScreen()
        if screen.columns != columns || screen.rows != rows || screen.rules != settings.widthRules {
            screen = Screen(columns: columns, rows: rows, rules: settings.widthRules)
            picture.change = .all
        }
        screen.beginNext()
        return screen
    }

    private mutating func drawAll(on screen: inout Screen) {
        screen.clear()
        picture.layout = nil
        picture.typed = nil
        guard columns >= Layout.fewestColumns, rows >= Layout.fewestRows else {
            screen.put(phrase(.tooSmall), row: 0, column: 0)
            return
        }
        let input = inputPicture
        let layout = layout(for: input)
        let rows = visibleRows(layout)
        picture.layout = layout
        picture.inputRows = input.rows.count
        picture.needsStatus = needsStatus
        picture.below = countBelow(rows)
        picture.hintRows = hintTexts(layout)?.count ?? 1
        drawTopic(on: &screen, layout)
        if panel == nil { drawTranscript(rows, on: &screen, layout) } else { drawPanel(on: &screen, layout) }
        if !layout.rooms.isEmpty { drawRooms(on: &screen, layout) }
        if !layout.members.isEmpty { drawMembers(on: &screen, layout) }
        picture.status = statusText(below: picture.below, layout)
        drawStatus(picture.status, on: &screen, layout)
        drawInput(input, on: &screen, layout)
        picture.typedColumn = input.column
        picture.typed = input.isPrintable ? plainLine : nil
        drawPopup(above: input, on: &screen, layout)
        let unread = buffers.reduce(0) { $0 + $1.mentions }
        screen.title = (unread > 0 ? "(\(unread)) " : "") + drawn(buffers[current].label)
    }

    // MARK: The line alone

    /// Draws what the person writes and the row above it, where everything else stands as it stood; false where it may not.
    private mutating func drawLine(on screen: inout Screen) -> Bool {
        guard let layout = picture.layout, picture.needsStatus == needsStatus, isOnline else { return false }
        if type(on: &screen, layout) { return true }
        let input = inputPicture
        guard picture.inputRows == input.rows.count, picture.hintRows == 1, (hintTexts(layout)?.count ?? 1) == 1 else {
            return false
        }
        for row in layout.inputRows { screen.clear(row: row) }
        drawInput(input, on: &screen, layout)
        picture.typed = input.isPrintable ? plainLine : nil
        let status = statusText(below: picture.below, layout)
        if status != picture.status, let row = layout.statusRow, row > 0 {
            screen.clear(row: row)
            drawStatus(status, on: &screen, layout)
            picture.status = status
        }
        return true
    }

    /// The usual keystroke: what is typed was and is one row of printable ASCII, and the row above it says nothing of it. Only
    /// from where the two differ on is the row another one.
    private mutating func type(on screen: inout Screen, _ layout: Layout) -> Bool {
        guard hint == nil, let former = picture.typed?.count, former > 0,
            let typed = plainLine, !typed.isEmpty, typed.count <= columns - picture.typedColumn - 1
        else { return false }
        var same = 0
        while same < min(former, typed.count), picture.typed?[same] == typed[same] { same += 1 }
        let (row, start) = (layout.inputRows.lowerBound, picture.typedColumn)
        screen.put(printable: typed[same...], row: row, column: start + same)
        if typed.count < former { screen.fill(row: row, columns: start + typed.count..<start + former) }
        picture.typed?.replaceSubrange(same..., with: typed[same...])
        screen.cursor = Screen.Position(row: row, column: min(columns - 1, start + buffers.span[current].editor.cursor))
        return true
    }

    /// The line where it is printable ASCII and one message; nil where it is, or may be, anything else.
    @inline(__always)
    private var plainLine: [UInt8]? {
        Self.isSurelyOne(buffers.span[current].editor) ? buffers.span[current].editor.printable : nil
    }

    /// Whether the person writes, and nothing stands before the messages or above the line.
    var isWritingPlainly: Bool {
        // By pattern: comparing with nil copies what there is.
        if case .some = panel { return false }
        if case .some = prompt { return false }
        if case .some = goingTo { return false }
        return selected == nil && !completion.isOpen
    }

    /// Where everything stands now.
    var layout: Layout { layout(for: inputPicture) }

    private func layout(for picture: InputPicture) -> Layout {
        Layout(
            columns: columns, rows: rows, hasRooms: showsRooms,
            hasMembers: showsMembers && buffers[current].kind == .room, showsTimes: settings.showsTimes,
            inputRows: picture.rows.count, hasStatus: needsStatus)
    }

    /// Whether there is something to say above the line that wants a row even on a low screen.
    @inline(__always)
    private var needsStatus: Bool {
        if case .some = goingTo { return true }
        return hint != nil || selected != nil || completion.isOpen || !isOnline
    }
}
