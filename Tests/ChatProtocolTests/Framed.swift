import ChatProtocol

/// What a framer gave for a stream, in order.
enum Framed: Equatable, CustomStringConvertible {
    case line([UInt8])
    case fault(LineFramer.Fault)

    static func line(_ text: String) -> Framed { .line(Array(text.utf8)) }

    /// The stream read in these pieces.
    static func pieces(of reads: [[UInt8]], limit: Int) -> [Framed] {
        var framer = LineFramer(limit: limit)
        return reads.flatMap { framer.framed($0) }
    }

    var description: String {
        switch self {
        case .line(let bytes): "line \"\(String(decoding: bytes, as: UTF8.self))\""
        case .fault(let fault): "\(fault)"
        }
    }
}

extension LineFramer {
    /// What one read completes.
    mutating func framed(_ read: [UInt8]) -> [Framed] {
        var framed: [Framed] = []
        feed(
            read.span, line: { line in framed.append(.line(line.indices.map { line[$0] })) },
            fault: { fault in framed.append(.fault(fault)) })
        return framed
    }
}
