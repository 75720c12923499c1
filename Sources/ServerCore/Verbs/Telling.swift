import ChatProtocol

/// Questions about the server itself.
extension ServerState {
    func pong(_ token: String, _ turn: inout Turn) {
        // The longest token that may come does not fit behind the server's name: whoever sent it knows its beginning.
        let beside =
            settings.name.utf8.count + Reply.other(Message("PONG", [settings.name, ""])).message.encoded.count + 2
        turn.answer(.other(Message("PONG", [settings.name, token.prefix(whole: Limits.body - beside)])))
    }

    func motd(_ turn: inout Turn) { turn.answer(greetings.motd, to: name(turn)) }

    func tellSupport(_ turn: inout Turn) { turn.answer(greetings.support, to: name(turn)) }

    func lusers(_ turn: inout Turn) {
        let count = census.members
        let unknown = sessions.count - census.attached
        let most = census.most
        var numbers = Announcement(server: settings.name)
        numbers.add(
            .lusersClients,
            ["There are \(count - census.invisible) users and \(census.invisible) invisible on 1 servers"])
        numbers.add(.lusersOperators, [String(census.operators), "IRC Operators online"])
        numbers.add(.lusersUnknown, [String(unknown), "unregistered connections"])
        numbers.add(.lusersRooms, [String(rooms.count), "channels formed"])
        numbers.add(.lusersMe, ["I have \(count) clients and 0 servers"])
        numbers.add(.localUsers, [String(count), String(most), "Current local users \(count), max \(most)"])
        numbers.add(.globalUsers, [String(count), String(most), "Current global users \(count), max \(most)"])
        turn.answer(numbers, to: name(turn))
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
}
