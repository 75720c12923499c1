import ChatProtocol

/// Which comings and goings are told, and of whom by name.
extension Model {
    /// Members of a room in which everybody is told by name all the same.
    static let fewMembers = 20
    /// How long somebody who has spoken is known to those who read.
    static let knownFor: Int64 = 10 * 60_000
    /// Lines that are looked at for who that is, before comings and goings and behind them.
    private static let nearLines = 200

    /// Whether a line is not shown at all.
    func hides(_ line: Line) -> Bool {
        guard settings.presence == .none, case .presence = line.kind else { return false }
        return true
    }

    /// Lines of the buffer on the screen that are shown, among those from one index up to another.
    func countShown(_ range: Range<Int>) -> Int {
        settings.presence == .none ? range.count { !hides(buffers[current].transcript.lines[$0]) } : range.count
    }

    /// Who is told by name where comings and goings stand at an index of a transcript, or come behind its end.
    ///
    /// Those who have said something shortly before or behind it go first; in a large room, the others are only counted.
    func naming(at place: Int, from start: Timestamp, until end: Timestamp, in index: Int) -> Presence.Naming {
        let lines = buffers[index].transcript.lines
        // A file may claim any time.
        let first = max(start.milliseconds, .min / 2) - Self.knownFor
        let last = min(end.milliseconds, .max / 2) + Self.knownFor
        var speakers: Set<String> = []
        for line in lines[..<place].suffix(Self.nearLines).reversed() {
            if line.time.milliseconds < first { break }
            if line.isSaid, let author = line.author { speakers.insert(author) }
        }
        for line in lines[place...].prefix(Self.nearLines) {
            if line.time.milliseconds > last { break }
            if line.isSaid, let author = line.author { speakers.insert(author) }
        }
        let namesAll = settings.presence == .all || buffers[index].members.count <= Self.fewMembers
        return Presence.Naming(first: speakers, namesOthers: namesAll)
    }

    /// A coming or going: told in one line with those just before it.
    mutating func move(_ movement: Presence.Movement, in index: Int, _ message: Message) {
        let time = time(of: message)
        tell(movement, at: time, in: index)
        let id = message[tag: "msgid"].flatMap { $0.isEmpty ? nil : $0 }
        if let id, buffers[index].transcript.holds(id: id) { return }
        let read = buffers[index].marker.map { $0 - 1 }
        if buffers[index].transcript.fold(movement, at: time, id: id, after: read, in: settings.language) { return }
        let presence = Presence(movement)
        let text = StyledText(presence.text(in: settings.language))
        buffers[index].transcript.append(Line(number: newLineNumber(), id: id, time: time, .presence(presence), text))
    }

    // MARK: Without a screen

    /// The person is in a room: whoever reads lines always hears of it.
    mutating func joinedMyself(_ nick: String, in index: Int, _ message: Message) {
        let presence = Presence(.joined(nick))
        let text = presence.text(in: settings.language)
        if settings.isSpoken { tellArrival(in: index) } else { plain.tell(text, in: buffers[index]) }
        buffers[index].transcript.append(
            Line(number: newLineNumber(), time: time(of: message), .presence(presence), StyledText(text)))
    }

    /// Prints a movement at once where whoever it is of is told by name; else it is counted until the next line there.
    private mutating func tell(_ movement: Presence.Movement, at time: Timestamp, in index: Int) {
        guard settings.isPlain, settings.presence != .none else { return }
        let presence = Presence(movement)
        let end = buffers[index].transcript.lines.endIndex
        let naming = naming(at: end, from: time, until: time, in: index)
        let isNamed = naming.namesOthers || Journey.all(of: [movement]).contains { naming.comesFirst($0) }
        if isNamed {
            plain.tell(presence.text(in: settings.language, naming), in: buffers[index])
        } else if let counted = plain.count(movement, in: buffers[index].number) {
            tell(counted, in: index)
        }
    }

    /// Prints how many have come and gone since the last line there.
    mutating func tellCounted(in index: Int) {
        if let counted = plain.takeCounted(in: buffers[index].number) { tell(counted, in: index) }
    }

    private mutating func tell(_ counted: Presence, in index: Int) {
        let naming = Presence.Naming(namesOthers: false)
        plain.tell(counted.text(in: settings.language, naming), in: buffers[index])
    }
}
