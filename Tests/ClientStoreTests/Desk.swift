import ChatProtocol
import ClientStore
import Testing

@testable import ClientCore

/// A person's screen with a log on disk, at a server that the test plays.
struct Desk {
    private(set) var model: Model
    private let log: Log
    private(set) var now = Instant(milliseconds: 0)
    private var clock: Timestamp
    /// What the log has found.
    private(set) var findings: [LogFinding] = []
    /// What has been sent and not yet looked at.
    private var sent: [Message] = []
    private var effects: [Effect] = []

    init(log: Log, at clock: Timestamp, isConnected: Bool = true) throws {
        self.log = log
        self.clock = clock
        var settings = ClientSettings(
            NetworkSettings(nick: "me", endpoint: try Endpoint("chat.example"), rooms: ["#a", "#b"]))
        settings.tellsTyping = false
        settings.keepsLog = true
        model = Model(settings: settings, seed: 1)
        try perform(model.start(at: now, clock: clock))
        if isConnected { try connects() }
    }

    mutating func connects() throws {
        try happens(.network(0, .connected))
        try hears(":s CAP * LS :message-tags server-time batch echo-message labeled-response draft/chathistory")
        try hears(
            ":s CAP me ACK :message-tags server-time batch echo-message labeled-response draft/chathistory")
        for line in [":s 001 me :Welcome", ":s 005 me CASEMAPPING=ascii UTF8MAPPING=rfc8265 :are supported"] {
            try hears(line)
        }
        try hears(":s 376 me :End of MOTD")
        for message in takeSent() where message.verb == "JOIN" {
            for room in (message.parameters.first ?? "").split(separator: ",") {
                try hears(":me!u@h JOIN \(room)")
                try hears(":s 353 me = \(room) :me aaa bbb")
                try hears(":s 366 me \(room) :End of NAMES")
            }
        }
    }

    mutating func hears(_ line: String) throws {
        try happens(.network(0, .received(try Message(line: line))))
    }

    mutating func types(_ text: String) throws {
        for character in text { try happens(.key(KeyPress(.character(character)))) }
    }

    mutating func presses(_ press: KeyPress) throws {
        try happens(.key(press))
    }

    mutating func waits(_ milliseconds: Int64) throws {
        now = now.later(by: milliseconds)
        clock.milliseconds += milliseconds
        try happens(.deadline)
    }

    mutating func happens(_ event: Event) throws {
        try perform(model.update(event, at: now, clock: clock))
    }

    mutating func searches(_ words: String) throws {
        try perform([.log(.find(words, limit: 10))])
    }

    private mutating func perform(_ new: [Effect]) throws {
        effects += new
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .network(_, .send(let message)): sent.append(message)
            case .log(let task): try perform(task)
            default: break
            }
        }
    }

    private mutating func perform(_ task: LogTask) throws {
        let news: LogNews
        switch task {
        case .remember(let network): news = .remembered(try log.remembered(of: network))
        case .keep(let batch):
            try log.keep(batch)
            news = .kept
        case .recall(let question):
            let (lines, order) = try log.lines(question.part, of: question.name, limit: question.limit)
            news = .recalled(LogAnswer(to: question, lines, newestOrder: order))
        case .mentions(let limit): news = .mentioned(try log.mentions(limit: limit))
        case .find(let words, let limit):
            findings = try log.find(words, limit: limit)
            news = .found(words, findings)
        }
        effects += model.update(.log(news), at: now, clock: clock)
    }

    mutating func takeSent() -> [Message] {
        defer { sent = [] }
        return sent
    }
}

/// What a person would call the same screen.
struct Sight: Equatable {
    struct Buffer: Equatable {
        var label: String
        var lines: [String]
        var draft: String
        var cursor: Int
        /// The line at the top, and its row.
        var place: String

        /// In words; empty where there is none.
        func difference(from other: Buffer) -> String {
            if lines != other.lines {
                let first = zip(lines, other.lines).enumerated().first { $0.element.0 != $0.element.1 }
                return
                    "\(label): \(lines.count) and \(other.lines.count) lines, \(first?.offset ?? -1):\n"
                    + "  \(first?.element.0 ?? "")\n  \(first?.element.1 ?? "")\n"
            }
            if self == other { return "" }
            return "\(label): \(draft) \(cursor) \(place), \(other.draft) \(other.cursor) \(other.place)"
        }
    }

    var buffers: [Buffer]
    var current: String

    /// - Parameter most: lines of each buffer that count, from the last one.
    init(of model: Model, most: Int = .max) {
        current = model.buffers[model.current].label
        buffers = model.buffers.dropFirst().map { buffer in
            let lines = buffer.transcript.lines
            var place = "newest"
            if case .line(let number, let row) = buffer.place, let line = lines.first(where: { $0.number == number }) {
                place = "\(row) of \(Self.text(line))"
            }
            return Buffer(
                label: buffer.label, lines: lines.suffix(most).map(Self.text), draft: buffer.editor.text,
                cursor: buffer.editor.cursor, place: place)
        }
    }

    /// Everything but what a run counts for itself. What still waits when a run ends has perhaps not been sent.
    private static func text(_ line: Line) -> String {
        var line = Line(number: 0, line)
        if line.delivery == .pending {
            line.delivery = .failed("perhaps not sent")
            line.mayHaveArrived = true
        }
        let reactions = line.reactions.entries.map { "\($0.text) \($0.nicks)" }
        return
            "\(line.id ?? "-") \(line.time) \(line.kind) \(line.author ?? "-") \(line.text.runs) \(line.delivery) "
            + "\(line.isOwn) \(line.isMention) \(line.mayHaveArrived) \(line.said ?? "-") "
            + "\(line.quote.map { "> \($0.id) \($0.author): \($0.text)" } ?? "-") \(reactions) "
            + "\(line.isEdited) \(line.isRedacted)"
    }
}
