import ChatProtocol
import ServerCore
import Testing

/// One connection to the house: what it sends goes through the real framers, what it is sent is a transcript.
final class Person: CustomStringConvertible {
    let id: SessionID
    let dialect: Dialect
    let address: Address
    private unowned let house: House
    private var lines: LineFramer
    private var messages = RawFramer()
    private var transcript: [String] = []
    var capabilities: Capabilities = []
    var isAdmitted = false
    var isGone = false
    /// Of what it had not been sent, what it has been sent since.
    var caughtUp: [CaughtUp] = []

    init(id: SessionID, dialect: Dialect, address: Address, house: House) {
        self.id = id
        self.dialect = dialect
        self.address = address
        self.house = house
        lines = LineFramer(limit: Limits.clientLine)
    }

    /// `ann!~u@127.0.0.1`, the source of what they do.
    var description: String { member?.source.description ?? "nobody" }

    var member: Member? { house.state.sessions[id]?.member.flatMap { house.state.members[$0] } }

    // MARK: - Saying

    func sends(_ texts: String...) {
        for text in texts { sends(bytes: Array((text + (dialect == .irc ? "\r\n" : "\n")).utf8)) }
    }

    func sends(bytes: [UInt8]) {
        switch dialect {
        case .irc:
            var inputs: [Result<Message, MessageError>?] = []
            lines.feed(
                bytes.span,
                line: { line in
                    inputs.append(Result { () throws(MessageError) in try Message(parsing: line, from: .client) })
                },
                fault: { _ in inputs.append(nil) })
            for input in inputs {
                let effects = input.map { house.state.handle($0, from: id, at: house.now) }
                house.carry(effects ?? house.state.refuseLongLine(of: id, at: house.now))
            }
        case .raw:
            for frame in messages.feed(bytes.span) { house.carry(house.state.handle(frame, from: id, at: house.now)) }
        }
    }

    func joins(_ room: String, key: String? = nil) { sends("JOIN \(room)" + (key.map { " " + $0 } ?? "")) }
    func parts(_ room: String) { sends("PART \(room)") }
    func says(_ text: String, to target: String) { sends("PRIVMSG \(target) :\(text)") }
    func says(_ text: String) { sends(text) }
    func quits() { sends(dialect == .irc ? "QUIT" : "exit") }

    /// The connection breaks.
    func vanishes() {
        house.carry(house.state.disconnect(id, reason: "Connection closed", at: house.now))
        isGone = true
    }

    // MARK: - Hearing

    /// What came since the last look.
    func heard() -> [String] {
        defer { transcript = [] }
        return transcript
    }

    func forgets() { transcript = [] }

    /// Every line is looked at: one LF ends it, it is text, and without its tags it has no more bytes than may be.
    func hears(_ parcel: Parcel, server: String) {
        guard !isGone else { return }
        var bytes: [UInt8] = []
        parcel.encode(for: ReceiverKind(dialect, capabilities), server: server, into: &bytes)
        guard !bytes.isEmpty else { return }
        require(bytes.last == UInt8(ascii: "\n"), "a line without an end")
        for line in bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = String(validating: line, as: UTF8.self)
            require(text != nil, "no text: \(String(decoding: line, as: UTF8.self))")
            transcript.append(dialect == .irc ? checked(text ?? "") : text ?? "")
        }
    }

    private func checked(_ line: String) -> String {
        require(line.utf8.last == UInt8(ascii: "\r"), "no CR LF: \(line)")
        let text = String(decoding: line.utf8.dropLast(), as: UTF8.self)
        require(!text.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\r") }, "a control in \(text)")
        var body = text.utf8[...]
        if text.utf8.first == UInt8(ascii: "@"), let space = text.utf8.firstIndex(of: UInt8(ascii: " ")) {
            body = text.utf8[text.utf8.index(after: space)...]
            require(text.utf8.count - body.count <= Limits.serverTags, "long tags: \(text)")
        }
        require(body.count + 2 <= Limits.body, "a long line: \(text)")
        return text
    }
}

/// Whatever the test is about, this must be so. Cheaper than `#expect` where it is asked of every line.
func require(_ isSo: Bool, _ otherwise: @autoclosure () -> String) {
    if !isSo { Issue.record(Comment(rawValue: otherwise())) }
}

/// A room whose past somebody has been told up to this post.
struct CaughtUp: Equatable {
    let room: RoomNumber
    let through: Int64
}
