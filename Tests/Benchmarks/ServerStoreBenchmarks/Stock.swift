import ChatProtocol
import Glibc
import ServerCore
import ServerStore

/// A store of a great many lines and its index: half of them in the lobby, the others in nine rooms.
///
/// There are `CHAT_BENCH_LINES` of them, a million where that is not set. They are made once, in a folder of `CHAT_BENCH_DATA`
/// or of the system's for temporary files, and stay there for the next time; made again if that was cut off.
final class Stock {
    let store: Store
    let index: SearchIndex

    static let lines = variable("CHAT_BENCH_LINES").flatMap { Int64($0) } ?? 1_000_000
    static let folder = variable("CHAT_BENCH_DATA") ?? variable("TMPDIR") ?? "/tmp"
    static let path = "\(folder)/chat-bench-\(lines)"

    private static let rooms: [RoomNumber] = (1...10).map { RoomNumber($0) }

    init() throws {
        store = try Store(at: Self.path, durability: .normal, random: 7)
        index = SearchIndex(at: Self.path)
        let restored = try store.restore()
        let there = restored.rooms.first { $0.record.number == .lobby }?.lastSequence ?? 0
        if there < lobbyLines { try make(from: restored) }
        try fill()
    }

    func close() {
        index.close()
        store.close()
    }

    var lobbyLines: Int64 { Self.lines / 2 }

    var places: [SearchRequest.Place] { Self.rooms.map { SearchRequest.Place(room: $0, after: 0) } }

    static let lobby = room(.lobby)

    private static func room(_ number: RoomNumber) -> RoomRecord {
        let name = number == .lobby ? "#lobby" : "#room\(number.value)"
        return RoomRecord(number: number, name: name, madeAt: time(of: 0), topic: nil, isOpen: true)
    }

    /// In the lobby a line is said each second.
    static func time(of sequence: Int64) -> Timestamp {
        Timestamp(milliseconds: 1_600_000_000_000 + sequence * 1_000)
    }

    static func nick(_ number: Int64) -> String { "member\(number % 100)" }

    static func post(_ room: RoomNumber, _ sequence: Int64, _ text: String) -> Post {
        let time = room == .lobby ? time(of: sequence) : time(of: sequence * 9)
        return Post(
            room: room, sequence: sequence, time: time,
            author: Author(Source(nick: nick(sequence), user: "~u", host: "example.net")), kind: .message,
            target: Self.room(room).name, text: text)
    }

    private func make(from restored: Restored) throws {
        print("making \(Self.lines) lines in \(Self.path)")
        try store.commit(Self.rooms.map { .room(Self.room($0)) })
        var last: [RoomNumber: Int64] = [:]
        for room in restored.rooms { last[room.record.number] = room.lastSequence }
        var words = Words(seed: UInt64(last[.lobby] ?? 0))
        // A round: nine lines in the lobby, one in each other room.
        for first in stride(from: last[.lobby] ?? 0, to: lobbyLines, by: 900) {
            var records: [Record] = []
            for room in Self.rooms {
                let count = room == .lobby ? min(900, lobbyLines - first) : 100
                for _ in 0..<count {
                    let sequence = (last[room] ?? 0) + 1
                    last[room] = sequence
                    let isRare = room == .lobby && sequence % max(1, lobbyLines / 10) == 1
                    records.append(.post(Self.post(room, sequence, words.line(isRare: isRare))))
                }
            }
            try store.commit(records)
        }
    }

    private func fill() throws {
        let filler = SearchFiller(index)
        while true {
            switch filler.step() {
            case .more: continue
            case .idle: return
            case .rebuilding(let note): print(note)
            case .failed(let error): throw error
            }
        }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
