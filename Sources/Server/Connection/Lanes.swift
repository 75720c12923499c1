import NIOCore
import ServerCore

/// The bytes that one round of a loop's work makes for many: a lane for each kind of receiver, in which each thing said
/// stands once. A connection remembers which stretch of its lane is its own. Of a room's lines that is one piece, however
/// many there are, and it is sent from here: nothing is copied for each member.
struct Lanes {
    private let server: String
    private var kinds: [ReceiverKind] = []
    private var lanes: [[UInt8]] = []
    /// Where the parcel that is being delivered stands in each lane; nil: nobody of that kind has been told yet.
    private var places: [Range<Int>?] = []
    /// What is to be sent of each lane.
    private var parts: [[SendRing.Part]] = []
    private var parcel: Parcel?
    /// For what goes to one alone.
    private var single: [UInt8] = []

    /// Bytes that an empty lane keeps: a round of a busy room.
    private static let keptCapacity = 64 * 1_024

    init(server: String) {
        self.server = server
    }

    /// The number of this kind's lane: at most as many as there are sets of capabilities that change a line's bytes.
    mutating func lane(of kind: ReceiverKind) -> Int {
        if let known = kinds.firstIndex(of: kind) { return known }
        kinds.append(kind)
        lanes.append([])
        places.append(nil)
        parts.append([])
        return kinds.count - 1
    }

    var bytes: Int { lanes.reduce(0) { $0 + $1.count } }

    mutating func begin(_ parcel: Parcel) {
        self.parcel = parcel
        for lane in places.indices { places[lane] = nil }
    }

    /// The parcel's place in this lane; empty where it is not for that kind.
    mutating func place(in lane: Int) -> Range<Int> {
        if let place = places[lane] { return place }
        let start = lanes[lane].count
        parcel?.encode(for: kinds[lane], server: server, into: &lanes[lane])
        let place = start..<lanes[lane].count
        places[lane] = place
        return place
    }

    /// Appends a stretch of a lane.
    func copy(_ place: Range<Int>, of lane: Int, into buffer: inout ByteBuffer) {
        lanes[lane].withUnsafeBytes { _ = buffer.writeBytes(UnsafeRawBufferPointer(rebasing: $0[place])) }
    }

    /// Returns how many of the bytes the kernel took.
    func send(_ place: Range<Int>, of lane: Int, to socket: PlainSocket) -> Int {
        lanes[lane].withUnsafeBytes { socket.send(UnsafeRawBufferPointer(rebasing: $0[place])) }
    }

    /// This goes out with the next `sendParts`.
    mutating func add(_ part: SendRing.Part, of lane: Int) {
        parts[lane].append(part)
    }

    /// Sends what was added, and returns what the kernel did not take whole.
    mutating func sendParts(with ring: SendRing) -> [SendRing.Shortfall] {
        var shortfalls: [SendRing.Shortfall] = []
        for lane in parts.indices where !parts[lane].isEmpty {
            shortfalls += lanes[lane].withUnsafeBytes { ring.send(parts[lane], of: $0) }
            parts[lane].removeAll(keepingCapacity: true)
        }
        return shortfalls
    }

    /// Appends the parcel's bytes for one of this kind alone.
    mutating func encode(_ parcel: Parcel, for kind: ReceiverKind, into buffer: inout ByteBuffer) {
        single.removeAll(keepingCapacity: true)
        parcel.encode(for: kind, server: server, into: &single)
        buffer.writeBytes(single)
    }

    /// Everything has been sent or taken over by those whose it is.
    mutating func clear() {
        parcel = nil
        for lane in lanes.indices where !lanes[lane].isEmpty {
            lanes[lane].removeAll(keepingCapacity: lanes[lane].capacity <= Self.keptCapacity)
        }
    }
}
