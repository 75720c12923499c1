import Chance
import ChatProtocol
import ServerCore
import Testing

/// How what was written is cut into reads.
enum Cutting: Equatable, Sendable, CaseIterable, CustomTestStringConvertible {
    /// One byte at a time: every place is cut.
    case everyByte
    /// At random places, so that a read may hold half a line or three.
    case anywhere
    /// All that has been written by then comes at once.
    case nowhere

    var testDescription: String {
        switch self {
        case .everyByte: "cut at every byte"
        case .anywhere: "cut anywhere"
        case .nowhere: "cut nowhere"
        }
    }

    /// How many of the bytes that are there the next read gives.
    func length(of count: Int, _ chance: inout SeededNumbers) -> Int {
        switch self {
        case .everyByte: min(1, count)
        case .anywhere: count == 0 ? 0 : Int.random(in: 1...min(count, 200), using: &chance)
        case .nowhere: count
        }
    }
}

/// What is under way in one direction.
struct Stream {
    /// Where it may be cut.
    enum Grain {
        case anywhere
        /// Nowhere before the first newline: until then the raw dialect takes a read for a message.
        case afterFirstLine
        /// Each write is a read, as the screen writes the raw dialect.
        case betweenWrites
    }

    private let grain: Grain
    private var bytes: [UInt8] = []
    private var writes: [Int] = []
    private var hasLines = false

    init(_ grain: Grain) {
        self.grain = grain
    }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func write(_ more: [UInt8]) {
        guard !more.isEmpty else { return }
        bytes += more
        writes.append(more.count)
    }

    /// The bytes of the next read.
    mutating func read(_ cutting: Cutting, _ chance: inout SeededNumbers) -> [UInt8] {
        switch grain {
        case .anywhere: return take(cutting.length(of: bytes.count, &chance))
        case .betweenWrites: return take(writes.isEmpty ? 0 : writes.removeFirst())
        case .afterFirstLine:
            if hasLines { return take(cutting.length(of: bytes.count, &chance)) }
            guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
            hasLines = true
            return take(newline + 1)
        }
    }

    /// The bytes up to the end of this text, which must be under way.
    mutating func read(through text: String) throws -> [UInt8] {
        let end = try #require(bytes.ranges(of: Array(text.utf8)).first?.upperBound, "not under way: \(text)")
        return take(end)
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        let taken = Array(bytes.prefix(count))
        bytes.removeFirst(taken.count)
        return taken
    }
}

/// Somebody at the other end of a wire.
protocol Guest: AnyObject {
    func hears(_ bytes: [UInt8])
    func loses(_ wire: Wire, because reason: String)
}

/// A connection: what is under way on it, and what each end keeps of it.
final class Wire {
    let guest: any Guest
    var up: Stream
    var down: Stream
    /// What is on its way to the guest stays where it is.
    var isHeld = false
    /// The guest is at it no longer.
    var isCut = false

    // The house's end.
    var session: SessionID?
    var kind = ReceiverKind(.irc, [])
    var capabilities: Capabilities = []
    var framing: Framing?
    var unread: [Input] = []
    /// The next command waits for an answer of the ledger.
    var waits = false
    /// Nothing more is written; the guest loses it once everything has come.
    var isClosing = false

    enum Framing {
        case lines(LineFramer)
        case messages(RawFramer)
    }

    enum Input {
        case line(Result<Message, MessageError>)
        case tooLong
        case frame(RawFramer.Frame)
    }

    init(of guest: any Guest, up: Stream.Grain, down: Stream.Grain) {
        self.guest = guest
        self.up = Stream(up)
        self.down = Stream(down)
    }
}
