package import ChatProtocol

extension ServerState {
    /// Carries out one line of an IRC client.
    package mutating func handle(
        _ line: Result<Message, MessageError>, from id: SessionID, at now: Timestamp
    ) -> [Effect] {
        guard let session = sessions[id], !isStopping else { return [] }
        var turn: Turn
        switch line {
        case .success(let message):
            let label = session.has(.labeledResponse) ? message[tag: "label"].flatMap(Self.validLabel) : nil
            turn = self.turn(of: session, at: now, label: label, tags: message.tags)
            do {
                try carryOut(Command(message), &turn)
            } catch {
                if isOfDraft(turn) { spoilDraft(&turn) } else { answer(error, &turn) }
            }
        case .failure(let error):
            let label = session.has(.labeledResponse) ? error.label.flatMap(Self.validLabel) : nil
            turn = self.turn(of: session, at: now, label: label)
            answer(error, &turn)
            if error.mayBeSpeech { spoilDraft(&turn) }
        }
        return effects(of: &turn)
    }

    /// A label is text of up to 64 bytes (IRCv3 labeled-response).
    private static func validLabel(_ label: String) -> String? { (1...64).contains(label.utf8.count) ? label : nil }

    /// A line that was too long to be kept.
    package mutating func refuseLongLine(of id: SessionID, at now: Timestamp) -> [Effect] {
        handle(.failure(MessageError(.bodyTooLong)), from: id, at: now)
    }

    private mutating func carryOut(_ command: Command, _ turn: inout Turn) throws(CommandError) {
        guard let session = sessions[turn.session] else { return }
        guard session.member != nil else {
            register(command, &turn)
            return
        }
        if session.draft != nil || turn.batch != nil {
            draft(command, &turn)
        } else {
            obey(command, &turn)
        }
    }

    /// Carries out what a member says by itself, not as a part of a batch.
    mutating func obey(_ command: Command, _ turn: inout Turn) {
        switch command {
        case .capability(let command): negotiate(command, &turn)
        case .password, .user: turn.answer(numeric(.alreadyRegistered, turn, ["You may not reregister"]))
        case .nick(let text): rename(to: text, &turn)
        case .ping(let token): pong(token, &turn)
        case .pong: break
        case .quit(let reason): quit(reason, &turn)
        case .setRealname(let name): setRealname(name, &turn)

        case .join(let requests): join(requests, &turn)
        case .leaveAll: leaveAll(&turn)
        case .part(let rooms, let reason): part(rooms, reason: reason, &turn)
        case .topic(let room, let text): topic(of: room, text: text, &turn)
        case .invite(let nick, let room): invite(nick, to: room, &turn)
        case .invitations: invitations(&turn)
        case .kick(let room, let nicks, let reason): kick(nicks, from: room, reason: reason, &turn)
        case .mode(let target, let changes): mode(of: target, changes: changes, &turn)
        case .names(let names): self.names(of: names, &turn)
        case .list(let rooms): list(rooms, &turn)
        case .renameRoom(let room, let name, let reason): renameRoom(room, to: name, reason: reason, &turn)

        case .say(let kind, let targets, let text): say(kind, to: targets, text, &turn)
        case .batchStarted(let reference, let type, let words): beginDraft(reference, type, words, &turn)
        case .batchEnded: turn.answer(fail("BATCH", "MULTILINE_INVALID", [], "No batch of that name is open"))
        case .redact(let target, let id, let reason): redact(id, in: target, reason: reason, &turn)
        case .edit(let target, let id, let text): edit(id, in: target, text, &turn)
        case .away(let text): away(text, &turn)
        case .relay(let room, let nick, let text): relay(text, as: nick, in: room, &turn)
        case .scene(let room, let text): scene(text, in: room, &turn)
        case .actAs(let room, let nick, let text, let isAction):
            act(as: nick, text, isAction: isAction, in: room, &turn)

        case .who(let mask, let options): who(mask, options: options, &turn)
        case .whois(let nicks): whois(nicks, &turn)
        case .whowas(let nick, let count): whowas(nick, count: count, &turn)
        case .userhost(let nicks): userhost(nicks, &turn)
        case .ison(let nicks): ison(nicks, &turn)
        case .motd: motd(&turn)
        case .lusers: lusers(&turn)
        case .version: version(&turn)
        case .time: time(&turn)
        case .info: info(&turn)
        case .help(let subject): help(subject, &turn)
        case .links: links(&turn)
        case .isupport: tellSupport(&turn)
        case .monitor(let command): monitor(command, &turn)
        case .metadata(let target, let command): metadata(of: target, command, &turn)
        case .markRead(let target, let mark): markRead(target, mark, &turn)

        case .history(let request): history(request, &turn)
        case .search(let terms): search(terms, &turn)
        case .znc(let words): znc(words, &turn)

        case .authenticate(let word): authenticate(word, &turn)
        case .registerAccount(let account, let email, let password):
            registerAccount(account, email: email, password: password, &turn)
        case .verifyAccount(let account, let code): verifyAccount(account, code: code, &turn)
        case .service(let name, let words): ask(service: name, words, &turn)
        case .persistence(let words): persistence(words, &turn)
        case .accept(let words): accept(words, &turn)

        case .oper(let name, let password): operate(name, password: password, &turn)
        case .kill(let nick, let reason): kill(nick, reason: reason, &turn)
        case .wallops(let text): wallops(text, &turn)
        case .rehash: rehash(&turn)
        case .sajoin(let nick, let rooms): forceJoin(nick, rooms, &turn)
        case .sapart(let nick, let rooms): forcePart(nick, rooms, &turn)
        case .samode(let target, let changes): forceMode(of: target, changes: changes, &turn)
        case .sanick(let nick, let name): forceNick(nick, to: name, &turn)
        case .serverBan(let command): serverBan(command, &turn)
        case .webirc: turn.answer(numeric(.alreadyRegistered, turn, ["You may not reregister"]))
        }
    }

