/// What the model knows of the log.
struct LogState: Equatable, Sendable {
    /// Between something that happens and its being kept: what a crash loses at most, and what a disk is spared while
    /// somebody types.
    static let pause: Int64 = 500
    /// How long entering rooms waits for the log, which tells which these are: some times what opening it takes.
    static let patience: Int64 = 1_000
    /// Lines of a buffer that come back at the start: two screens of a tall terminal.
    static let firstPage = 120
    /// The same where the person was reading back, so that what they read is among them.
    static let readingPage = 1_000
    /// Lines that are read at a time further back.
    static let page = 200
    /// Lines shown around one that was found.
    static let surroundings = 50

    /// What waits to be kept beside the buffers that are open: what somebody reacts to in half a second.
    static let mostWaiting = 1_000
    /// Lines that wait for a log that is still writing, after the screen has let go of them: 20 MB at most of long ones.
    static let mostWaitingLines = 20_000

    enum Stage: Equatable, Sendable {
        /// There is none.
        case off
        /// It has been asked for, and has not answered.
        case opening
        case on
    }

    var stage = Stage.off
    /// The next line that is kept gets it.
    var nextNumber: Int64 = 1
    /// When something is to be kept; nil while nothing is.
    var due: Instant?
    /// Batches that are being written: what comes meanwhile waits in the model, which bounds it.
    var underway = 0
    /// What was kept last of each open buffer, by its number.
    var kept: [Int: LoggedBuffer] = [:]
    /// The finding whose surroundings were asked for.
    var surrounded: LogFinding?
    /// Of buffers that have been closed or cleared since, and of lines that the screen has let go of.
    var waiting: [Keeping] = []

    var waitingLines: Int {
        waiting.reduce(0) { count, keeping in
            if case .lines(let lines, _) = keeping { count + lines.count } else { count }
        }
    }
}

/// What a buffer knows of its log.
enum LogRecall: Equatable, Sendable {
    /// Whether it has one has not been asked.
    case unasked
    /// Its newest lines have been asked for; until they are there, nothing of it is kept.
    case beginning
    /// All that is older on the screen is there.
    case open
    /// Older lines have been asked for.
    case asked
}
