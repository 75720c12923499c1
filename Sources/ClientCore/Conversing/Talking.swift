import ChatProtocol

/// What the person says, and what becomes of it.
extension Model {
    /// Bytes left free in a line for the source that the server puts before it: `:nick!user@host ` with Ergo's and
    /// InspIRCd's longest nick, user and host (32, 11, 63), as far as a line of 512 is worth filling.
    static let sourceBytes = 112

    /// Says a text where the person is, as many lines as it takes. What nobody would hear goes back to the input.
    mutating func sayHere(_ text: String, typed: String, isAction: Bool = false) {
        switch buffers[current].kind {
        case .server where !isRaw: keepTyped(typed, .nobodyHears)
        case .room where !buffers[current].isJoined && !isRaw: keepTyped(typed, .notInRoom(buffers[current].name))
        case .server, .room, .person: say(text, isAction: isAction, in: current)
        }
    }

    private mutating func keepTyped(_ typed: String, _ reason: Phrase) {
        buffers[current].editor.set(typed)
        show(reason, isAlarm: true)
    }

    /// Says a text to a room or person; the lines stand dim until the server has said them.
    mutating func say(_ text: String, isAction: Bool = false, in index: Int) {
        if isRaw { return sayRaw(text, in: index) }
        let target = buffers[index].target
        let room = Limits.body - 2 - Self.sourceBytes - "PRIVMSG  :".utf8.count - target.utf8.count
        let budget = max(64, room - (isAction ? 10 : 0))
        for line in text.split(separator: "\n") {
            for piece in Self.pieces(of: line, bytes: budget) { saySingle(piece, isAction: isAction, in: index) }
        }
        buffers[index].place = .newest
    }

    private mutating func saySingle(_ text: String, isAction: Bool, in index: Int) {
        let wire = isAction ? "\u{1}ACTION \(text)\u{1}" : text
        var message = Command.say(.message, targets: [buffers[index].target], text: wire).message
        var line = Line(
            number: newLineNumber(), time: clock, isAction ? .action : .message, author: nick, StyledText(message: text)
        )
        line.isOwn = true
        if session.echoes, session.awaited.count < Session.mostAwaited {
            let label = String(session.nextLabel, radix: 36)
            session.nextLabel += 1
            message.tags = [Tag("label", label)]
            line.delivery = .pending
            session.awaited[label] = Session.Awaited(buffer: buffers[index].number, line: line.number)
            buffers[index].transcript.append(line)
            session.outgoing.append(message)
            return sendNext()
        } else if !session.has(.echoMessage) {
            add(line, to: index)
        }
        send(message)
    }

    /// Sends what waits for earlier lines to be answered, as far as it may go.
    private mutating func sendNext() {
        while !session.outgoing.isEmpty, session.underway < Session.mostUnderway {
            send(session.outgoing.removeFirst())
        }
    }

    /// A text in pieces of at most so many bytes, cut at spaces where there are any, never inside a cluster.
    static func pieces(of text: Substring, bytes limit: Int) -> [String] {
        var pieces: [String] = []
        var rest = text
        while rest.utf8.count > limit {
            var end = rest.startIndex
            var space: Substring.Index?
            var used = 0
            for index in rest.indices {
                used += rest[index].utf8.count
                if used > limit { break }
                end = rest.index(after: index)
                if rest[index] == " ", index > rest.startIndex { space = index }
            }
            // A single cluster of more than a line's bytes is cut between its scalars.
            if end == rest.startIndex {
                while let next = rest.unicodeScalars.index(end, offsetBy: 1, limitedBy: rest.endIndex), next > end,
                    rest.utf8.distance(from: rest.startIndex, to: next) <= limit
                { end = next }
            }
            if end < rest.endIndex, rest[end] == " " { space = end }
            let cut = space ?? end
            pieces.append(String(rest[..<cut]))
            rest = space == nil ? rest[cut...] : rest[rest.index(after: cut)...]
        }
        if !rest.isEmpty { pieces.append(String(rest)) }
        return pieces
    }

    // MARK: Answers

    /// The server's answer to an own line; false where it is none.
    mutating func answered(_ label: String, with message: Message) -> Bool {
        guard let awaited = session.awaited[label] else { return false }
        defer { sendNext() }
        switch Reply(message) {
        case .said(.message, _, _):
            session.awaited[label] = nil
            settle(
                awaited, id: message[tag: "msgid"], time: message[tag: "time"].flatMap { Timestamp($0) },
                author: message.source.map { Sanitiser.clean(Source($0).nick) })
            return true
        case .acknowledged:
            session.awaited[label] = nil
            settle(awaited, id: nil, time: nil, author: nil)
            return true
        case .standard(let reply) where reply.severity == .fail:
            session.awaited[label] = nil
            fail(awaited, because: Sanitiser.clean(reply.text))
            return true
        case .numeric(let numeric, _, let words) where numeric.isError:
            session.awaited[label] = nil
            fail(awaited, because: Self.reason(of: numeric, words, in: self))
            return true
        default: return false
        }
    }

    private static func reason(of numeric: Numeric, _ words: [String], in model: Model) -> String {
        guard numeric == .noSuchNick, let nick = words.first else { return Sanitiser.clean(words.last ?? "") }
        return model.phrase(.nobodyAnywhere(Sanitiser.clean(nick)))
    }

    private mutating func settle(_ awaited: Session.Awaited, id: String?, time: Timestamp?, author: String?) {
        guard let index = index(ofNumber: awaited.buffer),
            let line = buffers[index].transcript.settle(awaited.line, id: id, time: time, author: author)
        else { return }
        if settings.isPlain { plain.tell(line, in: buffers[index]) }
    }

    mutating func fail(_ awaited: Session.Awaited, because reason: String, mayHaveArrived: Bool = false) {
        guard let index = index(ofNumber: awaited.buffer) else { return }
        let failed = buffers[index].transcript.change(awaited.line) {
            $0.delivery = .failed(reason)
            $0.mayHaveArrived = mayHaveArrived
        }
        guard let line = failed else { return }
        if settings.isPlain { plain.tell(line, in: buffers[index]) }
    }
}
