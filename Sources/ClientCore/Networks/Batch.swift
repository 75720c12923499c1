import ChatProtocol

/// Lines that belong together (IRCv3 batch), as far as they have come.
struct Batch: Equatable, Sendable {
    /// What becomes of the lines.
    enum Purpose: Equatable, Sendable {
        /// What was said before in a conversation (draft/chathistory), and which request asked for it.
        case history(target: String, label: String?)
        /// One post of several lines (draft/multiline).
        case post(target: String)
        /// What a search has found (draft/search).
        case findings
        /// The answer to an own line, whose label only the beginning bears (labeled-response). Its lines are heard as they
        /// come.
        case answer(label: String)
        /// Anything else inside of another batch, to which its lines go.
        case part
    }

    let purpose: Purpose
    /// The line that began it, with its tags and its source.
    let opening: Message
    var messages: [Message] = []

    /// The batch that it is in; nil for none.
    var outer: String? { opening[tag: "batch"] }

    /// Whether its lines wait for its end.
    var collects: Bool {
        if case .answer = purpose { false } else { true }
    }

    /// The post that the lines are together, its line ends in the text; nil where there are none.
    ///
    /// What the post is (its id, its time, whose answer it is) stands on the line that began the batch, so that the result
    /// is heard like a line that came there.
    var post: Message? {
        guard case .post(let target) = purpose, let first = messages.first else { return nil }
        var text = ""
        for (index, message) in messages.enumerated() where message.parameters.count > 1 {
            if index > 0, message[tag: ClientTag.multilineConcat] == nil { text += "\n" }
            text += message.parameters[1]
            if text.utf8.count > Session.mostPostBytes { break }
        }
        return Message(tags: opening.tags, source: opening.source ?? first.source, first.verb, [target, text])
    }
}
