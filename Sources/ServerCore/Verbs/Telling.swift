import ChatProtocol

/// Questions about the server itself.
extension ServerState {
    func pong(_ token: String, _ turn: inout Turn) {
        // The longest token that may come does not fit behind the server's name: whoever sent it knows its beginning.
        let beside =
            settings.name.utf8.count + Reply.other(Message("PONG", [settings.name, ""])).message.encoded.count + 2
        turn.answer(.other(Message("PONG", [settings.name, token.prefix(whole: Limits.body - beside)])))
    }

    func motd(_ turn: inout Turn) {
        guard !settings.motd.isEmpty else {
            turn.answer(numeric(.noMotd, turn, ["No message of the day"]))
            return
        }
        turn.answer(numeric(.motdStart, turn, ["- \(settings.name) message of the day -"]))
        for piece in settings.motd.flatMap({ $0.pieces(of: Limits.phrase) }) {
            turn.answer(numeric(.motd, turn, ["- " + piece]))
        }
        turn.answer(numeric(.endOfMotd, turn, ["End of /MOTD command"]))
    }

    func lusers(_ turn: inout Turn) {
        let count = census.members
        let unknown = sessions.count - census.attached
        let most = String(census.most)
        let visible = count - census.invisible
        turn.answer(
            numeric(
                .lusersClients, turn, ["There are \(visible) users and \(census.invisible) invisible on 1 servers"]))
        turn.answer(numeric(.lusersOperators, turn, [String(census.operators), "IRC Operators online"]))
        turn.answer(numeric(.lusersUnknown, turn, [String(unknown), "unregistered connections"]))
        turn.answer(numeric(.lusersRooms, turn, [String(rooms.count), "channels formed"]))
        turn.answer(numeric(.lusersMe, turn, ["I have \(count) clients and 0 servers"]))
        turn.answer(
            numeric(.localUsers, turn, [String(count), most, "Current local users \(count), max \(most)"]))
        turn.answer(
            numeric(.globalUsers, turn, [String(count), most, "Current global users \(count), max \(most)"]))
    }

    func links(_ turn: inout Turn) {
        // One server has no links; that it is there is known to whoever asks it.
        turn.answer(numeric(.endOfLinks, turn, ["*", "End of /LINKS list"]))
    }

    func version(_ turn: inout Turn) {
        turn.answer(numeric(.version, turn, [settings.version, settings.name, "one binary, server and screen"]))
        tellSupport(&turn)
    }

    func time(_ turn: inout Turn) {
        let seconds = String(turn.now.milliseconds / 1_000)
        turn.answer(numeric(.time, turn, [settings.name, seconds, "0", turn.now.description]))
    }

    func info(_ turn: inout Turn) {
        for line in [
            "\(settings.version): a chat server and its screen in one binary", "up since \(settings.startedAt)",
        ] {
            turn.answer(numeric(.info, turn, [line]))
        }
        turn.answer(numeric(.endOfInfo, turn, ["End of INFO"]))
    }

    func help(_ subject: String?, _ turn: inout Turn) {
        let subject = subject?.uppercased() ?? "INDEX"
        guard subject == "INDEX" || Command.verbs.contains(subject) else {
            turn.answer(numeric(.helpNotFound, turn, [Self.shown(subject), "No help available on this topic"]))
            return
        }
        turn.answer(numeric(.helpStart, turn, [subject, "chat speaks IRC as https://modern.ircdocs.horse tells it"]))
        for text in texts(of: ["Commands:"] + Command.verbs, endOf: numeric(.helpText, turn, [subject, ""])) {
            turn.answer(numeric(.helpText, turn, [subject, text]))
        }
        turn.answer(numeric(.endOfHelp, turn, [subject, "End of /HELP"]))
    }
}
