import ChatProtocol

/// How far the person has read, told to the server and heard from it, so that every screen of theirs knows (IRCv3
/// draft/read-marker).
extension Model {
    /// How long the newest line has to stand before the person before it counts as read: a glance.
    static let glance: Int64 = 2_000

    /// The server says how far a conversation was read, perhaps at another screen.
    mutating func markedRead(_ target: String, _ mark: ReadMark) {
        guard let index = index(of: target), case .upTo(let time) = mark else { return }
        guard buffers[index].readUpTo.map({ $0 < time }) ?? true else { return }
        buffers[index].readUpTo = time
        recount(index)
    }

    /// Counts anew what is unread, where the server has said how far the person has read. On the screen, what was unread
    /// before stays under its rule.
    mutating func recount(_ index: Int) {
        guard let time = buffers[index].readUpTo else { return }
        let unread = buffers[index].transcript.lines.filter { $0.isSaid && !$0.isOwn && $0.id != nil && $0.time > time }
        if index == current {
            guard buffers[index].marker == nil, let first = unread.first else { return }
            buffers[index].marker = first.number
            buffers[index].markedCount = unread.count
        } else {
            buffers[index].unread = unread.count
            buffers[index].mentions = buffers[index].kind == .person ? unread.count : unread.count { $0.isMention }
            buffers[index].marker = unread.first?.number
            buffers[index].markedCount = unread.count
        }
    }

    /// Whether the person sees the newest lines now.
    private var isReading: Bool {
        if case .some = panel { return false }
        return isFocused && buffers.span[current].place == .newest
    }

    /// The time of the newest line that the server does not know to be read; nil where there is none.
    private func unmarked(_ index: Int) -> Timestamp? {
        guard let last = buffers.span[index].transcript.lines.last(where: { $0.id != nil }) else { return nil }
        return buffers.span[index].readUpTo.map { $0 < last.time } ?? true ? last.time : nil
    }

    /// After each event: what has come before the person's eyes is told of a moment later.
    mutating func watchReading() {
        guard isOnline, session.has(.readMarker), isReading, unmarked(current) != nil else {
            markDue = nil
            return
        }
        if markDue == nil { markDue = now.later(by: Self.glance) }
    }

    mutating func checkReading() {
        guard let due = markDue, due <= now else { return }
        markRead()
    }

    /// Tells the server that all of the buffer on the screen has been read.
    mutating func markRead() {
        markDue = nil
        guard isOnline, session.has(.readMarker), buffers[current].kind != .server, let time = unmarked(current) else {
            return
        }
        buffers[current].readUpTo = time
        send(Command.markRead(target: buffers[current].target, .upTo(time)).message)
    }

    /// The person turns away from what they have seen.
    mutating func stopReading() {
        if markDue != nil, isReading { markRead() }
        markDue = nil
    }
}
