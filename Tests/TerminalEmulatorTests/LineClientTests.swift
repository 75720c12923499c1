import Glibc
import Testing

@testable import TerminalEmulator

@Suite("a client that speaks bytes, ports and programs")
struct LineClientTests {
    /// The other end of the line: accepts one client and does as it is told.
    private final class Peer {
        private let listener: CInt
        private(set) var line: CInt = -1

        init(port: Int) throws {
            listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(bound == 0 && listen(listener, 1) == 0)
        }

        deinit {
            closes()
            close(listener)
        }

        func accepts() { line = accept(listener, nil, nil) }
        func says(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(line, $0.baseAddress, $0.count) } }

        /// The next bytes, empty when the client has said its last.
        func hears() -> String {
            var bytes = [UInt8](repeating: 0, count: 1000)
            let length = read(line, &bytes, bytes.count)
            return length < 0 ? "reset" : String(decoding: bytes.prefix(length), as: UTF8.self)
        }

        func closes() {
            if line >= 0 { close(line) }
            line = -1
        }
    }

    private func connected(isDeaf: Bool = false) throws -> (LineClient, Peer) {
        let port = try freePort()
        let peer = try Peer(port: port)
        let client = try LineClient(port: port, isDeaf: isDeaf)
        peer.accepts()
        return (client, peer)
    }

    @Test("lines are waited for one after the other, whatever stands between them")
    func lines() throws {
        let (client, peer) = try connected()
        client.sends("NICK ann\r\n")
        #expect(peer.hears() == "NICK ann\r\n")
        peer.says(":s 001 ann :hi\r\n:s 366 ann #a :end\r\n:s 366 ann #b :end\npart")
        #expect(try client.waits(for: "366") == ":s 366 ann #a :end")
        #expect(try client.waits(for: "366") == ":s 366 ann #b :end")
        #expect(client.lines == [":s 001 ann :hi", ":s 366 ann #a :end", ":s 366 ann #b :end"])
        #expect(client.text.hasSuffix("part"))
        let error = #expect(throws: LineClient.Disappointment.self) { try client.waits(for: "001", within: 0) }
        #expect(error?.description.contains(":s 366 ann #b :end") == true)
    }

    @Test("text without lines can be waited for")
    func text() throws {
        let (client, peer) = try connected()
        peer.says("Enter nick: ")
        try client.waits(forText: "nick: ")
        peer.says("nick: again")
        try client.waits(forText: "nick: ")
        #expect(throws: LineClient.Disappointment.self) { try client.waits(forText: "nick: ", within: 0) }
    }

    @Test("the end of the server is noticed, and a wait for a line ends with it")
    func end() throws {
        let (client, peer) = try connected()
        peer.says("ERROR :bye\r\n")
        peer.closes()
        try client.waits(for: "ERROR")
        try client.waitsForEnd()
        #expect(throws: LineClient.Disappointment.self) { try client.waits(for: "more", within: 3600) }
    }

    @Test("half a close still lets the server speak; an abort resets")
    func closing() throws {
        let (client, peer) = try connected()
        client.closesSending()
        #expect(peer.hears() == "")
        peer.says("last\r\n")
        try client.waits(for: "last")
        let (rude, other) = try connected()
        rude.aborts()
        #expect(other.hears() == "reset")
    }

    @Test("a deaf client stops the server after little")
    func deaf() throws {
        let (client, peer) = try connected(isDeaf: true)
        var least: CInt = 1
        setsockopt(peer.line, SOL_SOCKET, SO_SNDBUF, &least, socklen_t(MemoryLayout<CInt>.size))
        _ = fcntl(peer.line, F_SETFL, O_NONBLOCK)
        let chunk = [UInt8](repeating: 0x78, count: 1000)
        var taken = 0
        while true {
            let written = write(peer.line, chunk, chunk.count)
            if written <= 0 { break }
            taken += written
        }
        #expect(taken < 64 * 1024)
        client.sends("still speaks\r\n")
        var polled = pollfd(fd: peer.line, events: Int16(POLLIN), revents: 0)
        poll(&polled, 1, 5000)
        #expect(peer.hears() == "still speaks\r\n")
        #expect(client.lines == [])
    }

    @Test("a port where nobody listens is an error that names it")
    func nobody() throws {
        let port = try freePort()
        let error = #expect(throws: PseudoTerminal.Failure.self) { try LineClient(port: port) }
        #expect(error?.description == "connect to port \(port): Connection refused")
    }

    @Test(
        "the program is looked for where the tests were built",
        arguments: [
            (["/x/debug/chatPackageTests.xctest"], "/x/debug/chatPackageTests.xctest", ["/x/debug"]),
            (
                ["swiftpm-testing-helper", "--test-bundle-path", "/b/debug/c.xctest/Contents/MacOS/c"],
                "/usr/bin/helper",
                [
                    "/b/debug/c.xctest/Contents/MacOS", "/b/debug/c.xctest/Contents", "/b/debug/c.xctest", "/b/debug",
                    "/usr/bin",
                ]
            ),
            (["h", "--test-bundle-path", "/b/debug/c.xctest"], nil, ["/b/debug"]), (["h"], nil, []),
            (["h", "--test-bundle-path"], nil, []),
        ] as [([String], String?, [String])])
    func folders(_ arguments: [String], _ executable: String?, _ folders: [String]) {
        #expect(ProgramUnderTest.folders(arguments: arguments, executable: executable) == folders)
    }

    @Test("what was built is found, and what was not is an error that says where it was looked for")
    func program() throws {
        // The only executable that is certainly beside these tests is the one that holds them.
        let name = try #require(CommandLine.arguments.first { $0.contains(".xctest") }?.split(separator: "/").last)
        #expect(try ProgramUnderTest(String(name)).path.hasSuffix("/\(name)"))
        #expect(throws: ProgramUnderTest.Missing.self) { try ProgramUnderTest("no-such-program") }
    }

    @Test("a temporary folder goes with its last user")
    func folder() throws {
        var folder: TemporaryFolder? = try TemporaryFolder()
        let path = try #require(try folder?.writes("text", to: "config.ini"))
        #expect(folder?.text(of: "config.ini") == "text" && folder?.text(of: "other") == nil)
        #expect(access(path, F_OK) == 0)
        folder = nil
        #expect(access(path, F_OK) != 0)
    }
}
