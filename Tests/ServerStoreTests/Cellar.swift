import ChatProtocol
import Glibc
import ServerCore
import ServerStore

/// A directory of a test's own, gone with the value.
final class Cellar: Sendable {
    let path: String

    init() {
        // Under the laxest mask: whatever is closed to others then, is closed by us.
        umask(0)
        // In memory where that can be had, so that no test waits for a disk.
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/chat-store-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("\(parent) must be writable") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) + "/data"
    }

    deinit {
        for name in ["lock", "server.sqlite", "server.sqlite-wal", "server.sqlite-shm", "copy"] {
            unlink("\(path)/\(name)")
        }
        rmdir(path)
        rmdir(String(path.dropLast("/data".count)))
    }

    var database: String { path + "/server.sqlite" }

    func open(_ durability: Durability = .normal, random: UInt32 = 7) throws(StoreError) -> Store {
        try Store(at: path, durability: durability, random: random)
    }

    func permissions(of name: String) -> mode_t? {
        var status = stat()
        return stat(name.isEmpty ? path : "\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : nil
    }

    func size(of name: String) -> Int {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? Int(status.st_size) : 0
    }

    func write(_ bytes: [UInt8], to name: String) {
        mkdir(path, 0o700)
        guard let file = fopen("\(path)/\(name)", "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    func read(_ name: String) -> [UInt8] {
        guard let file = fopen("\(path)/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: size(of: name))
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }
}

extension RoomNumber {
    static let tea = RoomNumber(2)
    static let garden = RoomNumber(3)
}

extension Store {
    /// Makes rooms, each open unless said otherwise.
    func make(_ rooms: RoomRecord...) throws(StoreError) {
        try commit(rooms.map { .room($0) })
    }

    func everything(of room: RoomNumber) throws(StoreError) -> [Post] {
        try page(PageRequest(room: room, .latest(after: nil), limit: Store.pageLimit)).compactMap(\.post)
    }

    /// With events, and what was done to posts.
    func entries(of room: RoomNumber = .tea) throws(StoreError) -> [HistoryEntry] {
        try page(PageRequest(room: room, .latest(after: nil), limit: Store.pageLimit, hasEvents: true))
    }

    func sequences(_ part: PageRequest.Part, of room: RoomNumber = .tea, limit: Int) throws(StoreError) -> [Int64] {
        try page(PageRequest(room: room, part, limit: limit)).compactMap(\.post?.sequence)
    }
}

extension HistoryEntry {
    var post: Post? {
        guard case .post(let post) = self else { return nil }
        return post
    }

    var event: Event? {
        guard case .event(let event) = self else { return nil }
        return event
    }

    /// `5` for a post, `e9` for an event.
    var name: String {
        switch self {
        case .post(let post): "\(post.sequence)"
        case .event(let event): "e\(event.number)"
        }
    }
}

func room(_ number: RoomNumber, _ name: String, topic: Topic? = nil, isOpen: Bool = true) -> RoomRecord {
    RoomRecord(number: number, name: name, madeAt: Timestamp(milliseconds: 1_000), topic: topic, isOpen: isOpen)
}

let ann = Source(nick: "ann", user: "~ann", host: "example.net")

func post(
    _ room: RoomNumber, _ sequence: Int64, at time: Int64? = nil, _ text: String = "hello", by account: String? = nil,
    _ kind: Post.Kind = .message, tags: [Tag] = []
) -> Post {
    Post(
        room: room, sequence: sequence, time: Timestamp(milliseconds: time ?? sequence * 10),
        author: Author(ann, account: account), kind: kind, target: "#tea", text: text, tags: tags)
}

/// Something that happened in one room.
func event(
    _ number: Int64, after sequence: Int64, at time: Int64? = nil, _ kind: Event.Kind = .joined(realname: "Ann"),
    in room: RoomNumber = .tea, by account: String? = nil
) -> Event {
    Event(
        number: number, time: Timestamp(milliseconds: time ?? sequence * 10 + 5), author: Author(ann, account: account),
        kind: kind, places: [Event.Place(room: room, name: "#tea", after: sequence)])
}

/// Posts `range` of a room, in one commit's form.
func posts(_ room: RoomNumber, _ range: ClosedRange<Int64>, _ text: String = "hello") -> [Record] {
    range.map { .post(post(room, $0, text)) }
}
