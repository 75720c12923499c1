package import ClientCore
import Glibc

/// What the terminal is asked after the first picture, and what follows from its answers.
extension Terminal {
    /// Asks how wide it draws what terminals differ in, what its paper is, and which modes it has. Once, behind the first
    /// picture; a terminal that may not read control strings to their end is not asked.
    package func ask() {
        guard isActive, takesStrings, inquiry == nil else { return }
        let inquiry = Inquiry(row: painter.blankRow, columns: size.columns)
        self.inquiry = inquiry
        asked = .now
        isWaitingForAnswers = true
        Output.write(inquiry.question, to: STDOUT_FILENO)
    }

    /// When `stopWaiting` is to be called; nil: no answer is waited for.
    package var answerDeadline: Instant? { isWaitingForAnswers ? asked.later(by: Inquiry.patience) : nil }

    /// Takes a report (`Key.report`). What it gives are the widths of text on this terminal, at most once in all, so that
    /// nothing moves twice; nil otherwise. Reports that nobody asked for change nothing, but for a change of scheme.
    package func hear(_ report: TerminalReport) -> WidthRules? {
        if case .scheme(let isDark) = report, hasSchemes { use(isDark ? .dark : .light) }
        guard inquiry?.take(report, after: .milliseconds(Instant.now.milliseconds - asked.milliseconds)) == true else {
            return nil
        }
        return conclude()
    }

    /// Whether the terminal tells of a change of scheme.
    private var hasSchemes: Bool {
        switch inquiry?.findings.modes[Inquiry.schemeMode] {
        case .on, .off, .alwaysOn: true
        case .unknown, .alwaysOff, nil: false
        }
    }

    /// The time for answers is over: what has come is used, as with `hear`.
    package func stopWaiting() -> WidthRules? {
        isWaitingForAnswers = false
        return inquiry?.stopWaiting() == true ? conclude() : nil
    }

    private func conclude() -> WidthRules? {
        guard let findings = inquiry?.findings else { return nil }
        isWaitingForAnswers = false
        switch findings.modes[Inquiry.synchronizedMode] {
        case .unknown, .alwaysOff: painter.isSynchronized = false
        default: break
        }
        if findings.modes[Inquiry.clusterMode] == .off { ownModes.append(Inquiry.clusterMode) }
        if settings.theme == .auto, findings.modes[Inquiry.schemeMode] == .off {
            ownModes.append(Inquiry.schemeMode)
            Output.write(ControlSequence.modeOn(Inquiry.schemeMode), to: STDOUT_FILENO)
        }
        rearm()
        if let paper = findings.paper { use(paper.isLight ? .light : .dark) }
        return findings.rules
    }

    /// Draws in the inks for that paper from now on, unless the person has chosen.
    private func use(_ paper: Palette.Paper) {
        guard settings.theme == .auto, paper != painter.palette.paper else { return }
        let palette = painter.palette.on(paper)
        palette.define()
        painter.palette = palette
    }

    /// Before the terminal is given back: answers that are on their way are not for the shell.
    func swallowAnswers() {
        guard isWaitingForAnswers, inquiry?.isOver == false else { return }
        isWaitingForAnswers = false
        var decoder = KeyDecoder()
        while true {
            let milliseconds = asked.later(by: Inquiry.patience).milliseconds - Instant.now.milliseconds
            guard milliseconds > 0 else { return }
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(milliseconds)) > 0 else { return }
            var buffer = [UInt8](repeating: 0, count: EventSource.readLimit)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count > 0 else { return }
            if decoder.decode(buffer[..<count]).contains(KeyPress(.report(.attributes))) { return }
        }
    }
}
