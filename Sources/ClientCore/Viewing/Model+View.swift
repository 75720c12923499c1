/// The picture of the moment.
extension Model {
    /// What the person sees. It changes nothing but what is remembered of what was drawn.
    ///
    /// The picture before is drawn over, so that whoever still holds it makes this cost a copy of it.
    package mutating func view() -> Screen {
        var screen = takeScreen()
        let input = inputPicture
        if picture.change == .line, let layout = linePlace(for: input) {
            drawLine(input, on: &screen, layout)
        } else if picture.change != .nothing {
            drawAll(input, on: &screen)
        }
        picture.change = .nothing
        picture.count += 1
        screen.number = picture.count
        picture.screen = screen
        return screen
    }

    /// The last picture, or a new one where it had another size; nothing else holds it from here on.
    private mutating func takeScreen() -> Screen {
        var screen = Screen(columns: 0, rows: 0)
        swap(&screen, &picture.screen)
        if screen.columns != columns || screen.rows != rows || screen.rules != settings.widthRules {
            screen = Screen(columns: columns, rows: rows, rules: settings.widthRules)
            picture.change = .all
        }
        screen.beginNext()
        return screen
    }

    private mutating func drawAll(_ input: InputPicture, on screen: inout Screen) {
        screen.clear()
        picture.layout = nil
        guard columns >= Layout.fewestColumns, rows >= Layout.fewestRows else {
            screen.put(phrase(.tooSmall), row: 0, column: 0)
            return
        }
        let layout = layout(for: input)
        let rows = visibleRows(layout)
        picture.layout = layout
        picture.below = countBelow(rows)
        picture.lag = shownLag
        picture.hintRows = hintTexts(layout)?.count ?? 1
        drawTopic(on: &screen, layout)
        if panel == nil { drawTranscript(rows, on: &screen, layout) } else { drawPanel(on: &screen, layout) }
        if !layout.rooms.isEmpty { drawRooms(on: &screen, layout) }
        if !layout.members.isEmpty { drawMembers(on: &screen, layout) }
        drawStatus(below: picture.below, on: &screen, layout)
        drawInput(input, on: &screen, layout)
        drawPopup(above: input, on: &screen, layout)
        let unread = buffers.reduce(0) { $0 + $1.mentions }
        screen.title = (unread > 0 ? "(\(unread)) " : "") + drawn(buffers[current].label)
    }

    // MARK: The line alone

    /// Where everything stands if that is where it stood, and nothing but the line and the row above it is another one;
    /// nil otherwise. What tells of a time that passes is looked at, since nobody says when it does.
    private func linePlace(for input: InputPicture) -> Layout? {
        guard let former = picture.layout, isOnline, picture.lag == shownLag, layout(for: input) == former,
            picture.hintRows == 1, (hintTexts(former)?.count ?? 1) == 1
        else {
            return nil
        }
        return former
    }

    private func drawLine(_ input: InputPicture, on screen: inout Screen, _ layout: Layout) {
        if let row = layout.statusRow, row > 0 { screen.clear(row: row) }
        for row in layout.inputRows { screen.clear(row: row) }
        drawStatus(below: picture.below, on: &screen, layout)
        drawInput(input, on: &screen, layout)
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
            inputRows: picture.rows.count,
            hasStatus: hint != nil || selected != nil || goingTo != nil || completion.isOpen || !isOnline)
    }
}
