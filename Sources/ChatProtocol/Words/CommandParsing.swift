extension Command {
    /// Understands one message of a client. The verb's case does not matter.
    package init(_ message: Message) throws(CommandError) {
        let verb = message.verb.uppercased()
        guard let read = Self.readers[verb] else { throw .unknown(verb: message.verb) }
        self = try read(CommandWords(verb: verb, of: message))
    }

    /// Every verb that a server of ours understands.
    package static var verbs: [String] { readers.keys.sorted() }

    typealias Reading = @Sendable (CommandWords) throws(CommandError) -> Command

    /// One table of verbs, from one for each family: dispatch and tests read it. No verb is in two families.
    private static let readers = Dictionary(
        uniqueKeysWithValues: [
            registeringVerbs, accountVerbs, roomVerbs, talkingVerbs, askingVerbs, historyVerbs, operatorVerbs,
        ].flatMap { family in family.map { ($0.key, $0.value) } })
}
