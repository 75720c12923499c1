import ChatProtocol

/// What an entered line does.
extension Model {
    /// Takes the line from the input and does what it means; where the server is needed and not there, it stays.
    mutating func submit() {
        hint = nil
        let typed = buffers[current].editor.text
        let intent = Intent(line: typed)
        switch intent {
        case .nothing: return
        case .leave: break
        default: leavesUntil = nil
        }
        if Self.needsServer(intent), !isOnline, !(session.registration.needsNick && Self.isNick(intent)) {
            return show(.notConnected, isAlarm: true)
        }
        if refused?.typed != typed, asksBeforeSaying(typed, intent) { return }
        _ = buffers[current].editor.takeText()
        toldTyping = nil
        buffers[current].paste = .none
        completion.end()
        buffers[current].past.record(typed)
        if sayRefused(typed) { return }
        let meant = intent.saying(written)
        if case .say(let text) = meant, submitForPurpose(text) { return }
        perform(meant, typed: typed)
    }

    /// What is typed as it goes out: emoji for their names, and IRC's codes for markup where the person wants them.
    func written(_ text: String) -> String {
        let text = Emoji.replacing(in: text)
        return settings.hasMarkup && !isRaw ? Markup.coded(text) : text
    }

    private static func needsServer(_ intent: Intent) -> Bool {
        switch intent {
        case .nothing, .members, .help, .leave, .mistake: false
        case .command(let verb, _):
            ![
                .clear, .close, .connect, .disconnect, .reconnect, .find, .mentions, .trust, .set, .log, .ignore,
                .unignore, .friend, .login, .reveal,
            ].contains(verb)
        case .say, .privately, .open: true
        }
    }

    /// What can be typed where the server wants another nick.
    private static func isNick(_ intent: Intent) -> Bool {
        switch intent {
        case .say, .command(.nick, _): true
        default: false
        }
    }

    mutating func perform(_ intent: Intent, typed: String) {
        if session.registration.needsNick, case .say(let nick) = intent { return chooseNick(nick) }
        switch intent {
        case .nothing: break
        case .say(let text): sayHere(text, typed: typed)
        case .members: tellMembers(of: current)
        case .help(let topic): help(topic)
        case .leave(let reason): leave(reason)
        case .privately(let nick, let text, let form): tell(nick, text, typed: typed, as: form)
        case .open(let nick): if let index = open(.person, nick) { go(to: index) }
        case .command(let verb, let arguments): perform(verb, arguments, typed: typed)
        case .mistake(.unknownCommand(let name, nil)): show(.unknownCommand(Sanitiser.clean(name)), isAlarm: true)
        case .mistake(.unknownCommand(let name, let closest?)):
            show(.perhaps(Sanitiser.clean(name), closest), isAlarm: true)
        case .mistake(.missingArgument(let usage)): show(.usage(usage), isAlarm: true)
        }
    }

    private mutating func chooseNick(_ nick: String) {
        for message in session.registration.choose(nick) { send(message) }
    }

    private mutating func perform(_ verb: SlashCommand.Verb, _ arguments: Arguments, typed: String) {
        switch verb {
        case .clear: clear(current)
        case .close: closeHere()
        case .connect: connect(to: arguments.text ?? "")
        case .disconnect: if settings.isPlain { leave(arguments.text) } else { leaveNetwork(arguments.text) }
        case .reconnect: reconnect()
        case .trust: trustRefused()
        case .login where !isRaw: askToLogIn(as: arguments.nick)
        case .register where !isRaw: askToRegister(arguments.nick, email: arguments.word)
        case .set: set(arguments.word, to: arguments.text)
        case .again: sayFailedAgain()
        case .ignore: ignore(arguments.nick)
        case .unignore: unignore(arguments.nick ?? "")
        case .mentions: openMentions()
        case .reveal: if settings.isPlain { speakHidden() } else { toggleHidden() }
        case .friend: changeFriends(arguments.word, arguments.nick)
        case .nick where session.registration.needsNick: chooseNick(arguments.nick ?? "")
        case .me where !isRaw: sayHere(arguments.text ?? "", typed: typed, isAction: true)
        case _ where isRaw: performRaw(verb, arguments)
        case .nick: send(Command.nick(arguments.nick ?? "").message)
        case .join:
            guard let room = arguments.room else { return }
            enter(room, key: arguments.word)
        case .msg:
            guard let room = arguments.room else { return }
            guard let index = index(of: room), buffers[index].isJoined else {
                return show(.notInRoom(Sanitiser.clean(room)), isAlarm: true)
            }
            say(arguments.text ?? "", in: index)
        case .notice: sendNotice(to: arguments.room ?? arguments.nick ?? "", arguments.text ?? "")
        case .whois: send(Command.whois([arguments.nick ?? ""]).message)
        case .away:
            network.awayText = arguments.text
            send(Command.away(arguments.text).message)
        case .profile: changeProfile(arguments.word, arguments.text)
        case .list: send(Command.list(arguments.text.map { [$0] } ?? []).message)
        case .raw: sendLine(arguments.text ?? "")
        case .mode: sendMode(arguments.text)
        case .search: search(arguments.text ?? "")
        case .log: searchLog(arguments.text ?? "")
        case .find: find(arguments.text ?? "")
        case .reply: answer(arguments.text)
        case .react: react(arguments.text.map(written))
        case .edit: change(arguments.text)
        case .redact: redact(arguments.text, isCertain: true)
        case .part, .topic, .names, .invite, .kick, .op, .deop, .voice, .devoice, .ban, .unban:
            performInRoom(verb, arguments)
        case .query, .help, .quit, .me, .login, .register: break
        }
    }

