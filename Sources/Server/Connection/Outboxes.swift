import ChatProtocol
import NIOCore
import ServerCore

/// The outboxes of one loop's connections, side by side: telling a room touches one of them for each member and nothing else,
/// and what many are told stands once, in the lane of those who speak alike, and is sent from there.
///
/// A connection is known by its seat, which the next one may take once it is free.
struct Outboxes {
    private var lanes: Lanes
    /// Sends what stands in a lane to many at once; nil: one by one.
    private let ring: SendRing?
    private var boxes: [Outbox] = []
    private var free: [Int] = []
    /// Seats to be written to, in the order in which they were first told something. One that was left since is passed over.
    private var touched: [Int] = []
    /// How many of these have been written to.
    private var passed = 0
    /// Seats that hold nothing but presence. One that was written to or left since is passed over.
    private var present: [Int] = []
    /// Those of them who have a share of a lane, which they need only until the lanes are cleared.
    private var sharing: [Int] = []
    private var round: UInt64 = 0
    /// What is being told is presence.
    private var isPresence = false

    init(server: String, ring: SendRing?) {
        lanes = Lanes(server: server)
        self.ring = ring
    }

    // MARK: - Seats

    mutating func take(_ kind: ReceiverKind, socket: PlainSocket?) -> Int {
        let box = Outbox(lane: lanes.lane(of: kind), capabilities: kind.capabilities, socket: socket)
        guard let seat = free.popLast() else {
            boxes.append(box)
            return boxes.count - 1
        }
        boxes[seat] = box
        return seat
    }

    /// The connection is gone, and what it was to be sent with it.
    mutating func leave(_ seat: Int) {
        boxes[seat] = Outbox(lane: 0, capabilities: [], socket: nil)
        boxes[seat].isClosed = true
        free.append(seat)
    }

    subscript(_ seat: Int) -> Outbox {
        get { boxes[seat] }
        _modify { yield &boxes[seat] }
    }

    /// From here on it is written to in this way.
    mutating func speak(_ kind: ReceiverKind, _ capabilities: Capabilities, at seat: Int) {
        takeShare(of: seat)
        boxes[seat].lane = lanes.lane(of: kind)
        boxes[seat].capabilities = capabilities
    }

    // MARK: - Telling

    /// Whom of some members something is for.
    struct Choice {
        var except: Int?
        var having: Capabilities = []
        var lacking: Capabilities = []
    }

    /// What is told from here on.
    mutating func begin(_ parcel: Parcel) {
        lanes.begin(parcel)
        isPresence = parcel.isPresence
    }

    /// Tells all of these but those who are behind, who are returned, and the number of those told.
    mutating func tell(_ seats: [Int], _ choice: Choice, passesOverLate: Bool) -> (told: Int, late: [Int]) {
        var told = 0
        var late: [Int] = []
        let except = choice.except ?? -1
        for seat in seats where seat != except {
            let capabilities = boxes[seat].capabilities
            guard capabilities.isSuperset(of: choice.having), capabilities.isDisjoint(with: choice.lacking) else {
                continue
            }
            if passesOverLate, boxes[seat].isBehind {
                late.append(seat)
            } else if append(to: seat) {
                told += 1
            }
        }
        return (told, late)
    }

    /// Tells each of these once, in however many of the lists it stands. Returns the number of those told.
    mutating func tellOnce(_ lists: [[Int]], _ choice: Choice) -> Int {
        round &+= 1
        var told = 0
        for seat in lists.joined()
        where boxes[seat].round != round && seat != choice.except
            && boxes[seat].capabilities.isSuperset(of: choice.having)
        {
            boxes[seat].round = round
            if append(to: seat) { told += 1 }
        }
        return told
    }

    /// Adds what is for this connection alone.
    mutating func append(_ parcel: Parcel, for kind: ReceiverKind, to seat: Int) {
        guard !boxes[seat].isClosed else { return }
        takeShare(of: seat)
        lanes.encode(parcel, for: kind, into: &boxes[seat].waiting)
        touch(seat)
    }

    private mutating func append(to seat: Int) -> Bool {
        guard !boxes[seat].isClosed else { return false }
        let place = lanes.place(in: boxes[seat].lane)
        guard !place.isEmpty else { return false }
        let hadShare = !boxes[seat].share.isEmpty
        if !boxes[seat].extendShare(by: place) {
            takeShare(of: seat)
            boxes[seat].share = place
        }
        if isPresence { hold(seat, isSharing: hadShare) } else { touch(seat) }
        return true
    }

