import ChatProtocol

/// The row at the top: where the person is, what it is about, who is there.
extension Model {
    func drawTopic(on screen: inout Screen, _ layout: Layout) {
        let buffer = buffers[current]
        let right = topicEnd(of: buffer, layout)
        let width = DisplayWidth.columns(of: right, rules: settings.widthRules)
        let start = layout.pane.lowerBound + 1
        let end = layout.columns - 1
        let isRightShown = width > 0 && width < end - start - 8
        if isRightShown { screen.put(right, Style(.faint), row: 0, column: end - width) }
        let limit = (isRightShown ? end - width - 2 : end) - start
        var text = StyledText(buffer.label, Style(.accent, .bold))
        // Lines are numbered from 1 upwards.
        if !buffer.topic.isEmpty { text.append(StyledText("  " + buffer.topic).linked(as: -1 - buffer.number)) }
        screen.put(drawn(text), row: 0, column: start, limit: limit)
    }

    private func topicEnd(of buffer: Buffer, _ layout: Layout) -> String {
        var parts: [String] = []
        // Where neither the rooms nor a row of their own stand, what is unread elsewhere stands here.
        if layout.rooms.isEmpty, layout.statusRow == nil {
            let unread = buffers.reduce(0) { $0 + $1.unread }
            let isLoud = buffers.contains { $0.mentions > 0 }
            if unread > 0 { parts.append((isLoud ? "!" : "") + String(min(unread, 999))) }
        }
        if !isOnline { parts.append(connectionWord) }
        if isOnline, let seconds = shownLag { parts.append(phrase(.lag(seconds))) }
        if isOnline, session.isAway {
            parts.append(layout.columns >= Layout.columnsForMembers ? phrase(.youAreAwayMark) : phrase(.isAwayMark))
        }
        switch passage.trust {
        case .vouched?: parts.append(phrase(.confidential))
        case .pinned?: parts.append(phrase(.confidentialPinned))
        case nil: break
        }
        if buffer.kind == .room {
            let members = buffer.members
            parts.append(
                layout.columns >= Layout.columnsForMembers
                    ? phrase(.members(members.count, isCut: members.isCut)) : "\(members.count)")
        }
        return parts.joined(separator: "  ")
    }

    /// Seconds that the server takes to answer, where they are worth showing.
    var shownLag: Int64? {
        session.lag.seconds(oldest: session.awaited.oldest, at: now)
    }

    var connectionWord: String {
        switch connection {
        case .connecting: phrase(.connecting(Sanitiser.clean(endpoint.host)))
        case .registering: phrase(.registering)
        case .waiting(let until):
            phrase(.retrying(Int(max(0, until.milliseconds - now.milliseconds) + 999) / 1_000))
        case .idle where isStoppedByRefusal: phrase(.certificateRefused)
        case .idle, .online, .leaving, .over: phrase(.offline)
        }
    }
}
