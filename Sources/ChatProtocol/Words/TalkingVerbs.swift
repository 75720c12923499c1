extension Command {
    /// What is said, and what is done to it afterwards.
    static let talkingVerbs: [String: Reading] = [
        "PRIVMSG": { words throws(CommandError) in try speech(.message, words) },
        "NOTICE": { words throws(CommandError) in try speech(.notice, words) },
        "TAGMSG": { words throws(CommandError) in .say(.tags, targets: try words.neededList(0), text: "") },
        "BATCH": { words throws(CommandError) in try batch(words) },
        "REDACT": { words throws(CommandError) in
            .redact(target: try words.filled(0), id: try words.filled(1), reason: words[2])
        },
        "EDIT": { words throws(CommandError) in try edit(words) },
        "RELAYMSG": { words throws(CommandError) in
            let text = try words.needed(2)
            guard text.utf8.contains(where: { $0 != UInt8(ascii: " ") }) else {
                throw words.refusal("BLANK_MSG", [], "The message must not be blank")
            }
            return .relay(room: try words.filled(0), nick: try words.filled(1), text: text)
        },
        "SCENE": { words throws(CommandError) in
            .scene(room: try words.filled(0), text: try roleText(words, from: 1))
        },
        "NPC": { words throws(CommandError) in try role(words, isAction: false) },
        "NPCA": { words throws(CommandError) in try role(words, isAction: true) },
        "AWAY": { words throws(CommandError) in .away(words[0]) },
        "ACCEPT": { words throws(CommandError) in .accept(try words.neededList(0)) },
    ]

    private static func speech(_ kind: SpeechKind, _ words: CommandWords) throws(CommandError) -> Command {
        let targets = words.list(0)
        guard !targets.isEmpty else { throw .noRecipient(verb: kind.rawValue) }
        // A blank line has its meaning inside of a text of several lines, and only there (IRCv3 draft/multiline).
        guard let text = words[1], !text.isEmpty || words[tag: "batch"] != nil else { throw .noTextToSend }
        return .say(kind, targets: targets, text: text)
    }

    /// `BATCH +reference type ...` and `BATCH -reference` (IRCv3 client-batch).
    private static func batch(_ words: CommandWords) throws(CommandError) -> Command {
        let word = try words.filled(0)
        let reference = String(word.unicodeScalars.dropFirst())
        let sign = word.unicodeScalars.first
        guard sign == "+" || sign == "-", !reference.isEmpty, reference.utf8.allSatisfy(isOfReference) else {
            throw words.refusal("INVALID_REFTAG", [word], "Expected + or - and a reference of letters, digits and -")
        }
        guard sign == "+" else { return .batchEnded(reference: reference) }
        return .batchStarted(reference: reference, type: try words.filled(1), words.rest(2))
    }

    private static func isOfReference(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// `EDIT <target>` with the id and the new text in tags.
    private static func edit(_ words: CommandWords) throws(CommandError) -> Command {
        let target = try words.filled(0)
        guard let id = words[tag: EditTag.id], !id.isEmpty else {
            throw words.refusal("INVALID_EDIT", [target], "Expected the tag \(EditTag.id)")
        }
        guard let text = words[tag: EditTag.text], !text.isEmpty else {
            throw words.refusal("INVALID_EDIT", [target, id], "Invalid edit text")
        }
        return .edit(target: target, id: id, text: text)
    }

    private static func role(_ words: CommandWords, isAction: Bool) throws(CommandError) -> Command {
        .actAs(
            room: try words.filled(0), nick: try words.filled(1), text: try roleText(words, from: 2),
            isAction: isAction)
    }

    /// The text of a role may come without its colon (Ergo).
    private static func roleText(_ words: CommandWords, from place: Int) throws(CommandError) -> String {
        let text = try words.neededRest(place).joined(separator: " ")
        guard !text.isEmpty else { throw .noTextToSend }
        return text
    }
}
