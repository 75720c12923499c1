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
        let names = Self.spelled(isPrivate ? "\(nick) -> \(target)" : nick) { "‹\(Self.hexadecimal($0))›" }
        // Between the parts of a line that was said in parts (IRCv3 multiline-concat) there is nothing to be seen.
        let whole = String(String.UnicodeScalarView((action ?? text).unicodeScalars.filter { $0 != "\r" }))
        let said = Self.spelled(whole) { "‹\(Self.hexadecimal($0))›" }
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
        if let account = author.account { fields.append(("account", Self.quoted(account))) }
        fields.append(("author", Self.quoted(author.source.description)))
        if author.isBot { fields.append(("bot", "true")) }
        fields.append(("kind", Self.quoted(kind.verb)))
        if author.isOperator { fields.append(("operator", "true")) }
        fields.append(("room", String(room.value)))
        fields.append(("sequence", String(sequence)))
        if !tags.isEmpty {
            let tags = tags.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
            fields.append(("tags", "{\(tags.joined(separator: ","))}"))
        }
        fields.append(("target", Self.quoted(target)))
        fields.append(("text", Self.quoted(text)))
        fields.append(("time", Self.quoted("\(time)")))
        return "{\(fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    /// What stands between `\u{1}ACTION ` and `\u{1}` (CTCP).
    private var action: String? {
        let start = "\u{1}ACTION "
        guard kind == .message, text.utf8.starts(with: start.utf8) else { return nil }
        let rest = Substring(text.utf8.dropFirst(start.utf8.count))
        return String(rest.utf8.last == 1 ? Substring(rest.utf8.dropLast()) : rest)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where isUnseen(scalar):
                for unit in String(scalar).utf16 { quoted += "\\u" + hexadecimal(UInt32(unit), digits: 4) }
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func spelled(_ text: String, _ spell: (UInt32) -> String) -> String {
        guard text.unicodeScalars.contains(where: isUnseen) else { return text }
        var spelled = ""
        for scalar in text.unicodeScalars {
            if isUnseen(scalar) { spelled += spell(scalar.value) } else { spelled.unicodeScalars.append(scalar) }
        }
        return spelled
    }

    /// Controls, direction marks, tags and the like; but not what joins the parts of an emoji.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            scalar.value != 0x200D
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int = 2) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
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
