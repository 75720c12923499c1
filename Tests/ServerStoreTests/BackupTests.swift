import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("Backups")
struct BackupTests {
    @Test("a copy made while others write is whole, of one moment, and closed to others", arguments: [false, true])
    func underWrites(_ isByAnotherProcess: Bool) async throws {
        let cellar = Cellar()
        let other = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        let text = String(repeating: "x", count: 500)
        try store.commit(posts(.tea, 1...5_000, text))
        async let written: Int64 = {
            var next: Int64 = 5_001
            while next < 9_000 {
                try store.commit(posts(.tea, next...next + 9, text))
                next += 10
            }
            return next - 1
        }()
        other.write([], to: "lock")
        if isByAnotherProcess {
            try Store.backup(from: cellar.path, to: other.path + "/copy")
        } else {
            try store.backup(to: other.path + "/copy")
        }
        let last = try await written
        #expect(other.permissions(of: "copy") == 0o600)
        for suffix in [".part", "-wal", "-shm", "-journal"] { #expect(other.permissions(of: "copy" + suffix) == nil) }
        other.write(other.read("copy"), to: "server.sqlite")
        let restored = try other.open()
        let copied = try #require(try restored.restore().rooms.first).lastSequence
        #expect((5_000...last).contains(copied) && copied % 10 == 0)
        #expect(try restored.sequences(.before(.sequence(21)), limit: 99) == Array(1...20))
        restored.close()
        #expect(Store.check(at: other.path) == [])
    }

    @Test("a store in memory can be written to a file")
    func memory() throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.commit(posts(.privately, 1...50))
        cellar.write([], to: "lock")
        try store.backup(to: cellar.path + "/copy")
        try store.commit(posts(.privately, 51...60))
        cellar.write(cellar.read("copy"), to: "server.sqlite")
        #expect(try cellar.open().everything(of: .privately).count == 50)
    }

    @Test("a file that is there is left alone; where no file can be made, that is said")
    func refused() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        cellar.write(Array("mine".utf8), to: "copy")
        let error = StoreError.directory(path: cellar.path + "/copy", reason: "it is there already")
        #expect(throws: error) { try store.backup(to: cellar.path + "/copy") }
        #expect(cellar.read("copy") == Array("mine".utf8))
        #expect(throws: StoreError.self) { try store.backup(to: cellar.path + "/nowhere/copy") }
        #expect(throws: StoreError.self) {
            try Store.backup(from: cellar.path + "/nowhere", to: cellar.path + "/other")
        }
        #expect(cellar.permissions(of: "other") == nil && cellar.permissions(of: "other.part") == nil)
    }
}
