/// The picture of the moment.
extension Model {
    /// What the person sees. It changes nothing but what is remembered of wrapped lines.
    package mutating func view() -> Screen {
        var screen = Screen(columns: columns, rows: rows, rules: settings.widthRules)
        guard columns >= Layout.fewestColumns, rows >= Layout.fewestRows else {
            screen.put(phrase(.tooSmall), row: 0, column: 0)
            return screen
        }
        let picture = inputPicture
        let layout = layout(for: picture)
        let rows = visibleRows(layout)
        drawTopic(on: &screen, layout)
        if panel == nil { drawTranscript(rows, on: &screen, layout) } else { drawPanel(on: &screen, layout) }
        if !layout.rooms.isEmpty { drawRooms(on: &screen, layout) }
        if !layout.members.isEmpty { drawMembers(on: &screen, layout) }
        drawStatus(below: countBelow(rows), on: &screen, layout)
        drawInput(picture, on: &screen, layout)
        drawPopup(above: picture, on: &screen, layout)
        let unread = buffers.reduce(0) { $0 + $1.mentions }
        screen.title = (unread > 0 ? "(\(unread)) " : "") + drawn(buffers[current].label)
        return screen
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