    /// What concerns a room: the one that is named, else the one on the screen.
    private mutating func performInRoom(_ verb: SlashCommand.Verb, _ arguments: Arguments) {
        let here = buffers[current].kind == .room ? buffers[current].target : nil
        guard let room = arguments.room ?? here else { return show(.needsRoom, isAlarm: true) }
        switch verb {
        case .part: send(Command.part([room], reason: arguments.text).message)
        case .topic: send(Command.topic(room: room, text: arguments.text).message)
        case .names: send(Command.names([room]).message)
        case .invite: send(Command.invite(nick: arguments.nick ?? "", room: room).message)
        case .kick:
            send(Command.kick(room: room, nicks: [arguments.nick ?? ""], reason: arguments.text).message)
        default: moderate(verb, arguments.nick ?? "", in: room)
        }
    }

    private mutating func closeHere() {
        if buffers[current].kind == .server {
            guard networks.count > 1, !network.settings.isHosting else { return show(.needsRoom, isAlarm: true) }
            if isOnline, !isRaw { send(Command.quit(nil).message) }
            ask(.disconnect)
            return removeNetwork(here)
        }
        if buffers[current].isJoined, isOnline, !isRaw {
            send(Command.part([buffers[current].target], reason: nil).message)
        }
        close(current)
    }

    private mutating func sendNotice(to target: String, _ text: String) {
        for line in text.split(separator: "\n").flatMap({ Post.pieces(of: $0, bytes: room(for: target)) }) {
            send(Command.say(.notice, targets: [target], text: String(line)).message)
            guard !session.has(.echoMessage) else { continue }
            let index = index(of: target) ?? front
            var shown = Line(
                number: newLineNumber(), time: clock, .notice, author: nick, StyledText(message: String(line)))
            shown.isOwn = true
            add(shown, to: index)
        }
    }

    private mutating func sendMode(_ text: String?) {
        // No word of a line can begin with a colon; whoever types one writes it as on the wire.
        var words = (text ?? "").split(whereSeparator: \.isWhitespace)
            .map { String($0.drop { $0 == ":" }) }.filter { !$0.isEmpty }
        let here = buffers[current].kind == .room ? buffers[current].target : session.nick
        let isTarget = words.first.map { !$0.hasPrefix("+") && !$0.hasPrefix("-") } ?? false
        let target = isTarget ? words.removeFirst() : here
        send(Command.mode(target: target, changes: words).message)
    }

    private mutating func sendLine(_ text: String) {
        do throws(MessageError) {
            send(try Message(line: text, from: .client))
        } catch {
            show(.usage("/raw LINE"), isAlarm: true)
        }
    }

    // MARK: Notes

    /// `#`: who is here, as a note.
    mutating func tellMembers(of index: Int) {
        if isRaw { return askRawMembers(isAsked: true) }
        guard buffers[index].kind == .room else { return show(.needsRoom, isAlarm: true) }
        if settings.isSpoken { return speakMembers(of: index) }
        let members = buffers[index].members.page(from: 0, count: MemberList.most)
        let names = members.map { $0.ranks.prefix(1) + $0.nick }.joined(separator: "  ")
        note(.memberNames(room: buffers[index].name, names), in: index)
    }

    /// `&` and `/help`: a panel; without a screen, lines.
    mutating func help(_ topic: String?) {
        if let topic {
            guard let command = CommandTable.command(named: topic) else {
                return show(.unknownCommand(Sanitiser.clean(topic)), isAlarm: true)
            }
            if settings.isSpoken { return speak(command) }
            let summary = command.summary.text(in: settings.language)
            return note(text: StyledText("\(command.usage)  \(summary)"), in: current)
        }
        guard settings.isPlain else { return openHelp() }
        if settings.isSpoken { return speakHelp() }
        note(.whole, in: current)
        for command in CommandTable.rows {
            note(text: StyledText(command.usage + "  " + command.summary.text(in: settings.language)), in: current)
        }
    }
}
