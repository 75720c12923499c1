import ChatProtocol
package import ServerCore

/// A post as `chat --export` prints it. Signs that a terminal would obey, or that hide what a line says, are spelled out.
extension Post {
    /// `2026-11-23T09:02:00.000Z <aaa> hello`; a notice is `-aaa- hello`, an action `* aaa waves`, and a private post
    /// names both: `<aaa -> bbb> hello`.
    package var line: String {
        let nick = author.nick
        let names = Self.spelled(room == .privately ? "\(nick) -> \(target)" : nick) { "‹\(Self.hexadecimal($0))›" }
        let said = Self.spelled(action ?? text) { "‹\(Self.hexadecimal($0))›" }
        return switch kind {
        case .message: action == nil ? "\(time) <\(names)> \(said)" : "\(time) * \(names) \(said)"
        case .notice: "\(time) -\(names)- \(said)"
        case .tags: "\(time) (\(names)) \(said)"
        }
    }

    /// One JSON object on one line, its keys in alphabetical order. The text stands as it was sent, an action in its CTCP
    /// form.
    package var json: String {
        """
        {"author":\(Self.quoted(author.description)),"kind":"\(kind.rawValue)","room":\(room.value),\
        "sequence":\(sequence),"target":\(Self.quoted(target)),"text":\(Self.quoted(text)),"time":"\(time)"}
        """
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
