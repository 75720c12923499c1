import ChatProtocol
import Testing

@testable import ClientCore

/// A moment at the screen, reached by what a server says and a person presses.
struct Scene: Sendable {
    let name: String
    /// What leads to it, on a screen of so many columns and rows.
    let play: @Sendable (_ columns: Int, _ rows: Int, _ language: Language) throws -> Chat

    init(_ name: String, _ play: @escaping @Sendable (Int, Int, Language) throws -> Chat) {
        self.name = name
        self.play = play
    }

    /// One for each point of what the client does.
    static let all: [Scene] = [
        talking, present, missed, found, readingBack, connected, chosen, leaving, everyReader, firstTime,
    ]

    /// What a server of ours can do.
    static let capabilities =
        Chat.allCapabilities(history: true)
        + " draft/message-edit draft/message-redaction draft/multiline draft/read-marker draft/search"

    /// In the lobby among some people, at two minutes past nine.
    static func lobby(
        _ columns: Int, _ rows: Int, _ language: Language, members: String = "@xiaoming +bot ann ben 小红 me",
        _ change: (inout ClientSettings) -> Void = { _ in }
    ) throws -> Chat {
        var chat = try Chat.inLobby(members: members, columns: columns, rows: rows, capabilities: capabilities) {
            $0.language = language
            change(&$0)
        }
        chat.hears(":s 332 me #lobby :欢迎来到聊天室 · welcome")
        chat.later(by: 5 * 60_000)
        return chat
    }
}

extension Scene: CustomTestStringConvertible {
    var testDescription: String { name }
}

extension Chat {
    /// Somebody says something in a room, at a time of that Monday.
    mutating func hears(
        _ nick: String, _ text: String, in room: String = "#lobby", id: String = "", at time: String, on day: Int = 23,
        tags: String = ""
    ) {
        let id = id.isEmpty ? "" : "msgid=\(id);"
        let more = tags.isEmpty ? "" : ";" + tags
        hears("@\(id)time=2026-11-\(day)T\(time):00.000Z\(more) :\(nick)!u@h PRIVMSG \(room) :\(text)")
    }
}
