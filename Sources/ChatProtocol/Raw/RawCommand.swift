/// What a raw client's message means: the seed's dialect.
package enum RawCommand: Equatable, Sendable {
    /// `#`: who is here?
    case members
    /// `&`: what can be typed?
    case help
    /// `exit`
    case leave
    /// A nick, as long as the client has none: `!nick`, or the nick alone.
    case name(String)
    /// `text@nick`
    case privately(text: String, nick: String)
    case say(String)

    /// Reads one message. Until the client is named, anything but `#`, `&` and `exit` is a nick, with `!` before it or not.
    ///
    /// Read left to right, `@@` is a literal `@`; the last `@` that is none splits text from nick.
    package init(_ text: String, isNamed: Bool) {
        switch text {
        case "#": self = .members
        case "&": self = .help
        case "exit": self = .leave
        case _ where !isNamed:
            let name = text.utf8.first == UInt8(ascii: "!") ? text.dropFirst() : text[...]
            self = .name(name.trimmingSpaces())
        default:
            let (before, after) = Self.splitAtSign(text)
            if let after { self = .privately(text: before, nick: after) } else { self = .say(before) }
        }
    }

    /// The text before the last single `@` and what follows it; `after` is nil where there is none. `@@` is `@` in both.
    package static func splitAtSign(_ text: String) -> (before: String, after: String?) {
        let signs = text.utf8
        let sign = UInt8(ascii: "@")
        var pieces: [String] = [""]
        var index = signs.startIndex
        var start = index
        while index < signs.endIndex {
            guard signs[index] == sign else {
                index = signs.index(after: index)
                continue
            }
            let next = signs.index(after: index)
            if next < signs.endIndex, signs[next] == sign {
                pieces[pieces.count - 1] += text[start..<next]
                index = signs.index(after: next)
            } else {
                pieces[pieces.count - 1] += text[start..<index]
                pieces.append("")
                index = next
            }
            start = index
        }
        pieces[pieces.count - 1] += text[start...]
        guard pieces.count > 1, let after = pieces.popLast() else { return (pieces[0], nil) }
        return (pieces.joined(separator: "@"), after)
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> String {
        let front = drop { $0 == " " || $0 == "\u{3000}" }
        let back = front.lastIndex { $0 != " " && $0 != "\u{3000}" }
        return back.map { String(front[...$0]) } ?? ""
    }
}
