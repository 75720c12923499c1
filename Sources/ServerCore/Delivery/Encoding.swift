package import ChatProtocol

/// A kind of receiver: whoever is of the same kind gets the same bytes, so that they are made once.
package struct ReceiverKind: Hashable, Sendable {
    package var dialect: Dialect
    package var capabilities: Capabilities

    package init(_ dialect: Dialect, _ capabilities: Capabilities) {
        self.dialect = dialect
        // What does not change a line's bytes would only make more kinds.
        self.capabilities = dialect == .raw ? [] : capabilities.intersection(Self.telling)
    }

    private static let telling = Capabilities([
        .batch, .extendedJoin, .labeledResponse, .messageTags, .serverTime,
    ])
}

extension Parcel {
    /// Appends what a receiver of this kind is to read; nothing where it is not for that kind.
    package func encode(for kind: ReceiverKind, server: String, into bytes: inout [UInt8]) {
        switch (self, kind.dialect) {
        case (.line(let line), .irc): line.encode(for: kind.capabilities, server: server, into: &bytes)
        case (.speech(let speech), .irc): speech.encode(for: kind.capabilities, into: &bytes)
        case (.speech(let speech), .raw): speech.rawLine?.encode(into: &bytes)
        case (.raw(let line), .raw): line.encode(into: &bytes)
        case (.line, .raw), (.raw, .irc): break
        }
    }
}

extension Line {
    fileprivate func encode(for capabilities: Capabilities, server: String, into bytes: inout [UInt8]) {
        if reply.isBatchBorder, !capabilities.contains(.batch) { return }
        var message = reply.message
        if case .joined(let room, _, _) = reply, !capabilities.contains(.extendedJoin) {
            message = Message("JOIN", [room])
        }
        message.source = reply.isBare ? nil : source?.description ?? server
        message.tags = Self.tags(label: label, batch: batch, time: reply.isBare ? nil : time, for: capabilities)
        message.encode(into: &bytes)
    }

    static func tags(label: String?, batch: String?, time: Timestamp?, for capabilities: Capabilities) -> [Tag] {
        var tags: [Tag] = []
        if let label, capabilities.contains(.labeledResponse) { tags.append(Tag("label", label)) }
        if let batch, capabilities.contains(.batch) { tags.append(Tag("batch", batch)) }
        if let time, capabilities.contains(.serverTime) { tags.append(Tag("time", time.description)) }
        return tags
    }
}

extension Reply {
    /// Lines that only those who take batches understand.
    var isBatchBorder: Bool {
        switch self {
        case .batchStarted, .batchEnded: true
        default: false
        }
    }

    /// Lines that have neither source nor time.
    var isBare: Bool {
        switch self {
        case .ping, .error: true
        default: false
        }
    }
}

extension Speech {
    fileprivate func encode(for capabilities: Capabilities, into bytes: inout [UInt8]) {
        if kind == .tags, !capabilities.contains(.messageTags) { return }
        let source = author.description
        var tags = Line.tags(label: label, batch: batch, time: time, for: capabilities)
        if capabilities.contains(.messageTags) {
            if let id { tags.append(Tag("msgid", id.description)) }
            tags += self.tags
        }
        guard kind != .tags else {
            Message(tags: tags, source: source, kind.rawValue, [target]).encode(into: &bytes)
            return
        }
        // A text of the raw dialect may be longer than a line of IRC: it becomes several lines, the id on the first.
        let room = Limits.body - Self.bytesBesideText(source: source, kind: kind, target: target)
        for piece in text.pieces(of: room) {
            Message(tags: tags, source: source, kind.rawValue, [target, piece]).encode(into: &bytes)
            tags.removeAll { $0.key == "msgid" || $0.key == "label" }
        }
    }

    /// `:source PRIVMSG target :` and CR LF.
    static func bytesBesideText(source: String, kind: SpeechKind, target: String) -> Int {
        1 + source.utf8.count + 1 + kind.rawValue.utf8.count + 1 + target.utf8.count + 2 + 2
    }

    /// As a raw member sees it; nil where there is nothing to see.
    var rawLine: RawLine? {
        switch kind {
        case .tags: return nil
        case .notice: return .notice(author: author.nick, text: text)
        case .message:
            if let action = CTCP.action(in: text) { return .action(author: author.nick, text: action) }
            if CTCP.isCTCP(text) { return nil }
            return isPrivate ? .text(text) : .said(author: author.nick, text: text)
        }
    }
}

/// The client-to-client protocol hidden in messages between 01 bytes.
package enum CTCP {
    package static func isCTCP(_ text: String) -> Bool { text.utf8.first == 1 }

    /// What somebody does: the text of `\u{1}ACTION waves\u{1}`; nil for anything else.
    package static func action(in text: String) -> String? {
        let start = "\u{1}ACTION ".unicodeScalars
        guard text.unicodeScalars.starts(with: start) else { return nil }
        let rest = text.unicodeScalars.dropFirst(start.count)
        return String(rest.last == "\u{1}" ? rest.dropLast() : rest)
    }
}

extension String {
    /// As many whole scalars from the front as fit into this many bytes.
    func prefix(whole most: Int) -> String { String(self[..<end(of: most, from: startIndex)]) }

    /// The whole text in pieces of at most this many bytes (4, where it is less), cut between scalars; of an empty text one,
    /// which is empty.
    func pieces(of most: Int) -> [String] {
        var pieces: [String] = []
        var start = startIndex
        repeat {
            let end = end(of: max(most, 4), from: start)
            pieces.append(String(self[start..<end]))
            start = end
        } while start < endIndex
        return pieces
    }

    private func end(of most: Int, from start: Index) -> Index {
        guard var end = utf8.index(start, offsetBy: most, limitedBy: endIndex), end < endIndex else { return endIndex }
        while end > start, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return end
    }
}
