import ChatProtocol
import Logging
import NIOConcurrencyHelpers
import NIOCore
import Server
import ServerCore
import TerminalEmulator

/// A server on a free port of loopback, and an archive that fails when it is told to.
final class RunningServer: Sendable {
    let port: Int
    let archive: Shelf
    private let server: ChatServer

    static func start(
        on shelf: Shelf = Shelf(), _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws -> RunningServer {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.threads = 2
        // Tests say much at once; those of the limit itself set it.
        configuration.limits.flood = nil
        change(&configuration)
        let null = HostLog(to: -1, level: .critical)
        let server = ChatServer(configuration, archive: shelf, restored: .nothing(store: 7), log: null)
        let address = try await server.listen()
        return RunningServer(server, port: address.port ?? 0, shelf)
    }

    private init(_ server: ChatServer, port: Int, _ archive: Shelf) {
        self.server = server
        self.port = port
        self.archive = archive
    }

    func stop() async { await server.stop() }

    /// A registered IRC client, in the lobby.
    func member(_ nick: String, capabilities: String = "") throws -> LineClient {
        let client = try LineClient(port: port)
        if !capabilities.isEmpty { client.sends("CAP REQ :\(capabilities)\r\n") }
        client.sends("NICK \(nick)\r\nUSER u 0 * :\(nick)\r\n")
        if !capabilities.isEmpty { client.sends("CAP END\r\n") }
        client.sends("JOIN #lobby\r\n")
        try client.waits(for: " 366 ")
        return client
    }

    /// A raw member, who sends lines.
    func rawMember(_ nick: String) throws -> LineClient {
        let client = try LineClient(port: port)
        client.sends("!\(nick)\n#\n")
        try client.waits(for: "'\(nick)': ('127.0.0.1', ")
        return client
    }
}

/// An archive in memory.
final class Shelf: Archive {
    struct Broken: Error {}

    private struct Contents {
        var posts: [Post] = []
        var endings: [RoomNumber] = []
        /// Writes that still succeed; nil: all.
        var writesLeft: Int?
        var isHeld = false
    }

    private let contents = NIOLockedValueBox(Contents())
    /// Held while writes are to wait.
    private let gate = NIOLock()

    var endings: [RoomNumber] { contents.withLockedValue { $0.endings } }
    var posts: [Post] { contents.withLockedValue { $0.posts } }

    func breaks(after writes: Int) {
        contents.withLockedValue { $0.writesLeft = writes }
    }

    func holds() { gate.lock() }
    func letsGo() { gate.unlock() }

    func write(_ records: [Record]) throws {
        try gate.withLock {
            try contents.withLockedValue { contents in
                if let left = contents.writesLeft {
                    guard left > 0 else { throw Broken() }
                    contents.writesLeft = left - 1
                }
                for record in records {
                    switch record {
                    case .post(let post): contents.posts.append(post)
                    case .roomEnded(let room): contents.endings.append(room)
                    default: break
                    }
                }
            }
        }
    }

    func read(_ subject: Question.Subject) throws -> Answer {
        switch subject {
        case .page(let request):
            .entries(page(request).map { .post($0) })
        case .lastTimes: .times([:])
        default: .failed
        }
    }

    private func page(_ request: PageRequest) -> ArraySlice<Post> {
        let all = posts.filter { $0.room == request.room }
        guard case .after(.sequence(let sequence)) = request.part else { return all.suffix(request.limit) }
        return all.drop { $0.sequence <= sequence }.prefix(request.limit)
    }

    func tidy(at now: Timestamp) throws -> Bool { false }

    func prepare() -> Preparation { .done }

    func recover() throws {
        contents.withLockedValue { $0.writesLeft = nil }
    }
}
