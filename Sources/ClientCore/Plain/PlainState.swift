/// What the client without a screen keeps: lines that wait to go in, and lines that wait to be printed.
struct PlainState: Equatable, Sendable {
    /// How long the next answer to the last lines is waited for once standard input has ended, and that to a JOIN: a server
    /// that slows down who sends much takes some seconds.
    static let patience: Int64 = 10_000
    /// The same, where the lines themselves could not be said yet.
    static let longPatience: Int64 = 30_000

    /// Lines of standard input that came before there was anybody to say them to.
    var waiting: [String] = []
    /// Rooms that were asked for and have been neither entered nor refused: what comes next may be meant for them.
    private(set) var roomsToCome = 0
    /// Until when they are waited for; nil where none is.
    private(set) var roomsUntil: Instant?
    var inputHasEnded = false
    /// When the client leaves in any case.
    var until: Instant?
    var hasSaidAll = false
    /// The room that was gone to last was not entered: what follows was meant for it, and goes to no other.
    var isNowhere = false
    /// Something may not have arrived, or was not said at all.
    var hasFailed = false
    /// Lines that are still to be said or answered, as of the last look.
    var left = 0
    /// Who has come and gone unnamed since the last line of a buffer, by its number.
    private var counted: [Int: Presence] = [:]
    private var news: [PlainNews] = []
    /// What was told last of something that is the same in many places; nil outside of such.
    private var toldOnce: String?
    private var tellsOnce = false
    /// What a listener has heard.
    var speaker = PlainSpeaker()

    mutating func expect(rooms: Int, at now: Instant) {
        roomsToCome += rooms
        roomsUntil = roomsToCome > 0 ? now.later(by: Self.patience) : nil
    }

    /// One of them was entered, or refused.
    mutating func roomHasCome() {
        roomsToCome = max(0, roomsToCome - 1)
        if roomsToCome == 0 { roomsUntil = nil }
    }

    /// None is waited for any more.
    mutating func forgetRooms() {
        roomsToCome = 0
        roomsUntil = nil
    }

    /// An own line that waits for the server is told of when the server has answered.
    mutating func tell(_ line: Line, in buffer: Buffer) {
        guard line.delivery != .pending else { return }
        if tellsOnce { return tell(line.text.plain, in: buffer) }
        news.append(.line(line, PlainNews.Place(buffer)))
    }

    mutating func tell(_ event: String, in buffer: Buffer?) {
        if tellsOnce {
            guard toldOnce != event else { return }
            toldOnce = event
            news.append(.event(event, nil))
        } else {
            news.append(.event(event, buffer.map { PlainNews.Place($0) }))
        }
    }

    mutating func tell(_ text: String, isAlarm: Bool) {
        news.append(.hint(text, isAlarm: isAlarm))
    }

    /// What happens next happens in many places at once, and is told once.
    mutating func beginOnce() {
        tellsOnce = true
        toldOnce = nil
    }

    mutating func endOnce() { tellsOnce = false }

    mutating func take() -> [PlainNews] {
        defer { news = [] }
        return news
    }

    // MARK: Comings and goings

    /// Counts a movement; gives what was counted before where that is all that one line tells.
    mutating func count(_ movement: Presence.Movement, in buffer: Int) -> Presence? {
        guard counted[buffer] != nil else {
            counted[buffer] = Presence(movement)
            return nil
        }
        counted[buffer]?.add(movement)
        return counted[buffer]?.isFull == true ? takeCounted(in: buffer) : nil
    }

    /// A buffer was closed.
    mutating func forget(_ buffer: Int) {
        counted[buffer] = nil
        speaker.arrivals.remove(buffer)
    }

    mutating func takeCounted(in buffer: Int) -> Presence? { counted.removeValue(forKey: buffer) }
}
