import ChatProtocol
import ClientStore
import Testing

@testable import ClientCore

/// Somebody at a screen: presses keys, and sees what comes.
final class Person: Guest {
    private enum Framing {
        case lines(LineFramer)
        case messages(RawFramer)
    }

    private(set) var model: Model
    private(set) var wire: Wire?
    /// When they asked to be woken.
    private(set) var alarm: Instant?
    /// Lines of the server that the client did not know, or that no server should write.
    private(set) var puzzles: [String] = []
    /// Everything that the server wrote to them.
    private(set) var heard: [Message] = []
    /// How far their clock is ahead of the house's, in milliseconds.
    let clockError: Int64
    private var framing = Framing.lines(LineFramer(limit: Limits.serverLine))
    private var happenings: [Event] = []
    private var isBusy = false
    private let talk: Conversation
    private let settings: ClientSettings
    /// What their program keeps on disk; nil: nothing.
    private let log: Log?

    init(
        _ name: String, in talk: Conversation, log: Log? = nil, _ change: (inout ClientSettings) -> Void
    ) throws {
        var settings = ClientSettings(NetworkSettings(nick: name, endpoint: try Endpoint("chat.example")))
        settings.keepsLog = log != nil
        change(&settings)
        clockError = Int64(settings.minutesFromUTC) * 60_000
        settings.minutesFromUTC = 0
        self.talk = talk
        self.log = log
        self.settings = settings
        model = Model(settings: settings, seed: UInt64(name.utf8.reduce(0) { $0 + Int($1) }))
    }

    private var time: Timestamp { Timestamp(milliseconds: talk.clock.milliseconds + clockError) }

    // MARK: - What they do

    func begins() {
        isBusy = true
        perform(model.start(at: talk.now, clock: time))
        isBusy = false
        happens(.resized(columns: 80, rows: 14))
    }

    /// Types a line and Enter; nothing of it has arrived anywhere yet.
    func types(_ line: String) {
        for character in line { happens(.key(.character(character))) }
        happens(.key(KeyPress(.enter)))
    }

    /// Types a line and Enter, and everything that comes of it comes.
    func enters(_ line: String) {
        types(line)
        talk.settles()
    }

    /// Presses a key; nothing that it sends has arrived anywhere yet.
    func presses(key: KeyPress) {
        happens(.key(key))
    }

    /// Presses a key, and everything that comes of it comes.
    func presses(_ key: KeyPress) {
        happens(.key(key))
        talk.settles()
    }

    /// Their program is killed, with what it had not kept, and started again.
    func restarts() {
        let lost = wire
        wire = nil
        talk.tears(lost)
        alarm = nil
        happenings = []
        model = Model(settings: settings, seed: settings.networks[0].nick.utf8.reduce(1) { $0 &+ UInt64($1) })
        begins()
    }

    /// Everything that comes of what they did comes.
    func settles() { talk.settles() }

    func resizes(rows: Int) {
        happens(.resized(columns: 80, rows: rows))
    }

    func wakes() {
        alarm = nil
        happens(.deadline)
    }

    // MARK: - What happens to them

    func hears(_ bytes: [UInt8]) {
        var arrivals: [Arrival] = []
        switch framing {
        case .lines(var framer):
            framer.feed(bytes.span, line: { arrivals.append(self.read($0)) }, fault: { _ in self.puzzles.append("?") })
            framing = .lines(framer)
        case .messages(var framer):
            for frame in framer.feed(bytes.span) {
                if case .text(let text) = frame {
                    arrivals.append(.receivedRaw(text))
                } else {
                    puzzles.append("\(frame)")
                }
            }
            framing = .messages(framer)
        }
        for arrival in arrivals { arrives(arrival) }
    }

    /// One line of the server, which must be one that the client knows and that fits into a line of IRC.
    private func read(_ line: Span<UInt8>) -> Arrival {
        do throws(MessageError) {
            let message = try Message(parsing: line, from: .server)
            heard.append(message)
            if case .other = Reply(message) { puzzles.append(message.description) }
            var body = message
            body.tags = []
            if body.encoded.count > Limits.body { puzzles.append("\(body.encoded.count) bytes: \(message)") }
            return .received(message)
        } catch {
            puzzles.append("\(error.reason)")
            return .malformedLine
        }
    }

