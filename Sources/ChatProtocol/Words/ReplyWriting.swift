extension Reply {
    /// The line that says this, without source and tags; only `edited` is said in tags.
    package var message: Message {
        switch self {
        case .numeric(let numeric, let receiver, let words): Message(numeric.verb, [receiver] + words)
        case .joined(let room, _, nil): Message("JOIN", [room])
        case .joined(let room, let account, let realname?): Message("JOIN", [room, account ?? "*", realname])
        case .parted(let room, let reason): Message("PART", [room] + (reason.map { [$0] } ?? []))
        case .left(let reason): Message("QUIT", reason.map { [$0] } ?? [])
        case .renamed(let nick): Message("NICK", [nick])
        case .kicked(let room, let nick, let reason): Message("KICK", [room, nick] + (reason.map { [$0] } ?? []))
        case .topic(let room, let text): Message("TOPIC", [room, text])
        case .mode(let target, let changes): Message("MODE", [target] + changes)
        case .invited(let nick, let room): Message("INVITE", [nick, room])
        case .away(let text): Message("AWAY", text.map { [$0] } ?? [])
        case .realname(let name): Message("SETNAME", [name])
        case .account(let name): Message("ACCOUNT", [name ?? "*"])
        case .hostChanged(let user, let host): Message("CHGHOST", [user, host])
        case .roomRenamed(let room, let name, let reason): Message("RENAME", [room, name, reason ?? ""])
        case .redacted(let target, let id, let reason): Message("REDACT", [target, id] + (reason.map { [$0] } ?? []))
        case .edited(let target, let id, let text): Message(tags: EditTag.tags(id: id, text: text), "EDIT", [target])
        case .markedRead(let target, let mark): Message("MARKREAD", [target, mark.word])
        case .metadataChanged(let target, let key, let visibility, let value):
            Message("METADATA", [target, key, visibility] + (value.map { [$0] } ?? []))
        case .said(.tags, let target, _): Message("TAGMSG", [target])
        case .said(let kind, let target, let text): Message(kind.rawValue, [target, text])
        case .capability(let word, let isPartial, let names):
            Message("CAP", ["*", word] + (isPartial ? ["*"] : []) + [names.joined(separator: " ")])
        case .authenticate(let word): Message("AUTHENTICATE", [word])
        case .ping(let token): Message("PING", [token])
        case .pong(let token): Message("PONG", [token])
        case .batchStarted(let name, let type, let words): Message("BATCH", ["+" + name, type] + words)
        case .batchEnded(let name): Message("BATCH", ["-" + name])
        case .acknowledged: Message("ACK")
        case .standard(let reply):
            Message(reply.severity.rawValue, [reply.command, reply.code] + reply.context + [reply.text])
        case .error(let text): Message("ERROR", [text])
        case .other(let message): message
        }
    }
}
