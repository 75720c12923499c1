/// What the model wants of the log. Tasks are done in order, on a thread of their own.
package enum LogTask: Equatable, Sendable {
    /// Open it, and tell what this network had.
    case remember(network: String)
    /// Write these; `.kept` answers. Until then no more are given, so that nothing piles up behind a slow disk.
    case keep([Keeping])
    /// Read lines.
    case recall(LogQuestion)
    /// Search what was said in all buffers of all networks; at most so many findings.
    case find(String, limit: Int)
    /// What spoke to the person in all buffers of all networks; at most so many lines.
    case mentions(limit: Int)
}

/// What the log answers.
package enum LogNews: Equatable, Sendable {
    case remembered(Remembered)
    case kept
    case recalled(LogAnswer)
    /// The newest first; the words are those of the question.
    case found(String, [LogFinding])
    /// The newest last.
    case mentioned([LogFinding])
    /// There is no log from now on, and why; said once.
    case off(LogTrouble)
}

/// Lines that are asked for.
package struct LogQuestion: Equatable, Sendable {
    /// The number of the buffer on the screen that wants them.
    package var buffer: Int
    /// As the log knows it.
    package var name: LogName
    /// Which lines.
    package var part: LogPart
    /// How many at most.
    package var limit: Int

    /// A question of a buffer.
    package init(buffer: Int, name: LogName, part: LogPart, limit: Int) {
        self.buffer = buffer
        self.name = name
        self.part = part
        self.limit = limit
    }
}

/// Lines that were asked for.
package struct LogAnswer: Equatable, Sendable {
    /// As it was asked.
    package var question: LogQuestion
    /// Oldest first.
    package var lines: [LoggedLine]
    /// The highest that the log has for a line of this buffer; nil: it has none.
    package var newestOrder: Int64?

    /// An answer to a question.
    package init(to question: LogQuestion, _ lines: [LoggedLine], newestOrder: Int64?) {
        self.question = question
        self.lines = lines
        self.newestOrder = newestOrder
    }
}
