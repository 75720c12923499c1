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
        .accountTag, .batch, .extendedJoin, .labeledResponse, .messageTags, .multiline, .operTag, .relaymsg,
        .serverTime,
    ])
}

extension Parcel {
    /// Appends what a receiver of this kind is to read; nothing where it is not for that kind.
    package func encode(for kind: ReceiverKind, server: String, into bytes: inout [UInt8]) {
        switch (self, kind.dialect) {
        case (.line(let line), .irc): line.encode(for: kind.capabilities, server: server, into: &bytes)
        case (.speech(let speech), .irc): speech.encode(for: kind.capabilities, into: &bytes)
        case (.speech(let speech), .raw): for line in speech.rawLines { line.encode(into: &bytes) }
        case (.raw(let line), .raw): line.encode(into: &bytes)
        case (.announcement(let announcement, let receiver, let time), .irc):
            let tags = kind.capabilities.contains(.serverTime) ? "@time=\(time) " : ""
            announcement.encode(to: receiver, tags: tags, into: &bytes)
        case (.line, .raw), (.announcement, .raw), (.raw, .irc): break
        }
    }
}

/// Tags that the server puts on a line: what is told of it beside its words.
private struct ServerTags {
    var label: String?
    var batch: String?
    var time: Timestamp?
    var id: MessageID?
    var author: Author?

    func list(for capabilities: Capabilities) -> [Tag] {
        var tags: [Tag] = []
        if let label, capabilities.contains(.labeledResponse) { tags.append(Tag("label", label)) }
        if let batch, capabilities.contains(.batch) { tags.append(Tag("batch", batch)) }
        if let time, capabilities.contains(.serverTime) { tags.append(Tag("time", time.description)) }
        if let account = author?.account, capabilities.contains(.accountTag) { tags.append(Tag("account", account)) }
        if author?.isOperator == true, capabilities.contains(.operTag) { tags.append(Tag("draft/oper")) }
        if capabilities.contains(.messageTags) {
            if let id { tags.append(Tag("msgid", id.description)) }
            if author?.isBot == true { tags.append(Tag("bot")) }
        }
        return tags
    }
}

extension Line {
    fileprivate func encode(for capabilities: Capabilities, server: String, into bytes: inout [UInt8]) {
        if reply.isBatchBorder, !capabilities.contains(.batch) { return }
        var message = reply.message
        if case .joined(let room, _, _) = reply, !capabilities.contains(.extendedJoin) {
            message = Message("JOIN", [room])
        }
        message.source = reply.isBare ? nil : author?.source.description ?? server
        let told = ServerTags(label: label, batch: batch, time: reply.isBare ? nil : time, id: id, author: author)
        // What the reply itself says in tags (EDIT) stands behind what is told of it.
        message.tags = told.list(for: capabilities) + message.tags
        if capabilities.contains(.messageTags) { message.tags += tags }
        message.encode(into: &bytes)
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
        let source = author.source.description
        var told = ServerTags(label: label, batch: batch, time: time, id: id, author: author)
        let own = tags.filter { capabilities.contains($0.key == Capability.relaymsg.name ? .relaymsg : .messageTags) }
        let all = told.list(for: capabilities) + own
        guard kind != .tags else {
            Message(tags: all, source: source, kind.rawValue, [target]).encode(into: &bytes)
            return
        }
        let room = Limits.body - Self.bytesBesideText(source: source, kind: kind, target: target)
        guard isLong(room) else {
            Message(tags: all, source: source, kind.rawValue, [target, text]).encode(into: &bytes)
            return
        }
        let parts = text.multilineParts(of: room)
        if capabilities.contains(.multiline), capabilities.contains(.batch) {
            let name = "m-" + (id?.description ?? "0")
            Message(tags: all, source: source, "BATCH", ["+" + name, "draft/multiline", target]).encode(into: &bytes)
            for part in parts {
                var tags = [Tag("batch", name)]
                if part.continues { tags.append(Tag(ClientTag.multilineConcat)) }
                Message(tags: tags, source: source, kind.rawValue, [target, part.text]).encode(into: &bytes)
            }
            // One batch within another ends within it.
            let outer = batch.map { [Tag("batch", $0)] } ?? []
            Message(tags: outer, source: source, "BATCH", ["-" + name]).encode(into: &bytes)
            return
        }
        // For the others several lines: the first alone has the id and the label, and an empty one says nothing.
        var rest: [Tag]?
        for part in parts where !part.text.isEmpty {
            Message(tags: rest ?? all, source: source, kind.rawValue, [target, part.text]).encode(into: &bytes)
            told.id = nil
            told.label = nil
            rest = rest ?? told.list(for: capabilities) + own
        }
    }

    /// Whether it takes more than one line of IRC.
    private func isLong(_ room: Int) -> Bool {
        text.utf8.count > room || text.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    /// `:source PRIVMSG target :` and CR LF.
    static func bytesBesideText(source: String, kind: SpeechKind, target: String) -> Int {
        1 + source.utf8.count + 1 + kind.rawValue.utf8.count + 1 + target.utf8.count + 2 + 2
    }

    /// As a raw member sees it, a line each.
    var rawLines: [RawLine] {
        guard kind != .tags else { return [] }
        return text.unicodeScalars.filter { $0 != "\r" }.split(separator: "\n").compactMap { rawLine(String($0)) }
    }

    private func rawLine(_ text: String) -> RawLine? {
        let nick = author.source.nick
        if kind == .notice { return .notice(author: nick, text: text) }
        if let action = CTCP.action(in: text) { return .action(author: nick, text: action) }
        if CTCP.isCTCP(text) { return nil }
        return isPrivate ? .text(text) : .said(author: nick, text: text)
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

    /// The lines of a post (see `Post.text`), in parts that fit; whether a part continues the line of the one before it.
    func multilineParts(of most: Int) -> [(text: String, continues: Bool)] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.split(separator: "\r", omittingEmptySubsequences: false).flatMap { String($0).pieces(of: most) }
                .enumerated().map { ($1, $0 > 0) }
        }
    }

    private func end(of most: Int, from start: Index) -> Index {
        guard var end = utf8.index(start, offsetBy: most, limitedBy: endIndex), end < endIndex else { return endIndex }
        while end > start, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return end
    }
}
