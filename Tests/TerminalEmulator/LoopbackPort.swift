import Glibc

/// A port of this machine that nobody uses now, for a server that a test is about to start.
///
/// It lies below the range from which the kernel takes ports for outgoing connections (32768 and up), so that no
/// connection of another test takes it meanwhile.
package func freePort() throws -> Int {
    for _ in 0..<1000 {
        let port = UInt16.random(in: 20_000..<32_000)
        if canListen(onPort: port) { return Int(port) }
    }
    throw PseudoTerminal.Failure(call: "bind", code: EADDRINUSE)
}

private func canListen(onPort port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    // On every address, so that it is free on each of them.
    address.sin_addr.s_addr = INADDR_ANY
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