    func loses(_ wire: Wire, because reason: String) {
        guard wire === self.wire else { return }
        self.wire = nil
        arrives(.disconnected(reason: reason))
    }

    private func arrives(_ arrival: Arrival) {
        happens(.network(0, arrival))
    }

    /// What comes of an effect happens behind all effects of the event before it, as with a real terminal and network.
    private func happens(_ event: Event) {
        happenings.append(event)
        goOn()
    }

    private func goOn() {
        guard !isBusy else { return }
        isBusy = true
        while !happenings.isEmpty {
            perform(model.update(happenings.removeFirst(), at: talk.now, clock: time))
        }
        isBusy = false
    }

    private func perform(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .network(_, .connect): connect()
            case .network(_, .send(let message)): wire?.up.write(message.encoded)
            case .network(_, .sendRaw(let text)): wire?.up.write(Array(text.utf8))
            case .network(_, .disconnect): hangUp()
            case .network(_, .cutOff): cutOff()
            case .network(_, .makeNonce), .network(_, .prove), .network(_, .goOnWithHandshake),
                .network(_, .identify), .remember, .unlock, .prepare:
                break
            case .wake(let moment): alarm = moment
            case .leave:
                hangUp()
                alarm = nil
            case .log(let task): keeps(task)
            case .suspend, .redraw, .ring, .copy, .notify, .keep: break
            }
        }
    }

    private func keeps(_ task: LogTask) {
        guard let log else { return }
        do throws(LogTrouble) {
            happens(.log(try log.perform(task)))
        } catch {
            Issue.record("\(error)")
        }
    }

    private func connect() {
        let isRaw = model.settings.networks[0].endpoint.dialect == .raw
        framing = isRaw ? .messages(RawFramer()) : .lines(LineFramer(limit: Limits.serverLine))
        wire = talk.connects(self, up: isRaw ? .betweenWrites : .anywhere, down: isRaw ? .afterFirstLine : .anywhere)
        arrives(wire == nil ? .disconnected(reason: "connection refused") : .connected)
    }

    private func cutOff() {
        guard let wire else { return }
        self.wire = nil
        talk.tears(wire)
    }

    private func hangUp() {
        guard let wire else { return }
        self.wire = nil
        talk.closes(wire)
    }

    // MARK: - What they see

    /// The rows of the screen, without the blanks around them all.
    func sees() -> String {
        let rows = model.view().description.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        return rows.joined(separator: "\n").trimmed
    }

    func buffer(_ label: String) throws -> Buffer {
        try #require(model.buffers.first { $0.label == label }, "no buffer \(label)")
    }

    /// Who said what in a buffer, with what became of it: `ann: hello`, `ann: hello !! why not`, `ann: hello ...`.
    func said(in label: String) throws -> [String] {
        try buffer(label).transcript.lines.filter { $0.author != nil }.map { line in
            let said = "\(line.author ?? ""): \(line.text.plain)"
            switch line.delivery {
            case .stands: return said
            case .pending: return said + " ..."
            case .failed(let reason): return said + " !! " + reason
            }
        }
    }

    /// Who said what in a buffer, as far as the house has kept it.
    func stands(in label: String) throws -> [String] {
        try buffer(label).transcript.lines.filter { $0.author != nil && $0.delivery == .stands }
            .map { "\($0.author ?? ""): \($0.text.plain)" }
    }

    /// What they said in vain.
    func failed(in label: String) throws -> [String] {
        try buffer(label).transcript.lines.compactMap { line in
            if case .failed = line.delivery { "\(line.author ?? ""): \(line.text.plain)" } else { nil }
        }
    }

    /// What nobody said in a buffer.
    func notes(in label: String) throws -> [String] {
        try buffer(label).transcript.lines.filter { $0.author == nil }.map(\.text.plain)
    }

    /// Who is in a room, as the sidebar lists them: `@ann`, `bob`; `bob z` where they are away.
    func members(of label: String) throws -> [String] {
        try buffer(label).members.page(from: 0, count: .max).map { member in
            let isAway = model.session.people[member.folded]?.isAway ?? false
            return member.ranks + member.nick + (isAway ? " z" : "")
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        return lines.joined(separator: "\n")
    }
}
