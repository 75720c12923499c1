import ChatProtocol
package import ServerCore

/// A post as `chat --export` prints it. Signs that a terminal would obey, or that hide what a line says, are spelled
/// out.
extension Post {
    /// `2026-11-23T09:02:00.000Z <aaa> hello`; a notice is `-aaa- hello`, an action `* aaa waves`, and a private post
    /// names both: `<aaa -> bbb> hello`. What was taken back and edited is named by its number: `(aaa took back 7)
    /// why`, `(aaa edited 7) hello`. A post of several lines is one line here.
    package var line: String {
        let nick = author.source.nick
        let isPrivate = target.utf8.first != UInt8(ascii: "#")
        let names = (isPrivate ? "\(nick) -> \(target)" : nick).spelledOut
        // Between the parts of a line that was said in parts (IRCv3 multiline-concat) there is nothing to be seen.
        let whole = String(String.UnicodeScalarView((action ?? text).unicodeScalars.filter { $0 != "\r" }))
        let said = whole.spelledOut
        return switch kind {
        case .message: action == nil ? "\(time) <\(names)> \(said)" : "\(time) * \(names) \(said)"
        case .notice: "\(time) -\(names)- \(said)"
        case .tags: "\(time) (\(names)) \(said)"
        case .redaction(let number): "\(time) (\(names) took back \(number)) \(said)"
        case .edit(let number): "\(time) (\(names) edited \(number)) \(said)"
        }
    }

    /// One JSON object on one line, its keys in alphabetical order; `about`, `account`, `bot`, `operator` and `tags`
    /// are there where they say something. The text stands as it was sent, an action in its CTCP form.
    package var json: String {
        var fields: [(key: String, value: String)] = []
        if let about = kind.about { fields.append(("about", String(about))) }
        if let account = author.account { fields.append(("account", account.quotedForJSON)) }
        fields.append(("author", author.source.description.quotedForJSON))
        if author.isBot { fields.append(("bot", "true")) }
        fields.append(("kind", kind.verb.quotedForJSON))
        if author.isOperator { fields.append(("operator", "true")) }
        fields.append(("room", String(room.value)))
        fields.append(("sequence", String(sequence)))
        if !tags.isEmpty {
            let tags = tags.map { "\($0.key.quotedForJSON):\($0.value.quotedForJSON)" }
            fields.append(("tags", "{\(tags.joined(separator: ","))}"))
        }
        fields.append(("target", target.quotedForJSON))
        fields.append(("text", text.quotedForJSON))
        fields.append(("time", "\(time)".quotedForJSON))
        return "{\(fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    /// What stands between `\u{1}ACTION ` and `\u{1}` (CTCP).
    private var action: String? {
        let start = "\u{1}ACTION "
        guard kind == .message, text.utf8.starts(with: start.utf8) else { return nil }
        let rest = Substring(text.utf8.dropFirst(start.utf8.count))
        return String(rest.utf8.last == 1 ? Substring(rest.utf8.dropLast()) : rest)
    }
}

extension Post.Kind {
    /// The command that says it; an edit has none of its own yet.
    fileprivate var verb: String {
        switch self {
        case .message: "PRIVMSG"
        case .notice: "NOTICE"
        case .tags: "TAGMSG"
        case .redaction: "REDACT"
        case .edit: "EDIT"
        }
    }
}
