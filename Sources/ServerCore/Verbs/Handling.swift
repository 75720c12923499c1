package import ChatProtocol

extension ServerState {
    /// Carries out one line of an IRC client.
    package mutating func handle(
        _ line: Result<Message, MessageError>, from id: MemberID, at now: Timestamp
    ) -> [Effect] {
        guard let member = members[id], !isStopping else { return [] }
        switch line {
        case .success(let message):
            let label = member.has(.labeledResponse) ? message[tag: "label"].flatMap(Self.validLabel) : nil
            var turn = Turn(id, at: now, label: label, tags: message.tags.filter(\.isClientOnly))
            do {
                try carryOut(Command(message), &turn)
            } catch {
                answer(error, &turn)
            }
            turn.close { newBatch() }
            return turn.effects
        case .failure(let error):
            var turn = Turn(
                id, at: now, label: member.has(.labeledResponse) ? error.label.flatMap(Self.validLabel) : nil)
            answer(error, &turn)
            turn.close { newBatch() }
            return turn.effects
        }
    }

    /// A label is text of up to 64 bytes (IRCv3 labeled-response).
    private static func validLabel(_ label: String) -> String? { (1...64).contains(label.utf8.count) ? label : nil }

    /// A line that was too long to be kept.
    package mutating func refuseLongLine(of id: MemberID, at now: Timestamp) -> [Effect] {
        handle(.failure(MessageError(.bodyTooLong)), from: id, at: now)
    }

    private mutating func carryOut(_ command: Command, _ turn: inout Turn) throws(CommandError) {
        guard let member = members[turn.actor] else { return }
        if !member.isRegistered {
            register(command, &turn)
            return
        }
        switch command {
        case .capability(let command): negotiate(command, &turn)
        case .password, .user: turn.answer(numeric(.alreadyRegistered, turn, ["You may not reregister"]))
        case .nick(let text): rename(to: text, &turn)
        case .ping(let token): pong(token, &turn)
        case .pong: turn.needsNoAcknowledgement = true
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
        case .say(let kind, let targets, let text): say(kind, to: targets, text, &turn)
        case .away(let text): away(text, &turn)
        case .who(let mask, let options): who(mask, options: options, &turn)
        case .whois(let nicks): whois(nicks, &turn)
        case .whowas(let nick): whowas(nick, &turn)
        case .userhost(let nicks): userhost(nicks, &turn)
        case .ison(let nicks): ison(nicks, &turn)
        case .motd: motd(&turn)
        case .lusers: lusers(&turn)
        case .version: version(&turn)
        case .time: time(&turn)
        case .info: info(&turn)
        case .help(let subject): help(subject, &turn)
        case .history(let request): history(request, &turn)
        }
    }

    // MARK: - Answers

    /// A numeric to the actor.
    func numeric(_ numeric: Numeric, _ turn: Turn, _ words: [String]) -> Reply {
        .numeric(numeric, receiver: members[turn.actor]?.name ?? "*", words)
    }

    func fail(_ command: String, _ code: String, _ context: [String] = [], _ text: String) -> Reply {
        .standard(StandardReply(.fail, command, code, context, text))
    }

    /// Whether the server can say this in one line.
    func fits(_ reply: Reply) -> Bool { settings.name.utf8.count + 2 + reply.message.encoded.count <= Limits.body }

    /// These words, spaces between them, in as few texts as fit at the end of this answer, whose last word is empty.
    func texts(of words: some Sequence<String>, endOf reply: Reply) -> [String] {
        // `:server ` goes before it; `encoded` ends in CR LF already.
        let most = Limits.body - (settings.name.utf8.count + 2) - reply.message.encoded.count
        var texts: [String] = []
        for word in words {
            if let last = texts.indices.last, texts[last].utf8.count + 1 + word.utf8.count <= most {
                texts[last] += " " + word
            } else {
                texts.append(word)
            }
        }
        return texts
    }

    func answer(_ error: CommandError, _ turn: inout Turn) {
        switch error {
        case .unknown(let verb):
            let isKnown = members[turn.actor]?.isRegistered == true
            turn.answer(
                isKnown
                    ? numeric(.unknownCommand, turn, [Self.shown(verb), "Unknown command"])
                    : numeric(.notRegistered, turn, ["You have not registered"]))
        case .needMoreParameters(let verb):
            turn.answer(numeric(.needMoreParameters, turn, [verb, "Not enough parameters"]))
        case .noNickGiven: turn.answer(numeric(.noNicknameGiven, turn, ["No nickname given"]))
        case .noRecipient(let verb): turn.answer(numeric(.noRecipient, turn, ["No recipient given (\(verb))"]))
        case .noTextToSend: turn.answer(numeric(.noTextToSend, turn, ["No text to send"]))
        case .noOrigin: turn.answer(numeric(.noOrigin, turn, ["No origin specified"]))
        case .history(let code, let context, let text):
            turn.answer(fail("CHATHISTORY", code, context.map(Self.shown), text))
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
}
