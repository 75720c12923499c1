/// Why a server could not begin, in one sentence.
package enum ServerFailure: Error, Equatable, CustomStringConvertible {
    case addressInUse(host: String, port: Int)
    case cannotListen(String)

    package var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "\(host.contains(":") ? "[\(host)]" : host):\(port) is in use: another server listens there"
        case .cannotListen(let reason): "cannot listen on \(reason)"
        }
    }
}