    // MARK: - Answers

    /// The actor's nick, or `*` where there is none yet.
    func name(_ turn: Turn) -> String {
        members[turn.actor]?.name ?? sessions[turn.session]?.application.nick?.display ?? "*"
    }

    /// A numeric to the actor.
    func numeric(_ numeric: Numeric, _ turn: Turn, _ words: [String]) -> Reply {
        .numeric(numeric, receiver: name(turn), words)
    }

    func fail(_ command: String, _ code: String, _ context: [String] = [], _ text: String) -> Reply {
        .standard(StandardReply(.fail, command, code, context, text))
    }

    /// Whether the server can say this in one line.
    func fits(_ reply: Reply) -> Bool { settings.name.utf8.count + 2 + reply.message.encoded.count <= Limits.body }

    /// These words, spaces between them, in as few texts as fit at the end of this answer, whose last word is empty.
    func texts(of words: some Sequence<String>, endOf reply: Reply, separator: String = " ") -> [String] {
        // `:server ` goes before it; `encoded` ends in CR LF already.
        let most = Limits.body - (settings.name.utf8.count + 2) - reply.message.encoded.count
        var texts: [String] = []
        for word in words {
            if let last = texts.indices.last, texts[last].utf8.count + separator.utf8.count + word.utf8.count <= most {
                texts[last] += separator + word
            } else {
                texts.append(word)
            }
        }
        return texts
    }

    func answer(_ error: CommandError, _ turn: inout Turn) {
        switch error {
        case .unknown(let verb):
            turn.answer(
                sessions[turn.session]?.member != nil
                    ? numeric(.unknownCommand, turn, [Self.shown(verb), "Unknown command"])
                    : numeric(.notRegistered, turn, ["You have not registered"]))
        case .needMoreParameters(let verb):
            turn.answer(numeric(.needMoreParameters, turn, [verb, "Not enough parameters"]))
        case .noNickGiven: turn.answer(numeric(.noNicknameGiven, turn, ["No nickname given"]))
        case .noRecipient(let verb): turn.answer(numeric(.noRecipient, turn, ["No recipient given (\(verb))"]))
        case .noTextToSend: turn.answer(numeric(.noTextToSend, turn, ["No text to send"]))
        case .noOrigin: turn.answer(numeric(.noOrigin, turn, ["No origin specified"]))
        case .standard(let command, let code, let context, let text):
            turn.answer(fail(command, code, context.map(Self.shown), text))
        }
    }

    func answer(_ error: MessageError, _ turn: inout Turn) {
        let verb = error.verb.map { Self.shown($0.uppercased()) } ?? "*"
        switch error.reason {
        case .empty: turn.needsNoAcknowledgement = true
        case .tagsTooLong, .bodyTooLong: turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
        case .invalidUTF8: turn.answer(fail(verb, "INVALID_UTF8", [], "Message rejected, it is not valid UTF-8"))
        case .nul: turn.answer(fail(verb, "INVALID_BYTES", [], "Message rejected, it holds a NUL byte"))
        case .carriageReturn:
            turn.answer(fail(verb, "INVALID_BYTES", [], "Message rejected, it holds a CR inside the line"))
        case .malformedVerb: turn.answer(numeric(.unknownCommand, turn, ["*", "Unknown command"]))
        }
    }

    /// A word of the client's, fit to be a middle parameter.
    static func shown(_ word: String) -> String {
        let bytes = word.utf8
        return bytes.isEmpty || bytes.first == UInt8(ascii: ":") || bytes.contains(0x20) ? "*" : word.prefix(whole: 64)
    }
}
