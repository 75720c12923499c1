import ChatProtocol
import Testing

@testable import ClientCore

/// A person at a client, with a server that the test plays: presses keys, sends lines, looks at the screen.
struct Chat {
    var model: Model
    /// What has been sent and not yet looked at.
    private(set) var sent: [String] = []
    /// Those under which history was asked for, by what was asked: how many came before is nobody's business.
    private(set) var pageLabels: [String: String] = [:]
    private(set) var effects: [Effect] = []
    private(set) var now = Instant(milliseconds: 0)
    /// 2026-11-23T09:02:00Z, a Monday.
    private(set) var clock = Timestamp(milliseconds: 1_795_424_520_000)

    init(
        nick: String = "me", address: String = "chat.example", rooms: [String] = [], columns: Int = 80, rows: Int = 24,
        _ change: (inout ClientSettings) -> Void = { _ in }
    ) throws {
        var settings = ClientSettings(NetworkSettings(nick: nick, endpoint: try Endpoint(address), rooms: rooms))
        // What is typed key by key would otherwise be told of between the lines that a test is about.
        settings.tellsTyping = false
        change(&settings)
        model = Model(settings: settings, seed: 1)
        note(model.start(at: now, clock: clock))
        happens(.resized(columns: columns, rows: rows))
    }

    /// At a server of ours, in `#lobby` with these members.
    static func inLobby(
        nick: String = "me", members: String = "me @aaa bbb", columns: Int = 80, rows: Int = 24, history: Bool = false,
        capabilities: String? = nil, _ change: (inout ClientSettings) -> Void = { _ in }
    ) throws -> Chat {
        var chat = try Chat(nick: nick, columns: columns, rows: rows, change)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: capabilities ?? Self.allCapabilities(history: history))
        chat.enters("#lobby", members: members)
        chat.forget()
        return chat
    }

    static func allCapabilities(history: Bool) -> String {
        "message-tags server-time batch echo-message labeled-response multi-prefix away-notify cap-notify"
            + (history ? " draft/chathistory" : "")
    }

    mutating func isWelcomed(capabilities: String = Chat.allCapabilities(history: false)) {
        let nick = model.session.nick
        hears(":s CAP * LS :\(capabilities)")
        let names = capabilities.split(separator: " ").map { $0.prefix { $0 != "=" } }.joined(separator: " ")
        if !capabilities.isEmpty { hears(":s CAP \(nick) ACK :\(names)") }
        hears(":s 001 \(nick) :Welcome to Example")
        hears(
            ":s 005 \(nick) NETWORK=Example LOBBY=#lobby CASEMAPPING=ascii UTF8MAPPING=rfc8265 PREFIX=(ov)@+ :are supported"
        )
        hears(":s 376 \(nick) :End of MOTD")
    }

    mutating func enters(_ room: String, members: String) {
        let nick = model.session.nick
        hears(":\(nick)!u@h JOIN \(room)")
        hears(":s 353 \(nick) = \(room) :\(members)")
        hears(":s 366 \(nick) \(room) :End of NAMES")
    }

    mutating func hears(_ line: String) {
        hears(0, line)
    }

    /// - Parameter network: which server says it; the one that the client begins with has the number 0.
    mutating func hears(_ network: Int, _ line: String) {
        do {
            happens(.network(network, .received(try Message(line: line))))
        } catch {
            Issue.record("no message: \(line)")
        }
    }

    mutating func happens(_ event: Event) {
        note(model.update(event, at: now, clock: clock))
    }

    private mutating func note(_ new: [Effect]) {
        effects += new
        for effect in new {
            switch effect {
            case .network(let number, .send(let message)):
                sent.append((number == 0 ? "" : "\(number): ") + withoutPageLabel(message).description)
            case .network(_, .sendRaw(let text)): sent.append(text)
            default: break
            }
        }
    }

    private mutating func withoutPageLabel(_ message: Message) -> Message {
        guard message.verb == "CHATHISTORY" else { return message }
        var message = message
        let label = message[tag: "label"]
        message.tags.removeAll { $0.key == "label" }
        pageLabels[message.description] = label
        return message
    }

    mutating func waits(_ milliseconds: Int64) {
        now = now.later(by: milliseconds)
        clock.milliseconds += milliseconds
        happens(.deadline)
    }

    /// Time goes on; nothing is due.
    mutating func later(by milliseconds: Int64) {
        now = now.later(by: milliseconds)
        clock.milliseconds += milliseconds
    }

    mutating func press(_ keys: Key...) {
        for key in keys { happens(.key(KeyPress(key))) }
    }

    mutating func press(_ press: KeyPress) {
        happens(.key(press))
    }

    mutating func types(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func enters(_ line: String) {
        types(line)
        press(.enter)
    }

    /// The server says the last own line back.
    mutating func isEchoed(_ line: String, label: String, id: String) {
        hears("@label=\(label);msgid=\(id) :\(model.session.nick)!u@h \(line)")
    }

    /// What was sent since the last look.
    mutating func takeSent() -> [String] {
        defer { sent = [] }
        return sent
    }

    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    mutating func forget() {
        sent = []
        effects = []
    }

    mutating func screen() -> String { model.view().description }

    func buffer(_ label: String) throws -> Buffer {
        try #require(model.buffers.first { $0.label == label }, "no buffer \(label)")
    }

    /// Who said what in a buffer.
    func said(in label: String) throws -> [String] {
        try buffer(label).transcript.lines.filter { $0.author != nil }.map { "\($0.author ?? ""): \($0.text.plain)" }
    }

    /// What nobody said in a buffer.
    func notes(in label: String) throws -> [String] {
        try buffer(label).transcript.lines.filter { $0.author == nil }.map(\.text.plain)
    }
}

extension [Effect] {
    /// What the log was given, in order.
    var keepings: [Keeping] {
        flatMap { effect -> [Keeping] in
            if case .log(.keep(let keepings)) = effect { keepings } else { [] }
        }
    }
}
