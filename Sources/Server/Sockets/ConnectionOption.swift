import Glibc
import NIOCore

/// What is asked of the kernel for every connection. Set on the listening socket alone: Linux copies each of these to the
/// connections that it takes, which spares seven system calls for every one of them.
package struct ConnectionOption: Hashable, Sendable {
    let level: CInt
    let name: CInt
    let value: CInt

    package static let all: [ConnectionOption] = [
        ConnectionOption(level: SOL_SOCKET, name: SO_KEEPALIVE, value: 1),
        ConnectionOption(level: CInt(IPPROTO_TCP), name: TCP_NODELAY, value: 1),
        // What the kernel holds for one that does not read, doubled by it (reliability, threat 1).
        ConnectionOption(level: SOL_SOCKET, name: SO_SNDBUF, value: 128 * 1_024),
        // A peer that is gone is noticed without a word from it (reliability, threat 24): seconds, seconds, times, and
        // milliseconds that sent bytes may stay unacknowledged.
        ConnectionOption(level: CInt(IPPROTO_TCP), name: TCP_KEEPIDLE, value: 60),
        ConnectionOption(level: CInt(IPPROTO_TCP), name: TCP_KEEPINTVL, value: 15),
        ConnectionOption(level: CInt(IPPROTO_TCP), name: TCP_KEEPCNT, value: 3),
        ConnectionOption(level: CInt(IPPROTO_TCP), name: userTimeout, value: 60_000),
    ]

    /// TCP_USER_TIMEOUT of Linux, which the C library's Swift overlay does not name.
    private static let userTimeout: CInt = 18

    /// For a listening channel.
    var channelOption: ChannelOptions.Types.SocketOption {
        ChannelOptions.Types.SocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: level), name: NIOBSDSocket.Option(rawValue: name))
    }

    /// Whether the kernel took it.
    func set(on descriptor: CInt) -> Bool {
        var value = value
        return setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<CInt>.size)) == 0
    }

    /// What the kernel says now; nil if it refuses to say.
    func read(from descriptor: CInt) -> CInt? {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, level, name, &value, &size) == 0 ? value : nil
    }
}
