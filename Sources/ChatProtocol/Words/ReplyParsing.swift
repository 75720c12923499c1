extension Reply {
    /// Understands one message of a server. What has too few parameters to be what its verb says is `.other`.
    package init(_ message: Message) {
        let words = message.parameters
        let first = words.first ?? ""
        let second = words.count > 1 ? words[1] : nil
        if let numeric = Numeric(verb: message.verb) {
            self = .numeric(numeric, receiver: first, Array(words.dropFirst()))
            return
        }
        switch (message.verb.uppercased(), words.count) {
        case ("PRIVMSG", 2...): self = .said(.message, target: first, text: words[1])
        case ("NOTICE", 2...): self = .said(.notice, target: first, text: words[1])
        case ("TAGMSG", 1...): self = .said(.tags, target: first, text: "")
        case ("JOIN", 1...):
            let isExtended = words.count > 2
            self = .joined(
                room: first, account: isExtended && second != "*" ? second : nil, realname: isExtended ? words[2] : nil)
        case ("PART", 1...): self = .parted(room: first, reason: second)
        case ("QUIT", _): self = .left(reason: words.first)
        case ("NICK", 1...): self = .renamed(first)
        case ("KICK", 2...): self = .kicked(room: first, nick: words[1], reason: words.count > 2 ? words[2] : nil)
        case ("TOPIC", 2...): self = .topic(room: first, text: words[1])
        case ("MODE", 2...): self = .mode(target: first, changes: Array(words.dropFirst()))
        case ("INVITE", 2...): self = .invited(nick: first, room: words[1])
        case ("AWAY", _): self = .away(first.isEmpty ? nil : first)
        case ("SETNAME", 1...): self = .realname(first)
        case ("ACCOUNT", 1...) where !first.isEmpty: self = .account(first == "*" ? nil : first)
        case ("CHGHOST", 2...): self = .hostChanged(user: first, host: words[1])
        case ("RENAME", 2...):
            let reason = words.count > 2 && !words[2].isEmpty ? words[2] : nil
            self = .roomRenamed(first, to: words[1], reason: reason)
        case ("REDACT", 2...): self = .redacted(target: first, id: words[1], reason: words.count > 2 ? words[2] : nil)
        case ("EDIT", 1...):
            guard let id = message[tag: EditTag.id], !id.isEmpty, let text = message[tag: EditTag.text] else {
                self = .other(message)
                return
            }
            self = .edited(target: first, id: id, text: text)
        case ("MARKREAD", 2...):
            self = ReadMark(words[1]).map { .markedRead(target: first, $0) } ?? .other(message)
        case ("METADATA", 3...):
            self = .metadataChanged(
                target: first, key: words[1], visibility: words[2], value: words.count > 3 ? words[3] : nil)
        case ("CAP", 3...):
            let isPartial = words.count > 3 && words[2] == "*"
            self = .capability(
                words[1].uppercased(), isPartial: isPartial,
                (words.last ?? "").split(separator: " ").map { String($0) })
        case ("AUTHENTICATE", 1...): self = .authenticate(first)
        case ("PING", _): self = .ping(words.last ?? "")
        case ("PONG", _): self = .pong(words.last ?? "")
        case ("BATCH", 1...) where first.hasPrefix("+"):
            self = .batchStarted(String(first.dropFirst()), type: second ?? "", Array(words.dropFirst(2)))
        case ("BATCH", 1...) where first.hasPrefix("-"): self = .batchEnded(String(first.dropFirst()))
        case ("ACK", _): self = .acknowledged
        case ("FAIL", 3...), ("WARN", 3...), ("NOTE", 3...):
            let severity = StandardReply.Severity(rawValue: message.verb.uppercased()) ?? .note
            self = .standard(
                StandardReply(severity, first, words[1], Array(words[2..<(words.count - 1)]), words[words.count - 1]))
        case ("ERROR", _): self = .error(first)
        default: self = .other(message)
        }
    }
}
