import NIOCore
import ServerCore

extension IPAddress {
    /// Nil for a local socket's.
    init?(_ address: SocketAddress) {
        // Where it stands in sockaddr_in (behind family and port) and sockaddr_in6 (behind the flow as well).
        let place: Range<Int>
        switch address {
        case .v4: place = 4..<8
        case .v6: place = 8..<24
        case .unixDomainSocket: return nil
        }
        let bytes = address.withSockAddr { start, size in
            Array(UnsafeRawBufferPointer(start: start, count: size)[place])
        }
        self.init(bytes: bytes)
    }
}

extension Address {
    /// An IPv4 address that came through an IPv6 socket is told as IPv4, and a local socket as this machine.
    init(_ address: SocketAddress?) {
        self.init(
            host: address.flatMap { IPAddress($0) }?.description ?? "127.0.0.1", port: address?.port ?? 0)
    }
}
