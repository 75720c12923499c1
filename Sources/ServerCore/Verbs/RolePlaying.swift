import ChatProtocol

/// Words under a name that is nobody's here: those a bridge relays, and those of a play (as in Ergo).
extension ServerState {
    /// What stands between a nick of elsewhere and the name of the place, so that it is no nick of here.
    private static let separator: Unicode.Scalar = "/"

    /// RELAYMSG: what somebody said in another place.
    mutating func relay(_ text: String, as nick: String, in name: String, _ turn: inout Turn) {
        guard let room = roomOfActor(named: name, &turn), let member = members[turn.actor] else { return }
        guard room[member.id]?.ranks.reach(Permission.rank(for: .relay)) == true else {
            turn.answer(fail("RELAYMSG", "PRIVS_NEEDED", [], "Only channel operators relay messages here"))
            return
        }
        guard let speaker = try? Nickname(nick, casemapping: settings.casemapping),
            speaker.folded.unicodeScalars.contains(Self.separator), nicks[speaker] == nil,
            nicks.lookalikes(of: speaker).isEmpty, owners(of: speaker).isEmpty
        else {
            turn.answer(fail("RELAYMSG", "INVALID_NICK", [], "Expected a nick of elsewhere, such as ann/elsewhere"))
            return
        }
        let author = Author(Source(nick: speaker.display, user: "relay", host: settings.name))
        let tags = turn.clientTags + [Tag(Capability.relaymsg.name, member.name)]
        utter(text, by: author, tags: tags, in: room, isEchoed: wantsEcho(of: .message, turn), &turn)
    }

    /// SCENE: what is to be seen.
    mutating func scene(_ text: String, in name: String, _ turn: inout Turn) {
        play(as: "=Scene=", text, in: name, &turn)
    }

    /// NPC and NPCA: what a figure says or does.
    mutating func act(as nick: String, _ text: String, isAction: Bool, in name: String, _ turn: inout Turn) {
        guard let figure = try? Nickname(nick, casemapping: settings.casemapping) else {
            turn.answer(numeric(.cannotSendRoleplay, turn, [Self.shown(name), "That cannot be a figure's name"]))
            return
        }
        play(as: "*\(figure.display)*", isAction ? "\u{1}ACTION \(text)\u{1}" : text, in: name, &turn)
    }

    /// Everybody can tell by the name that it is no person, and by the user whose figure it is.
    private mutating func play(as figure: String, _ text: String, in name: String, _ turn: inout Turn) {
        guard let room = roomOfActor(named: name, &turn), let member = members[turn.actor] else { return }
        guard room.modes.flags.contains(.rolePlay) else {
            turn.answer(numeric(.cannotSendRoleplay, turn, [room.name.display, "Channel has no roleplaying (+E)"]))
            return
        }
        let author = Author(Source(nick: figure, user: member.name, host: settings.name))
        // Who speaks under another name has not seen it on the screen yet.
        utter(text, by: author, tags: turn.clientTags, in: room, isEchoed: true, &turn)
    }

    /// Says this in the room as if the author were somebody; the actor needs what saying it themselves would need.
    private mutating func utter(
        _ text: String, by author: Author, tags: [Tag], in room: Room, isEchoed: Bool, _ turn: inout Turn
    ) {
        let name = room.name.display
        guard let member = members[turn.actor] else { return }
        if let why = silence(of: member, saying: text, in: room, at: turn.now) {
            turn.answer(numeric(.cannotSendToRoom, turn, [name, why]))
            return
        }
        let beside = Speech.bytesBesideText(source: author.source.description, kind: .message, target: name)
        guard beside + text.utf8.count <= Limits.body else {
            turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
            return
        }
        var speech = Speech(
            author: author, kind: .message, target: name, text: text, time: turn.now, tags: tags, isPrivate: false)
        if speech.isKept {
            guard canStore(SpeechKind.message.rawValue, name, &turn) else { return }
            let time = Self.next(after: room.time, at: turn.now)
            rooms[room.id]?.sequence += 1
            rooms[room.id]?.time = time
            keep(&speech, room: room.number, sequence: room.sequence + 1, time: time, &turn)
            if room.isLobby {
                turn.effects.append(.log(.said(nick: author.source.nick, room: name, text: text)))
            }
        }
        members[member.id]?.spokeAt = turn.now
        if room.modes.pause != nil { rooms[room.id]?.change(member.id) { $0.spokeAt = turn.now } }
        turn.deliver(.speech(speech), to: .room(room.id, except: turn.session))
        if isEchoed { turn.answer(.speech(speech)) }
    }
}
