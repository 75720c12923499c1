import ClientCore
import ClientStore
import GRDB
import Glibc
import Testing

@Suite("The files of the log")
struct FilesTests {
    @Test("the folder and all files are closed to others, whatever the mask is")
    func permissions() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines([said(1, "hello")], of: .lobby)])
        #expect(drawer.permissions(of: "") == 0o700)
        #expect(drawer.names == ["client.lock", "client.sqlite", "client.sqlite-shm", "client.sqlite-wal"])
        for name in drawer.names { #expect(drawer.permissions(of: name) == 0o600, "\(name)") }
        try log.close()
    }

    @Test("a file that others could read is closed to them")
    func laxFile() throws {
        let drawer = Drawer()
        try drawer.open().close()
        chmod(drawer.database, 0o644)
        try drawer.open().close()
        #expect(drawer.permissions(of: "client.sqlite") == 0o600)
    }

    @Test("one screen has it; the second one is told, and can have it once the first is done")
    func lock() throws {
        let drawer = Drawer()
        let first = try drawer.open()
        #expect(throws: LogTrouble.inUse(folder: drawer.path)) { try drawer.open() }
        try first.keep([.lines([said(1, "hello")], of: .lobby)])
        try first.close()
        withExtendedLifetime(first) {}
    }

    @Test("the lock goes with the log")
    func unlock() throws {
        let drawer = Drawer()
        for number in 1...3 { try drawer.open().keep([.lines([said(Int64(number), "line \(number)")], of: .lobby)]) }
        #expect(try drawer.open().texts(of: .lobby) == ["line 1", "line 2", "line 3"])
    }

    @Test("missing parents are made; a file in the way is named")
    func parents() throws {
        let drawer = Drawer()
        drawer.write([], to: "file")
        #expect(throws: LogTrouble.unusable(path: drawer.path + "/file", reason: "Not a directory")) {
            try Log(at: drawer.path + "/file")
        }
        let deep = drawer.path + "/one/two/"
        try Log(at: deep).close()
        #expect(drawer.permissions(of: "one") == 0o700)
        #expect(drawer.permissions(of: "one/two") == 0o700)
        for name in ["client.lock", "client.sqlite"] { unlink(deep + name) }
        for folder in ["one/two", "one"] { rmdir("\(drawer.path)/\(folder)") }
    }

    @Test("what is no database is put aside, never deleted, and a new log begins", arguments: 1...2)
    func damaged(times: Int) throws {
        let drawer = Drawer()
        let bytes = Array("This is a letter, not a log. ".utf8) + Array(repeating: 7, count: 5_000)
        for time in 1...times {
            drawer.write(bytes, to: "client.sqlite")
            let log = try drawer.open()
            #expect(log.trouble == .damaged(keptAs: "\(drawer.database).damaged-\(time)"))
            try log.keep([.lines([said(1, "a new beginning")], of: .lobby)])
            #expect(try log.texts(of: .lobby) == ["a new beginning"])
            try log.close()
            #expect(drawer.read("client.sqlite.damaged-\(time)") == bytes)
        }
        #expect(try drawer.open().trouble == nil)
    }

    @Test("a log whose beginning is overwritten is put aside with all that SQLite keeps beside it")
    func overwritten() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines([said(1, "hello")], of: .lobby)])
        try log.close()
        drawer.write(Array(repeating: 0xAA, count: 8_192), to: "client.sqlite")
        drawer.write(Array("a log of its own".utf8), to: "client.sqlite-wal")
        #expect(try drawer.open().trouble != nil)
        #expect(drawer.names.contains("client.sqlite.damaged-1"))
        #expect(drawer.read("client.sqlite.damaged-1-wal") == Array("a log of its own".utf8))
    }

    @Test("a log of a newer version is refused by name, and left as it is")
    func newer() throws {
        let drawer = Drawer()
        try drawer.open().close()
        try drawer.change("PRAGMA user_version = 99")
        let before = drawer.read("client.sqlite")
        #expect(throws: LogTrouble.newer(path: drawer.database)) { try drawer.open() }
        #expect(throws: LogTrouble.newer(path: drawer.database)) {
            try Log.export("#lobby", network: nil, at: drawer.path) { _ in }
        }
        #expect(drawer.read("client.sqlite") == before)
        #expect(!drawer.names.contains { $0.contains("damaged") })
    }

    @Test("a database of another program is refused by name, and left as it is")
    func notOurs() throws {
        let drawer = Drawer()
        mkdir(drawer.path, 0o700)
        try drawer.change("CREATE TABLE recipe (name TEXT)")
        #expect(throws: LogTrouble.notOurs(path: drawer.database)) { try drawer.open() }
        let tables = try DatabaseQueue(path: drawer.database).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema")
        }
        #expect(tables == ["recipe"])
    }

    @Test("a table that is gone stops the log with one sentence; the file is left as it is")
    func tableGone() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try drawer.change("DROP TABLE line")
        let trouble = #expect(throws: LogTrouble.self) { try log.keep([.lines([said(1, "hello")], of: .lobby)]) }
        #expect(trouble?.description.contains("client.sqlite") == true)
        try log.close()
    }

    @Test("every trouble is one line")
    func sentences() {
        let troubles: [LogTrouble] = [
            .inUse(folder: "/d"), .newer(path: "/d/f"), .notOurs(path: "/d/f"), .damaged(keptAs: "/d/g"), .full,
            .unusable(path: "/d", reason: "No space left on device"),
        ]
        for trouble in troubles {
            #expect(!trouble.description.isEmpty && !trouble.description.contains("\n"))
        }
    }
}
