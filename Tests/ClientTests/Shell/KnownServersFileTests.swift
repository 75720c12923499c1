import Foundation
import TerminalEmulator
import Testing

@testable import Client
@testable import ClientCore

@Suite("the file of known servers") struct KnownServersFileTests {
    private func trust(_ host: String) -> KnownServers.News { .trust(host: host, port: 6_697, .vouched) }

    @Test("need not be there, is the person's alone, and keeps what others have added")
    func adding() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "a/b")
        let file = KnownServersFile(in: path)
        #expect(try file.read() == KnownServers())
        try file.add(trust("one"))
        try KnownServersFile(in: path).add(trust("two"))
        let known = try file.read()
        #expect(known.trust(host: "one", port: 6_697) == .vouched && known.trust(host: "two", port: 6_697) == .vouched)
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/known_servers")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
    }

    @Test("is added to by many at once, and none is lost")
    func together() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await withTaskGroup { group in
            for number in 0..<20 {
                let news = trust("h\(number)")
                group.addTask { #expect(throws: Never.self) { try KnownServersFile(in: path).add(news) } }
            }
        }
        let known = try KnownServersFile(in: path).read()
        #expect((0..<20).allSatisfy { known.trust(host: "h\($0)", port: 6_697) == .vouched })
    }

    @Test("that cannot be read is not taken for empty, since anybody would be trusted then")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path(of: "known_servers"), withIntermediateDirectories: false)
        #expect(throws: KnownServersError.self) { try KnownServersFile(in: folder.path).read() }
        #expect(throws: KnownServersError.self) { try KnownServersFile(in: folder.path).add(trust("one")) }
        let long = try TemporaryFolder()
        try long.writes(String(repeating: "#", count: 1 << 21), to: "known_servers")
        #expect(throws: KnownServersError.self) { try KnownServersFile(in: long.path).read() }
    }
}
