import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Why a connection is gone or never came up.
extension Link {
    /// An error in the fewest words.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return reason(first.error) }
            return "no address is known for \(error.host)"
        case let error as IOError: return String(cString: strerror(error.errnoCode))
        case let error as ChannelError:
            if case .connectTimeout = error { return "no answer" }
            return "\(error)"
        case let error as NIOSSLError: return reason(error)
        case is NIOSSLExtraError: return "TLS: \(error)"
        default: return String(describing: error)
        }
    }

    private static func reason(_ error: NIOSSLError) -> String {
        switch error {
        case .uncleanShutdown: return "the server closed the connection"
        case .handshakeFailed(let detail):
            let text = String(describing: detail)
            return text.contains("WRONG_VERSION_NUMBER") ? "no TLS is spoken there" : "the TLS handshake failed"
        default: return "TLS: \(error)"
        }
    }
}