    /// The connection has presence to be written, which can wait for more of it, as long as it is little.
    ///
    /// - Parameter isSharing: it had a share of a lane before.
    private mutating func hold(_ seat: Int, isSharing: Bool) {
        if boxes[seat].waiting.readableBytes >= Self.mostPresence { return touch(seat) }
        guard !boxes[seat].isTouched else { return }
        if !isSharing { sharing.append(seat) }
        guard !boxes[seat].holdsPresence else { return }
        boxes[seat].holdsPresence = true
        present.append(seat)
    }

    /// Bytes of presence that wait for one connection.
    private static let mostPresence = 1_024

    /// The connection has something to be written.
    mutating func touch(_ seat: Int) {
        guard !boxes[seat].isTouched else { return }
        boxes[seat].isTouched = true
        touched.append(seat)
    }

    /// Copies a connection's share of the lane: something else comes behind it, or it has to wait.
    mutating func takeShare(of seat: Int) {
        guard !boxes[seat].share.isEmpty else { return }
        lanes.copy(boxes[seat].share, of: boxes[seat].lane, into: &boxes[seat].waiting)
        boxes[seat].share = 0..<0
    }

    /// Nothing more is added to what the connection is to be sent.
    mutating func close(_ seat: Int) {
        boxes[seat].isClosed = true
        boxes[seat].goesStraight = false
    }

    /// Drops what the connection is to be sent.
    mutating func empty(_ seat: Int) {
        boxes[seat].share = 0..<0
        boxes[seat].waiting = ByteBuffer()
    }

    // MARK: - Sending

    /// How many are to be written to.
    var touchedCount: Int { touched.count - passed }

    /// How many have been told who comes and goes, and nothing else; some of them may have been written to since.
    var presentCount: Int { present.count }

    /// Presence has waited long enough.
    mutating func releasePresence() {
        for seat in present where boxes[seat].holdsPresence { touch(seat) }
        present.removeAll(keepingCapacity: true)
    }

    /// Bytes that stand in the lanes.
    var sharedBytes: Int { lanes.bytes }

    /// Writes to at most this many of those who were told something, the first ones first, and returns the seats of those
    /// whose connection has to look after what is left.
    mutating func send(most: Int) -> [Int] {
        var left: [Int] = []
        let end = passed + min(touchedCount, most)
        while passed < end {
            let seat = touched[passed]
            passed += 1
            guard boxes[seat].isTouched else { continue }
            if let part = boxes[seat].beginTurn(of: seat, sharesRing: ring != nil) {
                lanes.add(part, of: boxes[seat].lane)
            } else if !boxes[seat].goesStraight || !sendStraight(seat) {
                takeShare(of: seat)
                left.append(seat)
            }
        }
        if let ring {
            for shortfall in lanes.sendParts(with: ring) {
                let part = shortfall.part
                boxes[part.seat].share = part.place.dropFirst(shortfall.taken)
                takeShare(of: part.seat)
                left.append(part.seat)
            }
        }
        if passed == touched.count {
            touched.removeAll(keepingCapacity: true)
            passed = 0
            for seat in sharing { takeShare(of: seat) }
            sharing.removeAll(keepingCapacity: true)
            lanes.clear()
        } else if passed >= Self.mostPassed {
            touched.removeFirst(passed)
            passed = 0
        }
        return left
    }

    /// Seats that have been written to are taken out of the list once they are so many.
    private static let mostPassed = 16_384

    /// Whether the kernel took everything. What it did not take waits in the outbox.
    mutating func sendStraight(_ seat: Int) -> Bool {
        guard let socket = boxes[seat].socket else { return false }
        if boxes[seat].waiting.readableBytes == 0 {
            guard !boxes[seat].share.isEmpty else { return true }
            let sent = lanes.send(boxes[seat].share, of: boxes[seat].lane, to: socket)
            if sent == boxes[seat].share.count {
                boxes[seat].share = 0..<0
                return true
            }
            boxes[seat].share = boxes[seat].share.dropFirst(sent)
        }
        takeShare(of: seat)
        boxes[seat].waiting.readWithUnsafeReadableBytes { socket.send($0) }
        guard boxes[seat].waiting.readableBytes == 0 else { return false }
        boxes[seat].clear()
        return true
    }
}
