extension Message {
    /// Who wrote a line, which decides how long its parts may be.
    package enum Origin: Sendable {
        case client
        case server

        var tagBytes: Int { self == .client ? Limits.clientTags : Limits.serverTags - 2 }
        /// Without CR LF. A server's body may be longer: standard replies and topics of other servers are.
        var bodyBytes: Int { self == .client ? Limits.body - 2 : Limits.serverLine }
    }

    /// Reads one line, without its CR LF. Every text in it is valid UTF-8 and holds no NUL, and none but a tag's value,
    /// where they are escaped, holds a CR or LF.
    package init(parsing line: Span<UInt8>, from origin: Origin) throws(MessageError) {
        var reader = Reader()
        var tags: [Tag] = []
        var fault = Reader.fault(in: line)

        reader.skipSpaces(in: line)
        if reader.next(in: line) == UInt8(ascii: "@") {
            let field = reader.field(in: line)
            if field.count - 1 > origin.tagBytes { fault = fault ?? .tagsTooLong }
            let tagFault = Self.read(&tags, in: line, field.lowerBound + 1..<field.upperBound)
            fault = fault ?? tagFault
            reader.skipSpaces(in: line)
        }
        if line.count - reader.position > origin.bodyBytes { fault = fault ?? .bodyTooLong }

        var source: String?
        if reader.next(in: line) == UInt8(ascii: ":") {
            let field = reader.field(in: line)
            source = String(line, field.lowerBound + 1..<field.upperBound)
            if source == nil { fault = fault ?? .invalidUTF8 }
            reader.skipSpaces(in: line)
        }

        let verbField = reader.field(in: line)
        let verb = String(line, verbField)
        if verb?.isEmpty ?? true { fault = fault ?? (verb == nil ? .invalidUTF8 : .empty) }
        if let verb, !verb.isEmpty, !Self.isVerb(verb) { fault = fault ?? .malformedVerb }

        var parameters: [String] = []
        while fault == nil {
            reader.skipSpaces(in: line)
            guard let byte = reader.next(in: line) else { break }
            let isLast = byte == UInt8(ascii: ":") || parameters.count == Limits.parameters - 1
            if byte == UInt8(ascii: ":") { reader.position += 1 }
            let range = isLast ? reader.position..<line.count : reader.field(in: line)
            guard let text = String(line, range) else {
                fault = .invalidUTF8
                break
            }
            parameters.append(text)
            if isLast { break }
        }

        if let fault {
            let label = tags.last { $0.key == "label" }?.value
            let named = verb.flatMap { Self.isVerb($0) ? $0 : nil }
            throw MessageError(fault, verb: named, label: label)
        }
        self.init(tags: tags, source: source, verb ?? "", parameters)
    }

    /// Reads one line of text; for tests, tables and lines made by the program itself.
    package init(line: String, from origin: Origin = .server) throws(MessageError) {
        let bytes = Array(line.utf8)
        try self.init(parsing: bytes.span, from: origin)
    }

    /// Letters or digits only: what every command there is, and every numeric, is made of.
    private static func isVerb(_ verb: String) -> Bool {
        !verb.isEmpty && verb.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
    }

    /// Takes every tag that can be read, so that the answer to a faulty line has its label, and gives the first fault.
    private static func read(_ tags: inout [Tag], in line: Span<UInt8>, _ range: Range<Int>) -> MessageError.Reason? {
        var fault: MessageError.Reason?
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            var equals: Int?
            while end < range.upperBound, line[end] != UInt8(ascii: ";") {
                if line[end] == UInt8(ascii: "="), equals == nil { equals = end }
                end += 1
            }
            let keyEnd = equals ?? end
            if keyEnd > start {
                if tags.count == Limits.tags { return fault ?? .tagsTooLong }
                let plain = Tag.unescape(line.extracting((equals.map { $0 + 1 } ?? end)..<end))
                if let key = String(line, start..<keyEnd), let value = String(plain.span, 0..<plain.count) {
                    tags.append(Tag(key, value))
                } else {
                    fault = fault ?? .invalidUTF8
                }
            }
            start = end + 1
        }
        return fault
    }
}

/// A place in a line, moving from word to word. The line itself is an argument: a value cannot hold a span.
private struct Reader {
    var position = 0

    func next(in line: Span<UInt8>) -> UInt8? { position < line.count ? line[position] : nil }

    mutating func skipSpaces(in line: Span<UInt8>) {
        while next(in: line) == UInt8(ascii: " ") { position += 1 }
    }

    /// Up to the next space or the end.
    mutating func field(in line: Span<UInt8>) -> Range<Int> {
        let start = position
        while let byte = next(in: line), byte != UInt8(ascii: " ") { position += 1 }
        return start..<position
    }

    /// What no part of a line may hold.
    static func fault(in line: Span<UInt8>) -> MessageError.Reason? {
        for index in 0..<line.count {
            if line[index] == 0 { return .nul }
            if line[index] == UInt8(ascii: "\r") || line[index] == UInt8(ascii: "\n") { return .carriageReturn }
        }
        return nil
    }
}

extension String {
    /// A copy of a part of the bytes; nil where they are not valid UTF-8.
    package init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let valid = try? UTF8Span(validating: bytes.extracting(range)) else { return nil }
        self.init(copying: valid)
    }
}
