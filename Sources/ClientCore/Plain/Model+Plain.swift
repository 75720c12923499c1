/// The client without a screen: lines in, lines out.
extension Model {
    /// The lines to print since the last call, each once, without line ends; empty with a screen.
    package mutating func takePlainLines() -> [String] {
        let news = plain.take()
        guard settings.isSpoken else {
            return news.flatMap { PlainPrinter.lines(of: $0, settings.minutesFromUTC) }.map(drawn)
        }
        let manner = PlainSpeaker.Manner(
            language: settings.language, minutesFromUTC: settings.minutesFromUTC, showsTimes: settings.showsTimes,
            nick: nick)
        return news.flatMap { plain.speaker.lines(of: $0, manner) }.map(drawn)
    }

    /// A line of standard input: waits until there is somebody to say it to.
    mutating func type(_ line: String) {
        guard plain.waiting.count < Self.mostWaitingLines else {
            return tellNotSent(line)
        }
        plain.waiting.append(line)
    }

    /// True once the rooms have been entered, or refused.
    private var isReady: Bool {
        isOnline && session.hasJoinedRooms && plain.roomsToCome == 0
    }

    /// After each event: says what can be said now, and leaves once all is said and answered.
    mutating func movePlainOn() {
        defer { tellWhere() }
        if let until = plain.roomsUntil, until <= now {
            plain.forgetRooms()
            plain.isNowhere = !session.roomsToShow.isEmpty
        }
        while isReady, !plain.waiting.isEmpty, session.awaited.count < Session.mostUnderway, !hasEnded {
            let line = plain.waiting.removeFirst()
            hint = nil
            let intent = Intent(line: TypedText.cleaned(line))
            if case .say = intent, plain.isNowhere, !settings.isSpoken {
                tellNotSent(line)
            } else {
                perform(intent, typed: line)
            }
        }
        guard plain.inputHasEnded, !hasEnded else { return }
        if case .leaving = connection { return }
        // Whoever is answered, however slowly, waits on.
        let left = plain.waiting.count + session.awaited.count + unsaid.count
        if left < plain.left { plain.until = nil }
        plain.left = left
        if plain.waiting.isEmpty, isReady {
            let isAnswered = session.awaited.isEmpty && unsaid.isEmpty && session.questions.isEmpty && raw.asked == 0
            if !plain.hasSaidAll { plain.until = nil }
            plain.hasSaidAll = true
            if plain.until == nil { plain.until = now.later(by: PlainState.patience) }
            if isAnswered { return leaveForGood() }
        } else if plain.until == nil {
            plain.until = now.later(by: PlainState.longPatience)
        }
        if let until = plain.until, until <= now { giveUp() }
    }

    /// Nobody answers any more: what may not have arrived is told of, and the exit status says so too.
    private mutating func giveUp() {
        let lines = session.awaited.values.sorted { $0.line < $1.line }
        session.awaited = [:]
        plain.hasFailed = !lines.isEmpty || !unsaid.isEmpty || !plain.waiting.isEmpty
        for line in lines { fail(line, because: phrase(.perhapsNotSent), mayHaveArrived: true) }
        failUnsaid()
        for line in plain.waiting { tellNotSent(line) }
        plain.waiting = []
        leaveForGood()
    }

    private mutating func tellNotSent(_ line: String) {
        plain.hasFailed = true
        plain.tell(phrase(.notSent) + ": " + Sanitiser.clean(line), isAlarm: true)
    }

    private mutating func leaveForGood() {
        plain.until = nil
        isOnline || connection == .registering ? leave(nil, isCertain: true) : end(status: 1)
    }
}
