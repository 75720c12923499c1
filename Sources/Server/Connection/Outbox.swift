import ChatProtocol
import NIOCore

/// What one connection is still to be sent: first the bytes that wait, then its share of the lane.
struct Outbox {
    /// The lane of what the connection speaks.
    var lane: Int
    var capabilities: Capabilities
    var waiting = ByteBuffer()
    /// The stretch of the lane that is for this connection.
    var share = 0..<0
    /// Where bytes may go past the channel; nil where what is written is changed on its way.
    var socket: PlainSocket?
    /// The channel holds nothing, and the connection need not be asked before or after it is written to.
    var goesStraight = false
    /// It is in the list of those who are to be written to.
    var isTouched = false
    /// It is in the list of those who have been told who comes and goes, and nothing else since they were written to.
    var holdsPresence = false
    /// Posts in rooms are left out until it has read what waits.
    var isBehind = false
    /// Nothing more is added.
    var isClosed = false
    /// The last telling of several rooms at once in which it was told.
    var round: UInt64 = 0

    /// Bytes of a written buffer that are kept for the next time: an answer or two.
    private static let keptCapacity = 512

    init(lane: Int, capabilities: Capabilities, socket: PlainSocket?) {
        self.lane = lane
        self.capabilities = capabilities
        self.socket = socket
        goesStraight = socket != nil
    }

    /// Adds a stretch of the lane behind the share; false where something else lies between the two.
    mutating func extendShare(by place: Range<Int>) -> Bool {
        if share.isEmpty {
            share = place
        } else if share.upperBound == place.lowerBound {
            share = share.lowerBound..<place.upperBound
        } else {
            return false
        }
        return true
    }

    /// It is written to now. Returns what can go out with others' shares of the lane, and is then theirs to send.
    mutating func beginTurn(of seat: Int, sharesRing: Bool) -> SendRing.Part? {
        isTouched = false
        holdsPresence = false
        guard sharesRing, goesStraight, let socket, !share.isEmpty, waiting.readableBytes == 0 else { return nil }
        let place = share
        share = 0..<0
        return SendRing.Part(socket: socket, place: place, seat: seat)
    }

    /// Everything that waits has been written.
    mutating func clear() {
        guard waiting.capacity > 0 else { return }
        if waiting.capacity <= Self.keptCapacity { waiting.clear() } else { waiting = ByteBuffer() }
    }
}
