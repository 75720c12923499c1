import ChatProtocol

/// One line of the pane in hand: it can be answered, reacted to, changed, taken back and copied.
extension Model {
    /// What a line that is being written is for.
    enum Purpose: Equatable, Sendable {
        case post
        /// It answers the line of this number.
        case answer(to: Int)
        /// It is what the line of this number says from now on.
        case change(of: Int)
    }

    /// The line in hand; nil where there is none, or none any more.
    var selectedLine: Line? {
        guard let selected, let place = buffers[current].transcript.index(of: selected) else { return nil }
        return buffers[current].transcript.lines[place]
    }

    /// Takes the newest line on the screen in hand; of those that are read, where the newest of all stand below them.
    mutating func select() {
        let layout = layout
        let shown = visibleRows(layout).read.compactMap { row in
            if case .text(let index, _) = row { index } else { nil }
        }
        let lines = buffers[current].transcript.lines
        if let index = shown.last(where: { lines[$0].isSaid }) { return select(lines[index].number) }
        // All that is shown was said by nobody: the last one above it.
        guard let index = lines[..<(shown.first ?? lines.count)].lastIndex(where: \.isSaid) else {
            return show(.nothingToDo)
        }
        select(lines[index].number)
        reveal(index)
    }

    mutating func select(_ number: Int) {
        hint = nil
        completion.end()
        selected = number
    }

    mutating func unselect() {
        selected = nil
        redacting = nil
    }

    /// To the said line before or behind the one in hand; the pane follows. Behind the last one nothing is in hand.
    mutating func selectNext(_ step: Int) {
        redacting = nil
        let lines = buffers[current].transcript.lines
        guard let selected, let place = buffers[current].transcript.index(of: selected) else { return unselect() }
        var next = place + step
        while lines.indices.contains(next), !lines[next].isSaid { next += step }
        guard lines.indices.contains(next) else {
            return step > 0 ? unselect() : askOlder(in: current)
        }
        self.selected = lines[next].number
        reveal(next)
    }

    /// Moves the pane as little as is needed to show the line at that index whole.
    mutating func reveal(_ index: Int) {
        let layout = layout
        let rows = visibleRows(layout)
        let shown = rows.filter { if case .text(index, _) = $0 { true } else { false } }.count
        let needed = textRows(index, layout).count
        guard shown < min(needed, readRows(layout)) else { return }
        let first = rows.lazy.compactMap { if case .text(let first, _) = $0 { first } else { nil } }.first
        if let first, index > first, needed < readRows(layout) {
            showAtEnd(index, layout)
        } else {
            buffers[current].place = .line(number: buffers[current].transcript.lines[index].number, row: 0)
        }
    }

    // MARK: Doing something to it

    /// The line in hand, else the last one that fits, where it is known to the server.
    private mutating func object(where fits: (Line) -> Bool = { _ in true }) -> Line? {
        let lines = buffers[current].transcript.lines
        guard let line = selected == nil ? lines.last(where: { $0.isOpen && fits($0) }) : selectedLine, line.isOpen
        else {
            show(.nothingToDo, isAlarm: true)
            return nil
        }
        return line
    }

    private mutating func can(_ capability: Capability) -> Bool {
        guard isOnline else {
            show(.notConnected, isAlarm: true)
            return false
        }
        guard session.has(capability) else {
            show(.noSuchAbility, isAlarm: true)
            return false
        }
        return true
    }

    /// The next line that is said answers this one; with a text, at once.
    mutating func answer(_ text: String? = nil) {
        guard let line = object(where: { !$0.isOwn }), can(.messageTags) else { return }
        unselect()
        if let text { return say(text, answering: line.quoted, in: current) }
        buffers[current].purpose = .answer(to: line.number)
        show(.answering(line.author ?? ""))
    }

    /// The person's own line goes back into the input; with a text, it says that at once.
    mutating func change(_ text: String? = nil) {
        guard let line = object(where: \.isOwn), can(.messageEditing) else { return }
        guard line.isOwn else { return show(.notYours, isAlarm: true) }
        unselect()
        if let text { return sendChange(of: line, to: text) }
        if buffers[current].purpose == .post { buffers[current].setAside = buffers[current].editor }
        buffers[current].purpose = .change(of: line.number)
        buffers[current].editor.set(line.text.plain)
        show(.changing)
    }

    /// Takes a line back; from the keyboard, only when asked twice.
    mutating func redact(_ reason: String? = nil, isCertain: Bool = false) {
        guard let line = object(where: \.isOwn), can(.messageRedaction), let id = line.id else { return }
        guard isCertain || redacting == line.number else {
            redacting = line.number
            return show(.redactAgain, isAlarm: true)
        }
        send(Command.redact(target: buffers[current].target, id: id, reason: reason).message)
        unselect()
        hint = nil
    }

    /// Asks for a reaction; with a text, gives it at once, or takes it back where it was given.
    mutating func react(_ text: String? = nil) {
        guard let line = object(), can(.messageTags), let id = line.id else { return }
        guard let text = text.flatMap({ Reactions.text(of: $0) }) else {
            prompt = Prompt(.reaction(line: line.number))
            return
        }
        unselect()
        let folded = session.fold(session.nick)
        let isGiven = line.reactions.entries.contains { $0.text == text && $0.has(folded) }
        var message = Command.say(.tags, targets: [buffers[current].target], text: "").message
        message.tags = [
            Tag(isGiven ? ClientTag.unreact : ClientTag.react, text), Tag(ClientTag.reply, id),
            Tag(ClientTag.draftReply, id),
        ]
        send(message)
        guard !session.has(.echoMessage) else { return }
        amend(.reaction(id: id, text, by: session.nick, isGiven: !isGiven), at: clock, in: current, isPast: false)
    }

    mutating func copySelected() {
        guard let line = selectedLine else { return }
        effects.append(.copy(line.text.plain))
        unselect()
        show(.copied)
    }

    // MARK: Entering

    /// Does with an entered text what the line is written for; false where it is a line like any other.
    mutating func submitForPurpose(_ text: String) -> Bool {
        let purpose = buffers[current].purpose
        guard purpose != .post else { return false }
        endPurpose()
        switch purpose {
        case .post: return false
        case .answer(let number):
            say(text, answering: buffers[current].transcript.line(number)?.quoted, in: current)
        case .change(let number):
            if let line = buffers[current].transcript.line(number) { sendChange(of: line, to: text) }
        }
        return true
    }

    /// The line is one like any other again, with what stood there before.
    mutating func endPurpose() {
        if case .change = buffers[current].purpose {
            buffers[current].editor.set(buffers[current].setAside?.text ?? "")
            buffers[current].setAside = nil
        }
        buffers[current].purpose = .post
        hint = nil
    }

    private mutating func sendChange(of line: Line, to text: String) {
        guard let id = line.id, text != line.text.plain else { return }
        send(Command.edit(target: buffers[current].target, id: id, text: text).message)
    }
}
