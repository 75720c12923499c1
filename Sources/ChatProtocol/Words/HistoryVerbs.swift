extension Command {
    /// What is kept: posts, marks of reading, metadata.
    static let historyVerbs: [String: Reading] = [
        "CHATHISTORY": { words throws(CommandError) in .history(try HistoryRequest(words.rest(0))) },
        "SEARCH": { words throws(CommandError) in .search(try SearchTerm.terms(of: words)) },
        "MARKREAD": { words throws(CommandError) in try markRead(words) },
        "METADATA": { words throws(CommandError) in
            .metadata(target: try words.filled(0), try MetadataCommand(words))
        },
    ]

    /// A client asks, or says how far it has read; that nothing was read, it cannot say (IRCv3 draft/read-marker).
    private static func markRead(_ words: CommandWords) throws(CommandError) -> Command {
        guard let target = words[0], !target.isEmpty else {
            throw words.refusal("NEED_MORE_PARAMS", [], "Missing parameters")
        }
        guard let word = words[1] else { return .markRead(target: target, nil) }
        guard let mark = ReadMark(word), mark != .nothing else {
            throw words.refusal("INVALID_PARAMS", [word], "Expected timestamp=...")
        }
        return .markRead(target: target, mark)
    }
}
