/// Cuts a stream of bytes into lines at LF, one CR before it dropped. Knows nothing of what a line means.
///
/// It holds at most `limit` bytes. A longer line is reported once as `.tooLong` and skipped up to its end; once more than
/// `Limits.withoutNewline` bytes of it have come, it is reported as `.endless`, again once. How the stream is cut into
/// reads changes nothing of what is given and reported.
package struct LineFramer: Sendable {
    package enum Fault: Error, Equatable, Sendable {
        case tooLong
        case endless
    }

    /// Bytes a line may have, its CR LF included.
    private let limit: Int
    private var rest: [UInt8] = []
    /// Bytes skipped so far of a line that is too long; nil while lines are in order.
    private var skipped: Int?

    package init(limit: Int) {
        self.limit = limit
    }

    /// True while part of a line waits for its end.
    package var isInsideLine: Bool { !rest.isEmpty || skipped != nil }

    /// Takes the bytes of one read and gives every line that they complete, in order, without its CR LF.
    package mutating func feed(_ bytes: Span<UInt8>, line take: (Span<UInt8>) -> Void, fault report: (Fault) -> Void) {
        var start = 0
        while start < bytes.count {
            guard let end = Self.newline(in: bytes, from: start) else {
                hold(bytes.extracting(start..<bytes.count), fault: report)
                return
            }
            complete(with: bytes.extracting(start..<end), line: take, fault: report)
            start = end + 1
        }
    }

    private mutating func complete(
        with piece: Span<UInt8>, line take: (Span<UInt8>) -> Void, fault report: (Fault) -> Void
    ) {
        if let already = skipped {
            skip(already, more: piece.count, fault: report)
            skipped = nil
        } else if rest.count + piece.count + 1 > limit {
            let already = rest.count
            rest.removeAll(keepingCapacity: false)
            report(.tooLong)
            skip(already, more: piece.count, fault: report)
            skipped = nil
        } else if rest.isEmpty {
            take(piece.extracting(0..<Self.lengthWithoutReturn(piece)))
        } else {
            for index in 0..<piece.count { rest.append(piece[index]) }
            let whole = rest
            rest = []
            take(whole.span.extracting(0..<Self.lengthWithoutReturn(whole.span)))
        }
    }

    private mutating func hold(_ piece: Span<UInt8>, fault report: (Fault) -> Void) {
        if let already = skipped {
            skip(already, more: piece.count, fault: report)
        } else if rest.count + piece.count >= limit {
            let already = rest.count
            rest.removeAll(keepingCapacity: false)
            report(.tooLong)
            skip(already, more: piece.count, fault: report)
        } else {
            for index in 0..<piece.count { rest.append(piece[index]) }
        }
    }

    private mutating func skip(_ already: Int, more: Int, fault report: (Fault) -> Void) {
        let total = min(already + more, Limits.withoutNewline + 1)
        skipped = total
        if already <= Limits.withoutNewline && total > Limits.withoutNewline { report(.endless) }
    }

    private static func newline(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") { return index }
            index += 1
        }
        return nil
    }

    private static func lengthWithoutReturn(_ line: Span<UInt8>) -> Int {
        line.count > 0 && line[line.count - 1] == UInt8(ascii: "\r") ? line.count - 1 : line.count
    }
}
