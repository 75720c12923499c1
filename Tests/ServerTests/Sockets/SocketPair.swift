import Glibc
import Testing

@testable import Server

/// Two ends of a stream, neither of which waits.
final class SocketPair {
    private let near: CInt
    private let far: CInt

    init() throws {
        var ends: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
        try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
        (near, far) = (ends[0], ends[1])
    }

    deinit {
        close(near)
        close(far)
    }

    var socket: PlainSocket { PlainSocket(near) }

    /// All that has come to the far end and was not read yet.
    func read() -> [UInt8] {
        var bytes: [UInt8] = []
        var some = [UInt8](repeating: 0, count: 64 * 1_024)
        while case let count = Glibc.read(far, &some, some.count), count > 0 { bytes += some[..<count] }
        return bytes
    }

    /// Sends until the kernel takes nothing more.
    func fill() {
        let bytes = [UInt8](repeating: 0, count: 64 * 1_024)
        while bytes.withUnsafeBytes({ socket.send($0) }) > 0 {}
    }

    /// Nothing can be sent any more: an error, and not a lack of room.
    func breaks() {
        shutdown(near, CInt(SHUT_WR))
    }
}
