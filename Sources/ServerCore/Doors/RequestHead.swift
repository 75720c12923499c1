/// The first lines of an HTTP/1.1 request: as much as a WebSocket's opening and a page of numbers need (RFC 9112).
package struct RequestHead: Equatable, Sendable {
    package var method: String
    /// As it was asked for, `?` and what follows included.
    package var target: String
    /// Names in small letters; the values of a name that came several times are joined with commas (RFC 9110, 5.3).
    private var fields: [String: String] = [:]

    /// What the first bytes of a connection are so far.
    package enum Reading: Equatable, Sendable {
        case incomplete
        case malformed
        case tooLong
        /// - length: bytes that it takes, the empty line included.
        case head(RequestHead, length: Int)
    }

    /// Bytes of a head: what most web servers take (nginx and Apache: 8 KiB).
    package static let longest = 8_192
    /// Fields of a head: browsers send some twenty (Apache: 100).
    package static let mostFields = 100

    /// Reads the head at the start of these bytes.
    package static func read(_ bytes: Span<UInt8>) -> Reading {
        let limit = min(bytes.count, longest)
        guard let end = end(of: bytes, limit: limit) else { return bytes.count >= longest ? .tooLong : .incomplete }
        let text = String(bytes.extracting(0..<end))
        guard !text.utf8.contains(0) else { return .malformed }
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let first = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
        guard first.count == 3, first[2].hasPrefix("HTTP/1."), first[0].allSatisfy({ $0.isASCII && $0.isLetter }),
            first[1].hasPrefix("/")
        else { return .malformed }
        var head = RequestHead(method: String(first[0]), target: String(first[1]))
        let fields = lines.filter { !$0.isEmpty }
        guard fields.count <= mostFields, fields.allSatisfy({ head.add($0) }) else { return .malformed }
        return .head(head, length: end)
    }

    /// Behind the first empty line.
    private static func end(of bytes: Span<UInt8>, limit: Int) -> Int? {
        var isEmpty = false
        for index in 0..<limit {
            switch bytes[index] {
            case 10:
                if isEmpty { return index + 1 }
                isEmpty = true
            case 13: break
            default: isEmpty = false
            }
        }
        return nil
    }

    private mutating func add(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return false }
        let name = line[..<colon]
        guard name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return false }
        let value = line[line.index(after: colon)...].trimmed
        let key = name.lowercased()
        fields[key] = fields[key].map { "\($0), \(value)" } ?? value
        return true
    }

    /// The value of a field, its name in small letters.
    package subscript(_ name: String) -> String? { fields[name] }

    /// The words of a field that is a list, in order, without the spaces around them.
    package func list(_ name: String) -> [String] {
        (fields[name] ?? "").split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    }

    /// Whether a list holds this word, in large or small letters.
    package func says(_ word: String, in name: String) -> Bool { list(name).contains { $0.lowercased() == word } }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
        return String(rest)
    }
}
