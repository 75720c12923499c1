import ChatProtocol
import ServerCore

/// Records of every kind, and what a server that starts finds of them.
enum Everything {
    static let talk = RoomNumber(20)
    static let whisper = RoomNumber(21)
    static let den = RoomNumber(22)

    static let owner = Account(
        id: AccountID(4), name: "Ann",
        verifier: Verifier(
            salt: Array("saltsalt".utf8), iterations: 4_096, storedKey: Array(repeating: 7, count: 32),
            serverKey: Array(repeating: 8, count: 32)),
        fingerprints: [String(repeating: "b", count: 64), String(repeating: "a", count: 64)], email: "ann@example.net",
        madeAt: Timestamp(milliseconds: 7), isSuspended: true, isAlwaysOn: false, takesSeveral: false,
        presence: Presence(
            nick: "ann_", user: "~ann", realname: "Ann of 茶", host: "h", away: "tea", modes: "iw",
            since: Timestamp(milliseconds: 8)))
    static let guest = Account(
        id: AccountID(5), name: "昨天", verifier: nil, madeAt: Timestamp(milliseconds: 9), isAlwaysOn: nil)

    static let home: RoomRecord = {
        var home = room(
            den, "#Den", topic: Topic(text: "t", author: "a", time: Timestamp(milliseconds: 3)), isOpen: false)
        home.founder = owner.id
        home.modes.flags = RoomModes.flags(of: "Cimnstu")
        home.modes.key = "se cret"
        home.modes.limit = 12
        home.modes.forward = "#tea"
        home.modes.pause = 3
        home.lists = [.bans: [entry("z!*@*", 1), entry("a!*@*", 2)], .invitations: [entry("*!*@friends", 3)]]
        return home
    }()

    static let belongings = [
        Belonging(
            room: den, account: owner.id, since: 0, sinceTime: Timestamp(milliseconds: 1), ranks: [.founder, .voice],
            isPresent: true),
        Belonging(
            room: den, account: guest.id, since: 17, sinceTime: Timestamp(milliseconds: 170), ranks: [],
            isPresent: false),
    ]

    static let conversations = [
        Conversation(number: talk, account: owner.id, other: .account(guest.id)),
        Conversation(number: whisper, account: guest.id, other: .nick("bob")),
    ]

    static let bans = [
        ServerBan(
            mask: "*!*@192.0.2.1", author: "op", reason: "", madeAt: Timestamp(milliseconds: 1),
            until: Timestamp(milliseconds: 99)),
        ServerBan(mask: "192.0.2.0/24", author: "op", reason: "spam", madeAt: Timestamp(milliseconds: 2), until: nil),
    ]

    static let records: [Record] =
        [.account(owner), .account(guest), .room(home)] + belongings.map { .belonging($0) }
        + conversations.map { .conversation($0) } + bans.map { .serverBan($0) } + [
            .marker(owner.id, target: "#den", Timestamp(milliseconds: 5)),
            .marker(owner.id, target: "bob", Timestamp(milliseconds: 6)),
            .metadata(.account(owner.id), key: "avatar", value: "https://example.net/a"),
            .metadata(.room(den), key: "colour", value: "one\ntwo"),
            .post(post(talk, 1, by: "Ann")), .post(post(talk, 2, by: "昨天")), .post(post(den, 1, by: "Ann")),
            .event(event(3, after: 1, at: 77, .topic("t"), in: den, by: "Ann")),
        ]

    static let rooms = [
        Restored.Room(
            record: home, lastSequence: 1, lastTime: Timestamp(milliseconds: 77), belongings: belongings,
            metadata: ["colour": "one\ntwo"])
    ]
    static let conversing = [
        Restored.Conversing(
            conversation: conversations[0], lastSequence: 2, lastTime: Timestamp(milliseconds: 20)),
        Restored.Conversing(conversation: conversations[1], lastSequence: 0, lastTime: Timestamp(milliseconds: 0)),
    ]
    static let owners = [
        Restored.Owner(
            account: owner,
            markers: ["#den": Timestamp(milliseconds: 5), "bob": Timestamp(milliseconds: 6)],
            metadata: ["avatar": "https://example.net/a"]),
        Restored.Owner(account: guest),
    ]

    /// Of a database with nothing but `records`.
    static let restored = Restored(
        store: 7, nextRoom: RoomNumber(23), nextAccount: AccountID(6), nextEvent: 4, lastPrivateSequence: 0,
        rooms: rooms, conversations: conversing, owners: owners, serverBans: bans)

    private static func entry(_ mask: String, _ time: Int64) -> ListEntry {
        ListEntry(mask: mask, author: "ann", time: Timestamp(milliseconds: time))
    }
}
