import ChatProtocol
import DequeModule
import NIOCore
import ServerCore

/// What one connection has sent and the hub has not taken yet: bytes become lines, and lines wait until they may go.
///
/// Bounded: a line by its framer, lines by one read (nothing is read while any wait for anything else) and by the flood
/// limit, what comes before somebody is let in by a count.
struct Inbox {
    struct Waiting {
        let input: Hub.Input
        let weight: CommandWeight
        let bytes: Int
    }

    /// How bytes are read.
    private enum Framing {
        case lines(LineFramer)
        case messages(RawFramer)
    }

    /// Why a connection is to be ended.
    enum Excess: String {
        case endless = "Line without an end"
        case introduction = "Too many lines before coming in"
        case flood = "Excess flood"
    }

    private var framing: Framing?
    private var waiting: Deque<Waiting> = []
    private var waitingBytes = 0
    /// What a raw member has sent since the last end of a read: one message, in however many reads it came.
    private var rawRead = ByteBuffer()
    private let introduction: ConnectionLimits.Introduction
    /// Lines that were taken before the member was let in, and those of them that do not belong to SASL.
    private var introductionLines = 0
    private var introductionCommands = 0
    private let rates: FloodLimit.Rates?
    /// nil before the member is let in, and where nobody is limited.
    private var limit: FloodLimit?
    private var isAdmitted = false

    init(_ limits: ConnectionLimits) {
        introduction = limits.introduction
        rates = limits.flood
    }

    var isEmpty: Bool { waiting.isEmpty }

    /// Nothing has come yet.
    var isUntouched: Bool { framing == nil }

    mutating func begin(_ dialect: Dialect) {
        framing = dialect == .raw ? .messages(RawFramer()) : .lines(LineFramer(limit: Limits.clientLine))
    }

    /// From here on lines are weighed rather than counted.
    mutating func admit(at now: NIODeadline) {
        guard !isAdmitted else { return }
        isAdmitted = true
        limit = rates.map { FloodLimit($0, from: now.milliseconds) }
    }

    // MARK: - Bytes become lines

    /// Takes what was read. nil: that was no more than may come.
    mutating func read(_ buffer: ByteBuffer) -> Excess? {
        var isEndless = false
        buffer.withUnsafeReadableBytes { raw in
            let bytes = Span<UInt8>(_unsafeBytes: raw)
            switch framing {
            case .lines(var framer):
                framing = nil
                framer.feed(
                    bytes,
                    line: { line in
                        // Whoever sends lines without an end is not listened to any more.
                        if !isEndless { take(line) }
                    },
                    fault: { fault in
                        if fault == .tooLong { append(.tooLong, .usual, 0) } else { isEndless = true }
                    })
                framing = .lines(framer)
            case .messages: rawRead.writeBytes(raw)
            case nil: break
            }
        }
        return isEndless ? .endless : nil
    }

    /// A raw member's read is over: what it brought is a message. Whether there was anything.
    mutating func endRead() -> Bool {
        guard case .messages(var framer) = framing, rawRead.readableBytes > 0 else { return false }
        rawRead.withUnsafeReadableBytes { raw in
            for frame in framer.feed(Span<UInt8>(_unsafeBytes: raw)) { append(.frame(frame), .usual, raw.count) }
        }
        framing = .messages(framer)
        rawRead = ByteBuffer()
        return true
    }

    private mutating func take(_ line: Span<UInt8>) {
        let message = Result { () throws(MessageError) in try Message(parsing: line, from: .client) }
        let weight = (try? message.get()).map { CommandWeight(of: $0) } ?? .usual
        append(.line(message), weight, line.count)
    }

    private mutating func append(_ input: Hub.Input, _ weight: CommandWeight, _ bytes: Int) {
        waiting.append(Waiting(input: input, weight: weight, bytes: bytes))
        waitingBytes += bytes
    }

    // MARK: - Lines go

    /// The first lines that may go now, at most this many; they count as gone.
    mutating func next(most: Int, at now: NIODeadline) -> [Waiting] {
        var next: [Waiting] = []
        while next.count < most, let first = waiting.first {
            guard limit?.take(first.weight, at: now.milliseconds) ?? true else { break }
            next.append(first)
            count(first.weight, 1)
            waitingBytes -= first.bytes
            waiting.removeFirst()
        }
        return next
    }

    /// These were not taken after all.
    mutating func giveBack(_ rest: some BidirectionalCollection<Waiting>) {
        for one in rest.reversed() {
            waiting.prepend(one)
            waitingBytes += one.bytes
            limit?.giveBack(one.weight)
            count(one.weight, -1)
        }
    }

    private mutating func count(_ weight: CommandWeight, _ difference: Int) {
        guard !isAdmitted else { return }
        introductionLines += difference
        if !weight.isOfLogin { introductionCommands += difference }
    }

    /// More has been taken than may come before the member is let in.
    var isTooLongAnIntroduction: Bool {
        !isAdmitted && (introductionCommands > introduction.commands || introductionLines > introduction.lines)
    }

    /// How long the first line waits for the flood limit.
    var pause: TimeAmount { .milliseconds(limit?.pause ?? 0) }

    /// More waits for the flood limit than may wait.
    var floods: Bool {
        guard limit != nil, let rates else { return false }
        return waiting.count > rates.waitingLines || waitingBytes > rates.waitingBytes
    }

    mutating func removeAll() {
        waiting.removeAll()
        waitingBytes = 0
        rawRead = ByteBuffer()
    }
}

extension NIODeadline {
    /// Of a clock that never jumps.
    var milliseconds: Int64 { Int64(clamping: uptimeNanoseconds / 1_000_000) }
}
