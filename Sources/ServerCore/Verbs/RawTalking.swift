package import ChatProtocol

/// The seed's dialect: what a raw member sends, and what comes of it.
extension ServerState {
    /// Carries out one message of a raw client.
    package mutating func handle(_ frame: RawFramer.Frame, from id: SessionID, at now: Timestamp) -> [Effect] {
        guard let session = sessions[id], !isStopping else { return [] }
        var turn = Turn(session, at: now)
        switch frame {
        case .text(let text):
            let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\r" ? " " : $0 }))
            carryOut(RawCommand(clean, isNamed: session.member != nil), &turn)
        case .tooLong: turn.answer(.raw(.text(RawPhrases.tooLong)))
        case .invalidUTF8: turn.answer(.raw(.text(RawPhrases.notText)))
        case .nul: turn.answer(.raw(.text(RawPhrases.notText)))
        }
        turn.closeRaw()
        return turn.effects
    }

    /// Those in the lobby, in the order they came, as `#` tells them.
    package var lobbyMembers: [RawMember] {
        (rooms[lobby]?.inOrder ?? []).compactMap { members[$0.id] }.map {
            let shown = settings.showsAddresses ? $0.address : Address(host: "", port: 0)
            return RawMember(nick: $0.name, host: shown.host, port: shown.port)
        }
    }

    private mutating func carryOut(_ command: RawCommand, _ turn: inout Turn) {
        switch command {
        case .members: turn.answer(.raw(.members(lobbyMembers)))
        case .help: for line in RawPhrases.help { turn.answer(.raw(.text(line))) }
        case .leave: quit(nil, &turn)
        case .name(let text): name(text, &turn)
        case .privately(let text, let nick):
            guard let receiver = member(named: nick) else {
                turn.answer(.raw(.text(RawPhrases.nobody(called: nick))))
                return
            }
            say(text, to: receiver.name, &turn)
        case .say(let text): if let name = rooms[lobby]?.name.display { say(text, to: name, &turn) }
        }
    }

    private mutating func say(_ text: String, to target: String, _ turn: inout Turn) {
        // A byte 01 at the front of a line of it would make that line into a program's question.
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{1}" }))
        if !plain.isEmpty { say(.message, to: [target], plain, &turn) }
    }

    private mutating func name(_ text: String, _ turn: inout Turn) {
        guard settings.password.isEmpty else {
            end(turn.session, reason: RawPhrases.needsPassword, &turn)
            return
        }
        guard let nick = try? Nickname(text, casemapping: settings.casemapping), !isService(nick) else {
            turn.answer(.raw(.text(RawPhrases.malformed(text.prefix(whole: 64)))))
            return
        }
        guard objection(to: nick, for: .session(turn.session), nil) == nil else {
            turn.answer(.raw(.text(RawPhrases.taken(nick.display))))
            return
        }
        guard refusal(of: nick, for: nil) == nil else {
            turn.answer(.raw(.text(RawPhrases.reserved(nick.display))))
            return
        }
        sessions[turn.session]?.application.user = "~raw"
        sessions[turn.session]?.application.realname = nick.display
        let isBannedHere = sessions[turn.session].map { serverBan(against: $0, as: nick, at: turn.now) != nil } ?? true
        guard !isBannedHere else {
            end(turn.session, reason: RawPhrases.banned, &turn)
            return
        }
        let id = admit(turn.session, as: nick, &turn)
        turn.act(as: id)
        guard let member = members[id], let room = rooms[lobby], !isBanned(member, in: room) else {
            end(turn.session, reason: RawPhrases.banned, &turn)
            return
        }
        enter(room.name, &turn)
    }
}

extension Turn {
    /// Answers of IRC that a raw member should know of become lines of text: the refusals.
    fileprivate mutating func closeRaw() {
        for parcel in answers {
            guard case .line(let line) = parcel else {
                deliver(parcel, to: .session(session))
                continue
            }
            switch line.reply {
            case .numeric(let numeric, _, let words) where numeric.isError || numeric == .away:
                deliver(.raw(.text(words.joined(separator: ": "))), to: .session(session))
            case .standard(let reply): deliver(.raw(.text(reply.text)), to: .session(session))
            default: break
            }
        }
    }
}

/// What the server says to raw members, in Chinese and in English.
enum RawPhrases {
    static let help = [
        "1、输入 # 查询在线成员  2、输入 内容@昵称 私聊  3、输入 & 查看帮助  4、输入 exit 离开  5、其他内容发给所有人（@@ 表示 @）",
        "# who is here · text@nick privately · & this help · exit leaves · anything else goes to everybody (@@ is an @)",
    ]
    static let tooLong = "消息太长，未发送 · too long (over 4096 bytes), nothing was sent"
    static let notText = "消息不是有效的 UTF-8 文本，未发送 · not valid UTF-8 text, nothing was sent"
    static let notStored = "现在无法保存消息，未发送 · nothing can be stored now, nothing was sent"
    static let needsPassword = "此服务器需要密码，请使用 chat 或 IRC 客户端 · this server wants a password: use chat or an IRC program"
    static let banned = "你被禁止进入 · you are banned here"

    static func nobody(called nick: String) -> String {
        "没有叫 \(nick.prefix(whole: 64)) 的成员，消息未发送 · nobody here is called that, nothing was sent"
    }

    static func taken(_ nick: String) -> String {
        "昵称 \(nick) 已被使用，请换一个 · that nick is taken, type another"
    }

    static func reserved(_ nick: String) -> String {
        "昵称 \(nick) 已注册，请换一个 · that nick is registered, type another"
    }

    static func malformed(_ text: String) -> String {
        "昵称 \(text) 不可用，请换一个 · that cannot be a nick, type another (1 to 32 bytes, no spaces, none of ,*?.!@:<>'\";#)"
    }
}
