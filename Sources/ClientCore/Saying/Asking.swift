import ChatProtocol

/// Private lines to somebody who may not be there. What is private never goes to a room unasked.
extension Model {
    /// `@nick text`: sent where the nick is known to be there; otherwise held while the server is asked.
    mutating func tell(_ nick: String, _ text: String, typed: String, as form: Intent.Form) {
        guard !text.isEmpty else { return show(.usage("@NICK TEXT"), isAlarm: true) }
        if isRaw { return tellRaw(nick, text) }
        let folded = session.fold(nick)
        if isKnown(folded) { return sayPrivately(text, to: nick) }
        guard session.questions.count < Session.mostQuestions else {
            note(.fault, .nobodyNotSent(Sanitiser.clean(nick), Sanitiser.clean(typed)), in: current)
            return
        }
        session.questions.append(
            Session.Question(
                nick: nick, folded: folded, text: text, typed: typed, form: form,
                buffer: buffers[current].number, until: now.later(by: Session.patience)))
        guard session.quietNicks.insert(folded).inserted else { return }
        send(Command.whois([nick]).message)
    }

    private func isKnown(_ folded: String) -> Bool {
        folded == session.fold(session.nick)
            || buffers.contains {
                $0.network == network.number && $0.kind == .room && $0.isJoined && $0.members.has(folded)
            }
    }

    private mutating func sayPrivately(_ text: String, to nick: String) {
        guard let index = open(.person, nick), buffers[index].kind == .person else { return }
        say(text, in: index)
        guard index != current else { return }
        if settings.isSpoken { show(.saidTo(buffers[index].name)) }
        hint = Hint(text: phrase(.saidTo(buffers[index].name)))
    }

    /// The server says that the nick is there: what was held for it goes out.
    mutating func isThere(_ nick: String) {
        let folded = session.fold(nick)
        let asked = session.questions.filter { $0.folded == folded }
        session.questions.removeAll { $0.folded == folded }
        for question in asked { sayPrivately(question.text, to: nick) }
    }

    /// The server says that it is not: what was held goes back. False where nothing was.
    @discardableResult
    mutating func isNotThere(_ nick: String) -> Bool {
        let folded = session.fold(nick)
        session.quietNicks.remove(folded)
        let asked = session.questions.filter { $0.folded == folded }
        session.questions.removeAll { $0.folded == folded }
        for question in asked { giveBack(question, .nobodyAnywhere(Sanitiser.clean(question.nick))) }
        return !asked.isEmpty
    }

    /// The line stands in the input again, and Enter says it to the room; where the person has gone on, it is told of.
    /// `/msg NICK TEXT` can have been meant for nobody else, and may be a password: no Enter says that to a room.
    mutating func giveBack(_ question: Session.Question, _ reason: Phrase) {
        let nick = Sanitiser.clean(question.nick)
        guard let index = index(ofNumber: question.buffer) else { return show(reason, isAlarm: true) }
        guard !settings.isPlain, buffers[index].editor.isEmpty else {
            note(.fault, .nobodyNotSent(nick, Sanitiser.clean(question.typed)), in: index)
            return
        }
        buffers[index].editor.set(question.typed)
        guard index == current else { return }
        guard case .nobodyAnywhere = reason, question.form != .command, buffers[index].kind != .server,
            buffers[index].folded != question.folded
        else {
            return show(reason, isAlarm: true)
        }
        refused = Refused(buffer: buffers[index].number, typed: buffers[index].editor.text)
        show(.nobody(nick: nick, room: buffers[index].label), isAlarm: true)
    }

    /// Enter on a line that was given back, unchanged: says it after all. False where there is no such line.
    mutating func sayRefused(_ typed: String) -> Bool {
        defer { refused = nil }
        guard let refused, refused.buffer == buffers[current].number, refused.typed == typed else { return false }
        sayHere(written(Intent.spoken(typed)), typed: typed)
        return true
    }
}
