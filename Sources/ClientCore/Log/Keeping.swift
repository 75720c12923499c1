/// Something to be kept on disk. All values are plain and their own: whoever writes them needs nothing of the model.
package enum Keeping: Equatable, Sendable {
    /// A buffer was opened, or what is kept of it has changed.
    case buffer(LoggedBuffer)
    /// A buffer was closed; its lines stay.
    case closed(LogName)
    /// A person has another nick, or the server another way to compare names.
    case renamed(LogName, to: LogName)
    /// Lines that are new or have changed, in any order.
    case lines([LoggedLine], of: LogName)
    /// Something was done to a line that is not on the screen any more; where the log does not have it either, nothing is.
    case amended(LineAmendment, of: LogName)
    /// Lines that never were: own ones that stand elsewhere already.
    case removed([LogPlace], of: LogName)
}

/// What a network had when it was kept last.
package struct Remembered: Equatable, Sendable {
    /// Which network it is.
    package var network: String
    /// The open buffers, in the order of the list.
    package var buffers: [LoggedBuffer]
    /// Higher than every number that the log has given to a line.
    package var nextNumber: Int64
    /// What the log has to say for itself; nil: nothing.
    package var trouble: LogTrouble?

    /// What a network had.
    package init(
        network: String, buffers: [LoggedBuffer] = [], nextNumber: Int64 = 1, trouble: LogTrouble? = nil
    ) {
        self.network = network
        self.buffers = buffers
        self.nextNumber = nextNumber
        self.trouble = trouble
    }
}

/// Which lines of a buffer are asked for.
package enum LogPart: Equatable, Sendable {
    /// The last ones.
    case newest
    /// Those just before a line.
    case before(LogPlace)
    /// A line, and as many before as behind it.
    case around(LogPlace)
}

/// A line that was searched for.
package struct LogFinding: Equatable, Sendable {
    /// The buffer that it is in, open or not.
    package var name: LogName
    /// Whose conversation that is.
    package var kind: Buffer.Kind
    /// As the server writes the buffer's name.
    package var target: String
    /// What was said.
    package var line: LoggedLine
    /// The person has not seen it where it was said.
    package var isUnread: Bool

    /// A line of a buffer.
    package init(
        _ line: LoggedLine, in name: LogName, kind: Buffer.Kind, target: String, isUnread: Bool = false
    ) {
        self.line = line
        self.name = name
        self.kind = kind
        self.target = target
        self.isUnread = isUnread
    }
}
