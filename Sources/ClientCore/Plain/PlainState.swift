/// What the client without a screen keeps: lines that wait to go in, and lines that wait to be printed.
struct PlainState: Equatable, Sendable {
    /// How long answers to the last lines are waited for once standard input has ended.
    static let patience: Int64 = 2_000
    /// The same, where the lines themselves could not be said yet.
    static let longPatience: Int64 = 30_000

    /// Lines of standard input that came before there was anybody to say them to.
    var waiting: [String] = []
    var roomsToCome = 0
    var inputHasEnded = false
    /// When the client leaves in any case.
    var until: Instant?
    var hasSaidAll = false
    /// Lines that are still to be said or answered, as of the last look.
    var left = 0
    /// Who has come and gone unnamed since the last line of a buffer, by its number.
    private var counted: [Int: Presence] = [:]
    private(set) var printer = PlainPrinter()

    mutating func tell(_ line: Line, in buffer: Buffer) {
        printer.tell(line, in: buffer)
    }

    mutating func tell(_ presence: String, in buffer: Buffer) {
        printer.tell("-- \(presence) \(buffer.label)")
    }

    /// Counts a movement; gives what was counted before where that is all that one line tells.
    mutating func count(_ movement: Presence.Movement, in buffer: Int) -> Presence? {
        guard counted[buffer] != nil else {
            counted[buffer] = Presence(movement)
            return nil
        }
        counted[buffer]?.add(movement)
        return counted[buffer]?.isFull == true ? takeCounted(in: buffer) : nil
    }

    mutating func takeCounted(in buffer: Int) -> Presence? { counted.removeValue(forKey: buffer) }

    mutating func tell(_ text: String, isAlarm: Bool) {
        printer.tell((isAlarm ? "!! " : "-- ") + text)
    }

    mutating func take(minutesFromUTC: Int) -> [String] { printer.take(minutesFromUTC: minutesFromUTC) }
}
