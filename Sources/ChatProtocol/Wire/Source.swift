/// Who a line comes from: `nick!user@host`, or a server's name alone.
package struct Source: Hashable, Sendable {
    /// The nick, or the server's name.
    package var nick: String
    package var user: String?
    package var host: String?

    package init(nick: String, user: String? = nil, host: String? = nil) {
        self.nick = nick
        self.user = user
        self.host = host
    }

    /// Takes the text apart at the first `!` and the first `@` behind it; whatever is missing is nil.
    package init(_ text: String) {
        let bang = text.utf8.firstIndex(of: UInt8(ascii: "!"))
        let at = text.utf8[(bang ?? text.startIndex)...].firstIndex(of: UInt8(ascii: "@"))
        nick = String(text[..<(bang ?? at ?? text.endIndex)])
        user = bang.map { String(text[text.utf8.index(after: $0)..<(at ?? text.endIndex)]) }
        host = at.map { String(text[text.utf8.index(after: $0)...]) }
    }
}

extension Source: CustomStringConvertible {
    package var description: String {
        var text = nick
        text.reserveCapacity(nick.utf8.count + (user?.utf8.count ?? 0) + (host?.utf8.count ?? 0) + 2)
        if let user {
            text += "!"
            text += user
        }
        if let host {
            text += "@"
            text += host
        }
        return text
    }
}
