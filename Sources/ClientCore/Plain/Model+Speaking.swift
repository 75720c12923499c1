/// What is said to somebody who listens, and is to be seen where there is a screen.
extension Model {
    func spoken(_ phrase: SpokenPhrase) -> String { phrase.text(in: settings.language) }

    /// After each event: where what is typed goes, whenever that has changed.
    mutating func tellWhere() {
        let buffer = buffers[current]
        guard settings.isSpoken, buffer.kind != .server, plain.speaker.current != buffer.number else { return }
        plain.speaker.current = buffer.number
        let words = buffer.kind == .person ? SpokenPhrase.typesTo(buffer.name) : .typesInRoom(buffer.label)
        plain.tell(spoken(words), isAlarm: false)
    }

    /// The person has entered a room; who is there is told when that is known.
    mutating func tellArrival(in index: Int) {
        plain.speaker.arrivals.insert(buffers[index].number)
        if index != current { plain.tell(spoken(.alsoIn(buffers[index].label)), isAlarm: false) }
    }

    mutating func tellMembersOnArrival(in index: Int) {
        let buffer = buffers[index]
        guard settings.isSpoken, plain.speaker.arrivals.remove(buffer.number) != nil else { return }
        tellWhere()
        let words = SpokenPhrase.room(buffer.label, members: buffer.members.count, topic: buffer.topic)
        plain.tell(spoken(words), isAlarm: false)
    }

    /// `#`: who is here, ranks in words.
    mutating func speakMembers(of index: Int) {
        let buffer = buffers[index]
        let shown = buffer.members.page(from: 0, count: PlainSpeaker.mostMembers)
        let names = shown.map { member in
            let rank = member.ranks.first.map { phrase(.rank($0)) } ?? ""
            return member.nick + (rank.isEmpty ? "" : " (\(rank))")
        }
        let words = SpokenPhrase.members(
            room: buffer.label, names: names, others: buffer.members.count - shown.count)
        plain.tell(spoken(words), isAlarm: false)
    }

    /// `/reveal`: the last line of which something was hidden, whole.
    mutating func speakHidden() {
        var found: (index: Int, line: Line)?
        for index in buffers.indices {
            guard let line = buffers[index].transcript.lines.last(where: { $0.text.isConcealing }),
                line.number > found?.line.number ?? .min
            else { continue }
            found = (index, line)
        }
        guard case (let index, var line)? = found else { return show(.nothingToDo) }
        line.text = line.text.revealed
        plain.tell(line, in: buffers[index])
    }

    /// `/help`: a line for each command, what may be left out in words.
    mutating func speakHelp() {
        for part in phrase(.whole).split(separator: "    ") { tellHint(String(part)) }
        for command in CommandTable.rows { speak(command) }
    }

    mutating func speak(_ command: SlashCommand) {
        let words = command.parameters.map { parameter in
            parameter.isRequired ? " " + parameter.label : ", " + phrase(.optional(parameter.label))
        }
        tellHint("/\(command.name)\(words.joined()): \(command.summary.text(in: settings.language))")
    }

    private mutating func tellHint(_ text: String) {
        plain.tell(text, isAlarm: false)
    }
}
