import Dispatch
import Foundation
import GRDB
import Glibc
import ServerCore
import ServerStore
import Synchronization
import Testing

@Suite("Files")
struct FilesTests {
    @Test("the directory and all files are closed to others, whatever the mask is")
    func permissions() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.commit(posts(.privately, 1...1))
        _ = try store.everything(of: .privately)
        #expect(cellar.permissions(of: "") == 0o700)
        for name in ["lock", "server.sqlite", "server.sqlite-wal", "server.sqlite-shm"] {
            #expect(cellar.permissions(of: name) == 0o600, "\(name)")
        }
    }

    @Test("a file that others could read is closed to them")
    func laxFile() throws {
        let cellar = Cellar()
        try cellar.open().close()
        chmod(cellar.database, 0o644)
        #expect(Store.check(at: cellar.path) == ["The file \(cellar.database) is open to other users of this machine."])
        let store = try cellar.open()
        #expect(cellar.permissions(of: "server.sqlite") == 0o600)
        store.close()
    }

    @Test("one process per database: the second one says so, and can have it once the first is done")
    func lock() throws {
        let cellar = Cellar()
        let first = try cellar.open()
        #expect(throws: StoreError.inUse(path: cellar.path)) { try cellar.open() }
        try first.commit(posts(.privately, 1...1))
        withExtendedLifetime(first) {}
    }

    @Test("the lock goes with the store")
    func unlock() throws {
        let cellar = Cellar()
        for sequence in 1...3 {
            let store = try cellar.open()
            try store.commit(posts(.privately, Int64(sequence)...Int64(sequence)))
        }
        #expect(try cellar.open().sequences(.latest(after: nil), of: .privately, limit: 9) == [1, 2, 3])
    }

    @Test("a store that is closed holds none of its files open", arguments: [Durability.normal, .full])
    func descriptors(_ durability: Durability) throws {
        let cellar = Cellar()
        func held() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
                .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
                .filter { $0.hasPrefix(cellar.path) }
        }
        let store = try cellar.open(durability)
        try store.commit(posts(.privately, 1...1))
        try store.reopen()
        try store.commit(posts(.privately, 2...2))
        #expect(try held().contains(cellar.database + "-wal"))
        store.close()
        #expect(try held() == [])
    }

    @Test("in memory nothing is on disk")
    func memory() throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.commit(posts(.privately, 1...1))
        #expect(cellar.permissions(of: "") == nil)
    }

    @Test("missing parents are made; a file in the way is named")
    func parents() throws {
        let cellar = Cellar()
        let deep = "\(cellar.path)/one/two/"
        try Store(at: deep, durability: .normal, random: 1).close()
        #expect(cellar.permissions(of: "one") == 0o700)
        let file = "\(deep)lock"
        for path in [file, "\(file)/x"] {
            #expect(throws: StoreError.directory(path: file, reason: "it is not a directory")) {
                try Store(at: path, durability: .normal, random: 1)
            }
        }
        for name in ["lock", "server.sqlite"] { unlink(deep + name) }
        rmdir(deep)
        rmdir("\(cellar.path)/one")
    }

    @Test("a database of a newer version is refused by name, and left alone")
    func newer() throws {
        let cellar = Cellar()
        try cellar.open().close()
        try DatabaseQueue(path: cellar.database).write { try $0.execute(sql: "PRAGMA user_version = 3") }
        let error = StoreError.newer(path: cellar.database, version: 3, known: 2)
        #expect(throws: error) { try cellar.open() }
        #expect(Store.check(at: cellar.path) == [error.description])
        #expect(throws: error) { try Store.export("#tea", at: cellar.path, fold: { $0 }, each: { _ in }) }
    }

    @Test("a directory that is refused gives back its descriptors once, and nobody else's")
    func refusedOnce() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        let lost = Mutex(0)
        // Whoever closes a descriptor twice closes that of the other thread, now and then.
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            for _ in 0..<3_000 {
                if side == 0 {
                    _ = try? cellar.open()
                } else {
                    let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
                    usleep(1)
                    if descriptor >= 0, close(descriptor) != 0 { lost.withLock { $0 += 1 } }
                }
            }
        }
        #expect(lost.withLock { $0 } == 0)
        store.close()
    }

    @Test("a database of another program is refused, and left alone", arguments: [0, 42])
    func foreign(_ application: Int) throws {
        let cellar = Cellar()
        mkdir(cellar.path, 0o700)
        try DatabaseQueue(path: cellar.database).write {
            try $0.execute(sql: "CREATE TABLE bookmark (title TEXT); PRAGMA application_id = \(application)")
        }
        let before = cellar.read("server.sqlite")
        #expect(throws: StoreError.notOurs(path: cellar.database)) { try cellar.open() }
        let isLeftAlone = cellar.read("server.sqlite") == before
        #expect(isLeftAlone)
        #expect(cellar.permissions(of: "server.sqlite-wal") == nil)
    }

    @Test("a file that is no database is refused, and left alone")
    func noDatabase() throws {
        let cellar = Cellar()
        let letter = Array(String(repeating: "Dear diary, today I made tea. ", count: 300).utf8)
        cellar.write(letter, to: "server.sqlite")
        let error = StoreError.notOurs(path: cellar.database)
        #expect(throws: error) { try cellar.open() }
        #expect(Store.check(at: cellar.path) == [error.description])
        let isLeftAlone = cellar.read("server.sqlite") == letter
        #expect(isLeftAlone)
    }

    @Test("a start that was cut off after any of its steps is gone on with")
    func cutOff() throws {
        let empty = Cellar()
        empty.write([], to: "server.sqlite")
        #expect(try empty.open().restore() == .nothing(store: 7))
        let claimed = Cellar()
        mkdir(claimed.path, 0o700)
        try DatabaseQueue(path: claimed.database).write { try $0.execute(sql: "PRAGMA application_id = 0x63686174") }
        #expect(Store.check(at: claimed.path).filter { !$0.contains("other users") } == [])
        #expect(try claimed.open().restore() == .nothing(store: 7))
    }

    @Test("every error is one sentence")
    func sentences() {
        let errors: [StoreError] = [
            .directory(path: "/d", reason: "No space left on device"), .inUse(path: "/d"),
            .newer(path: "/d/f", version: 3, known: 1), .older(path: "/d/f", version: 1, known: 2),
            .notOurs(path: "/d/f"), .full,
            .unusable(code: 10, reason: "disk I/O error"), .corrupt("a row"), .unknownRoom(.tea),
            .contradiction("a row"), .refusing, .closed,
        ]
        for error in errors {
            #expect(error.description.hasSuffix(".") && !error.description.contains("\n"))
        }
    }
}
