/// What the first bytes of a connection on the main port say that it is.
package enum FirstBytes: Equatable, Sendable {
    /// More must come before it can be told.
    case incomplete
    case malformed(ProxyHeader.Fault)
    /// A proxy tells of its client; what follows is to be asked about again.
    case proxied(ProxyHeader, length: Int)
    /// A TLS handshake (RFC 8446, 5.1).
    case encrypted
    /// An HTTP request: the opening of a WebSocket.
    case request
    /// Lines of IRC, or the raw dialect, which the connection tells apart by itself.
    case lines

    private static let handshake: UInt8 = 0x16
    private static let get = Array("GET ".utf8)

    /// - Parameter mayBeProxied: whether the peer is one that may speak for others; from anybody else a header is text.
    package init(_ bytes: Span<UInt8>, mayBeProxied: Bool) {
        if mayBeProxied, !bytes.isEmpty {
            switch ProxyHeader.read(bytes) {
            case .absent: break
            case .incomplete:
                self = .incomplete
                return
            case .malformed(let fault):
                self = .malformed(fault)
                return
            case .header(let header, let length):
                self = .proxied(header, length: length)
                return
            }
        }
        if bytes.isEmpty {
            self = .incomplete
        } else if bytes[0] == Self.handshake {
            self = .encrypted
        } else if bytes.begins(with: Self.get) {
            self = bytes.count < Self.get.count ? .incomplete : .request
        } else {
            self = .lines
        }
    }
}
