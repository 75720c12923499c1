import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("Accounts, rooms and conversations")
struct RecordTests {
    @Test("everything is there again after a restart")
    func restart() throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            try store.commit(Everything.records)
        }
        let store = try cellar.open()
        #expect(try store.restore() == Everything.restored)
        #expect(try store.restore() == Everything.restored)
        try store.commit(posts(Everything.talk, 3...3) + posts(Everything.den, 2...2))
        #expect(
            try store.latestTimes(of: [Everything.talk, Everything.whisper]) == [
                Everything.talk: .init(milliseconds: 30)
            ])
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test("what is written again replaces")
    func replacing() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.commit(Everything.records)
        var account = Everything.owner
        account.name = "Anna"
        account.verifier = nil
        account.fingerprints = [String(repeating: "c", count: 64)]
        account.presence = nil
        account.isAlwaysOn = true
        var home = Everything.home
        home.founder = nil
        home.isOpen = true
        home.modes = RoomModes()
        home.lists = [.exceptions: [ListEntry(mask: "m", author: "a", time: Timestamp(milliseconds: 1))]]
        var belonging = Everything.belongings[0]
        belonging.ranks = [.op]
        belonging.isPresent = false
        var ban = Everything.bans[0]
        ban.reason = "again"
        try store.commit([
            .account(account), .room(home), .belonging(belonging), .serverBan(ban),
            .serverBanLifted(mask: Everything.bans[1].mask),
            .marker(account.id, target: "bob", Timestamp(milliseconds: 9)),
            .metadata(.account(account.id), key: "avatar", value: nil),
            .metadata(.room(home.number), key: "colour", value: "red"),
            .metadata(.room(home.number), key: "other", value: ""),
        ])
        var expected = Everything.restored
        expected.rooms[0].record = home
        expected.rooms[0].belongings[0] = belonging
        expected.rooms[0].metadata = ["colour": "red", "other": ""]
        expected.owners[0].account = account
        expected.owners[0].markers["bob"] = Timestamp(milliseconds: 9)
        expected.owners[0].metadata = [:]
        expected.serverBans = [ban]
        #expect(try store.restore() == expected)
    }

    @Test("a room that ends loses what is its own, and its number is not given again")
    func roomEnds() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.commit(Everything.records)
        try store.commit([.roomEnded(Everything.den)])
        var expected = Everything.restored
        expected.rooms = []
        #expect(try store.restore() == expected)
        try store.commit([.room(Everything.home)])
        #expect(try store.restore().rooms.first?.belongings == [])
        #expect(try store.restore().rooms.first?.metadata == [:])
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test("a closed room without a founder ends with its server, and loses what is its own")
    func closedRoom() throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            var home = Everything.home
            home.founder = nil
            try store.commit(Everything.records + [.room(home)])
        }
        #expect(try cellar.open().restore().rooms == [])
        let rows = try DatabaseQueue(path: cellar.database).read {
            try Int.fetchOne($0, sql: "SELECT (SELECT count(*) FROM room_mask) + (SELECT count(*) FROM belonging)")
        }
        #expect(rows == 0)
    }

    @Test("an account that ends leaves nothing of its own, and its number is not given again")
    func accountEnds() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.commit(Everything.records + [.metadata(.account(Everything.guest.id), key: "k", value: "v")])
        try store.commit([.accountEnded(Everything.guest.id)])
        var expected = Everything.restored
        expected.rooms[0].belongings.removeLast()
        expected.conversations.removeLast()
        expected.owners.removeLast()
        #expect(try store.restore() == expected)
        // The other one of the two could still read on.
        try store.commit([.accountEnded(Everything.owner.id)])
        let restored = try store.restore()
        #expect(restored.conversations == [] && restored.owners == [])
        #expect(restored.nextAccount == AccountID(6))
        #expect(restored.nextRoom == RoomNumber(23))
        #expect(Store.check(at: cellar.path) == [])
        let rows = try DatabaseQueue(path: cellar.database).read { database in
            try ["account", "fingerprint", "belonging", "marker", "metadata"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? 0
            }
        }
        #expect(rows == [0, 0, 0, 0, 1], "but for the room's metadata")
    }

    @Test(
        "a row that cannot have been written is an error at start",
        arguments: [
            "account SET verifier = 'plain'", "account SET name = 'a b'", "account SET nick = ''",
            "account SET user = NULL WHERE nick IS NOT NULL", "room SET flags = CAST(x'FF' AS TEXT)",
            "room SET founder = -1 WHERE number = 22", "room SET member_limit = -1",
            "room_mask SET list = 'x' WHERE list = 'I'",
            "room_mask SET mask = char(10)", "belonging SET since = -1", "belonging SET account = 0 WHERE account = 4",
            "conversation SET nick = NULL", "conversation SET account = 0", "metadata SET key = ''",
            "metadata SET value = char(0)", "server_ban SET reason = char(13)", "store SET last_event = -5",
            "fingerprint SET fingerprint = ''", "marker SET target = 'a' || char(10) || 'b' WHERE target = 'bob'",
        ])
    func damage(_ change: String) throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            try store.commit(Everything.records)
        }
        try DatabaseQueue(path: cellar.database).write { try $0.execute(sql: "UPDATE \(change)") }
        let store = try cellar.open()
        let isNeverMind = change.hasPrefix("store")
        if !isNeverMind { #expect(throws: StoreError.self) { try store.restore() } }
        let faults = Store.check(at: cellar.path)
        #expect(isNeverMind || !faults.isEmpty)
    }
}
