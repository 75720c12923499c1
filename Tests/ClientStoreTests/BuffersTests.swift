import ClientCore
import ClientStore
import Testing

@Suite("Buffers in the log")
struct BuffersTests {
    private static func lobby(_ position: Int = 1) -> LoggedBuffer {
        LoggedBuffer(.lobby, kind: .room, target: "#Lobby", position: position)
    }

    private static func bob(_ position: Int = 2) -> LoggedBuffer {
        LoggedBuffer(.bob, kind: .person, target: "Bob", position: position)
    }

    @Test("come back in their order with all that is kept of them, each network's by itself")
    func same() throws {
        var lobby = Self.lobby(2)
        lobby.isCurrent = true
        lobby.isWanted = true
        lobby.draft = "半句话\nand more 👍🏽"
        lobby.cursor = 3
        lobby.reading = LoggedBuffer.Reading(top: LogPlace(number: 4, order: -9), row: 2)
        lobby.seen = LogPlace(number: 5, order: 1 << 40)
        lobby.cleared = LogPlace(number: 1, order: -10)
        let bob = Self.bob(1)
        let elsewhere = LoggedBuffer(.elsewhere, kind: .room, target: "#lobby", position: 0)
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.buffer(lobby), .buffer(elsewhere), .buffer(bob)])
        try log.close()
        let again = try drawer.open()
        #expect(try again.remembered(of: LogName.lobby.network).buffers == [bob, lobby])
        #expect(try again.remembered(of: LogName.elsewhere.network).buffers == [elsewhere])
        #expect(try again.remembered(of: "nowhere:1") == Remembered(network: "nowhere:1", nextNumber: 1))
    }

    @Test("that are closed do not come back; their lines stay, and are there when they are opened again")
    func closed() throws {
        let log = try Drawer().open()
        var bob = Self.bob()
        bob.draft = "never said"
        try log.keep([.buffer(bob), .lines([said(1, "hello")], of: .bob)])
        try log.keep([.closed(.bob)])
        #expect(try log.remembered(of: LogName.bob.network).buffers == [])
        #expect(try log.texts(of: .bob) == ["hello"])
        try log.keep([.buffer(Self.bob(3))])
        #expect(try log.remembered(of: LogName.bob.network).buffers == [Self.bob(3)])
        #expect(try log.texts(of: .bob) == ["hello"])
    }

    @Test("follow a change of nick; who had that nick before keeps their own lines")
    func renamed() throws {
        let log = try Drawer().open()
        let robert = LogName(network: LogName.bob.network, folded: "robert")
        try log.keep([.lines([said(1, "the old robert")], of: robert)])
        try log.keep([.buffer(Self.bob()), .lines([said(2, "bob")], of: .bob)])
        var renamed = LoggedBuffer(robert, kind: .person, target: "Robert", position: 2)
        renamed.draft = "hi"
        try log.keep([.renamed(.bob, to: robert), .buffer(renamed), .lines([said(3, "bob again")], of: robert)])
        #expect(try log.remembered(of: robert.network).buffers == [renamed])
        #expect(try log.texts(of: robert) == ["bob", "bob again"])
        #expect(try log.texts(of: .bob) == [])
        #expect(try log.find("old", limit: 9).count == 1)
    }

    @Test("numbers go on behind the highest that any network's line has")
    func numbers() throws {
        let log = try Drawer().open()
        try log.keep([.lines([said(41, "here")], of: .lobby), .lines([said(7, "there")], of: .elsewhere)])
        #expect(try log.remembered(of: LogName.elsewhere.network).nextNumber == 42)
    }

    @Test("numbers that leave no room for others cannot be ours")
    func lastNumber() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines([said(.max - 1, "here", at: 0)], of: .lobby)])
        #expect(throws: LogTrouble.self) { try log.remembered(of: LogName.lobby.network) }
    }

    @Test("a batch is written whole or not at all")
    func whole() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try drawer.change(
            "CREATE TRIGGER no BEFORE INSERT ON line WHEN new.text = 'no' BEGIN SELECT RAISE(ABORT, 'no'); END")
        #expect(throws: LogTrouble.self) {
            try log.keep([.buffer(Self.lobby()), .lines([said(1, "yes"), said(2, "no")], of: .lobby)])
        }
        #expect(try log.remembered(of: LogName.lobby.network).buffers == [])
        try log.keep([.lines([said(1, "yes")], of: .lobby)])
        #expect(try log.texts(of: .lobby) == ["yes"])
    }
}

@Suite("The bound of the log")
struct BoundTests {
    @Test("the oldest lines of each buffer go, and nobody finds them any more")
    func bound() throws {
        let log = try Drawer().open(100)
        try log.keep([.lines([said(5_000, "kept here")], of: .bob)])
        for start in stride(from: Int64(1), through: 991, by: 10) {
            try log.keep([.lines((start..<start + 10).map { said($0, "word\($0) all") }, of: .lobby)])
        }
        let texts = try log.texts(of: .lobby)
        #expect((100...125).contains(texts.count))
        #expect(texts.last == "word1000 all")
        #expect(texts == (1_001 - texts.count...1_000).map { "word\($0) all" })
        #expect(try log.find("word1", limit: 9) == [])
        #expect(try log.find("all", limit: 1_000).count == texts.count)
        #expect(try log.texts(of: .bob) == ["kept here"])
    }

    @Test("a bound that was made smaller holds from the next line on")
    func smaller() throws {
        let drawer = Drawer()
        let log = try drawer.open(1_000)
        try log.keep([.lines((1...900).map { said($0, "\($0)") }, of: .lobby)])
        try log.close()
        let again = try drawer.open(10)
        try again.keep([.lines([said(901, "901")], of: .lobby)])
        #expect(try again.texts(of: .lobby) == (892...901).map { "\($0)" })
    }
}
