/// What the mouse does: every list can be pointed at. The wheel is a key like any other (`KeyTable`).
extension Model {
    /// A press or release of a button; false where it is a turn of the wheel.
    mutating func click(_ mouse: Mouse) -> Bool {
        switch (mouse.button, mouse.action) {
        case (.wheelUp, _), (.wheelDown, _): return false
        case (.left, .pressed): point(at: mouse.row, mouse.column)
        default: break
        }
        return true
    }

    private mutating func point(at row: Int, _ column: Int) {
        guard columns >= Layout.fewestColumns, rows >= Layout.fewestRows else { return }
        let layout = layout
        if layout.rooms.contains(column), row < layout.paneRows.upperBound {
            if let index = roomEntries(layout)[safe: row] ?? nil { go(to: index) }
        } else if layout.members.contains(column), layout.paneRows.contains(row) {
            let place = row - layout.paneRows.lowerBound
            if let member = buffers[current].members.page(from: place, count: 1).first { openActions(on: member.nick) }
        } else if layout.pane.contains(column), layout.paneRows.contains(row) {
            pointInPane(row, layout)
        }
    }

    private mutating func pointInPane(_ row: Int, _ layout: Layout) {
        if panel != nil { return pointInPanel(row, layout) }
        let rows = visibleRows(layout)
        let pointed = rows[safe: row - (layout.paneRows.upperBound - rows.count)]
        if case .between = pointed { return scrollToNewest() }
        guard case .text(let index, _)? = pointed else { return unselect() }
        let line = buffers[current].transcript.lines[index]
        if line.isSaid, line.number != selected { select(line.number) } else { unselect() }
    }
}

extension Array {
    /// The element at an index; nil outside of the array.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
