import ChatProtocol
import Foundation
import NIOCore

/// This machine's own addresses.
enum LocalAddresses {
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// Whether a server that listens there is a server on this machine.
    static func contain(_ host: String) -> Bool {
        if isLoopback(host) || host == "0.0.0.0" || host == "::" { return true }
        return all.contains(host)
    }

    /// At which others can reach this machine.
    static func reachable(withIPv6: Bool) -> [String] {
        all.filter { !isLoopback($0) && !$0.hasPrefix("fe80:") && (withIPv6 || !$0.contains(":")) }
    }

    private static var all: [String] {
        ((try? System.enumerateDevices()) ?? []).compactMap { $0.address?.ipAddress }
    }

    /// Whether somebody listens there now.
    static func answers(at endpoint: Endpoint) -> Bool {
        guard let address = try? SocketAddress.makeAddressResolvingHost(endpoint.host, port: endpoint.port) else {
            return false
        }
        let family = address.protocol == .inet6 ? AF_INET6 : AF_INET
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return address.withSockAddr { pointer, size in
            Glibc.connect(descriptor, pointer, socklen_t(size)) == 0
        }
    }

    /// Whether somebody listens there now or soon.
    static func answers(at endpoint: Endpoint, within seconds: Int) -> Bool {
        for _ in 0..<seconds * 20 {
            if answers(at: endpoint) { return true }
            usleep(50_000)
        }
        return false
    }

    /// As many connections as the system allows at all (reliability, threat 19).
    static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
