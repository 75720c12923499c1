import NIOCore
import ServerCore

extension Address {
    /// An IPv4 address that came through an IPv6 socket is told as IPv4.
    init(_ address: SocketAddress?) {
        let host = address?.ipAddress ?? "127.0.0.1"
        let mapped = "::ffff:"
        self.init(
            host: host.hasPrefix(mapped) && host.contains(".") ? String(host.dropFirst(mapped.count)) : host,
            port: address?.port ?? 0)
    }
}
