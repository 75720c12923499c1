/// What the mouse does: every list can be pointed at. The wheel moves the list that it is over; elsewhere it is a key
/// like any other (`KeyTable`).
extension Model {
    /// A press or release of a button; false where it is a turn of the wheel that no list takes.
    mutating func click(_ mouse: Mouse) -> Bool {
        switch (mouse.button, mouse.action) {
        case (.wheelUp, _): return turnWheel(-Self.wheelRows, at: mouse)
        case (.wheelDown, _): return turnWheel(Self.wheelRows, at: mouse)
        case (.left, .pressed): point(at: mouse.row, mouse.column)
        default: break
        }
        return true
    }

    private mutating func turnWheel(_ step: Int, at mouse: Mouse) -> Bool {
        guard columns >= Layout.fewestColumns, rows >= Layout.fewestRows else { return false }
        let layout = layout
        guard layout.members.contains(mouse.column), layout.paneRows.contains(mouse.row) else { return false }
        return scrollMembers(by: step, layout)
    }

    private mutating func point(at row: Int, _ column: Int) {
        guard columns >= Layout.fewestColumns, rows >= Layout.fewestRows else { return }
        let layout = layout
        if layout.rooms.contains(column), row < layout.paneRows.upperBound {
            if let index = roomEntries(layout)[safe: row] ?? nil { go(to: index) }
        } else if layout.members.contains(column), layout.paneRows.contains(row) {
            pointAtMembers(row, layout)
        } else if layout.pane.contains(column), layout.paneRows.contains(row) {
            pointInPane(row, layout)
        }
    }

    private mutating func pointAtMembers(_ row: Int, _ layout: Layout) {
        let page = max(1, layout.paneRows.count - 2)
        switch memberRows(layout)[safe: row - layout.paneRows.lowerBound] {
        case .member(let member): openActions(on: member.nick)
        case .above: _ = scrollMembers(by: -page, layout)
        case .below: _ = scrollMembers(by: page, layout)
        case .title, nil: break
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
