import ChatProtocol
import ServerCore

/// What a database would keep, in memory.
struct FakeStore {
    private(set) var posts: [Post] = []
    private(set) var events: [Event] = []
    /// Rooms that have not ended, as they were last written.
    private(set) var rooms: [RoomNumber: RoomRecord] = [:]
    private(set) var ended: [RoomNumber] = []
    private(set) var conversations: [RoomNumber: Conversation] = [:]
    private(set) var belongings: [RoomNumber: [AccountID: Belonging]] = [:]
    private(set) var accounts: [AccountID: Account] = [:]
    private(set) var markers: [AccountID: [String: Timestamp]] = [:]
    private(set) var metadata: [MetadataOwner: [String: String]] = [:]
    private(set) var bans: [String: ServerBan] = [:]
    private let lobby: String
    private var lastNumber = RoomNumber.lobby
    private var lastAccount = AccountID(0)
    private var last: [RoomNumber: Post] = [:]

    init(lobby: String) {
        self.lobby = lobby
    }

    /// A post that leaves a gap, or is earlier than the one before it, is a fault whatever the test is about.
    mutating func keep(_ record: Record) {
        switch record {
        case .post(let post): keep(post)
        case .event(let event):
            require(event.number > (events.last?.number ?? 0), "event \(event.number) is not a new one")
            require(!event.places.isEmpty, "event \(event.number) is nowhere")
            for place in event.places {
                require((last[place.room]?.sequence ?? 0) == place.after, "event \(event.number) is out of place")
            }
            events.append(event)
        case .room(let room):
            rooms[room.number] = room
            lastNumber = max(lastNumber, room.number)
        case .roomEnded(let number):
            rooms[number] = nil
            belongings[number] = nil
            metadata[.room(number)] = nil
            ended.append(number)
        case .conversation(let conversation):
            require(conversation.number > lastNumber, "number \(conversation.number.value) is not new")
            conversations[conversation.number] = conversation
            lastNumber = max(lastNumber, conversation.number)
        case .belonging(let belonging):
            require(rooms[belonging.room] != nil, "room \(belonging.room.value) is not written down")
            belongings[belonging.room, default: [:]][belonging.account] = belonging
        case .account(let account):
            accounts[account.id] = account
            lastAccount = max(lastAccount, account.id)
        case .accountEnded(let id):
            accounts[id] = nil
            markers[id] = nil
            metadata[.account(id)] = nil
            for room in belongings.keys { belongings[room]?[id] = nil }
        case .erased(_, let name):
            for index in posts.indices where posts[index].author.account == name { posts[index].text = "" }
        case .marker(let account, let target, let time): markers[account, default: [:]][target] = time
        case .metadata(let owner, let key, let value): metadata[owner, default: [:]][key] = value
        case .serverBan(let ban): bans[ban.mask] = ban
        case .serverBanLifted(let mask): bans[mask] = nil
        }
    }

    private mutating func keep(_ post: Post) {
        let before = last[post.room]
        let isKnown = post.room == .privately || rooms[post.room] != nil || conversations[post.room] != nil
        require(post.sequence == (before?.sequence ?? 0) + 1, "a gap in room \(post.room.value)")
        require(before.map { $0.time <= post.time } ?? true, "time goes back in room \(post.room.value)")
        require(isKnown, "room \(post.room.value) is not written down")
        last[post.room] = post
        switch post.kind {
        case .redaction(let other): posts.removeAll { $0.room == post.room && $0.sequence == other }
        case .edit(let other):
            if let place = posts.firstIndex(where: { $0.room == post.room && $0.sequence == other }) {
                posts[place].text = post.text
            }
        case .message, .notice, .tags: break
        }
        posts.append(post)
    }

    /// The texts said in a room, by its number.
    func texts(of room: RoomNumber) -> [String] { posts.filter { $0.room == room }.map(\.text) }

    func record(named name: String) -> RoomRecord? { rooms.values.first { $0.name == name } }

    /// What a server that starts anew goes on with: closed rooms without a founder end with it, all but the lobby.
    var restored: Restored {
        let live = rooms.values.filter { $0.isOpen || $0.number == .lobby || $0.founder != nil }
        func lastOf(_ number: RoomNumber, or time: Timestamp) -> (Int64, Timestamp) {
            let happened = events.last { $0.places.contains { $0.room == number } }?.time ?? time
            return (last[number]?.sequence ?? 0, max(last[number]?.time ?? time, happened))
        }
        let beginning = Timestamp(milliseconds: 0)
        return Restored(
            store: 7, nextRoom: RoomNumber(lastNumber.value + 1), nextAccount: AccountID(lastAccount.value + 1),
            nextEvent: (events.last?.number ?? 0) + 1, lastPrivateSequence: lastOf(.privately, or: beginning).0,
            lastPrivateTime: lastOf(.privately, or: beginning).1,
            rooms: live.sorted { $0.number < $1.number }.map { room in
                let (sequence, time) = lastOf(room.number, or: room.madeAt)
                return Restored.Room(
                    record: room, lastSequence: sequence, lastTime: time,
                    belongings: (belongings[room.number] ?? [:]).values.sorted { $0.account < $1.account },
                    metadata: metadata[.room(room.number)] ?? [:])
            },
            conversations: conversations.values.sorted { $0.number < $1.number }.map { conversation in
                let (sequence, time) = lastOf(conversation.number, or: beginning)
                return Restored.Conversing(conversation: conversation, lastSequence: sequence, lastTime: time)
            },
            owners: accounts.values.sorted { $0.id < $1.id }.map { account in
                Restored.Owner(
                    account: account, markers: markers[account.id] ?? [:],
                    metadata: metadata[.account(account.id)] ?? [:])
            },
            serverBans: bans.values.sorted { $0.mask < $1.mask })
    }
}
