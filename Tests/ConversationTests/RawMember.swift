import ChatProtocol

/// Somebody with a program of the seed's kind, or with none: text in, text out.
final class RawMember: Guest {
    private(set) var lines: [String] = []
    private(set) var wire: Wire?
    private(set) var isGone = false
    private var rest: [UInt8] = []
    private let talk: Conversation

    /// Comes, and says what they are called.
    init(_ name: String, in talk: Conversation) {
        self.talk = talk
        wire = talk.connects(self, up: .afterFirstLine, down: .anywhere)
        enters("!" + name)
    }

    /// Writes a line; nothing of it has arrived yet.
    func types(_ line: String) {
        wire?.up.write(Array((line + "\n").utf8))
    }

    /// Writes a line, and everything that comes of it comes.
    func enters(_ line: String) {
        types(line)
        talk.settles()
    }

    func hears(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lines.append(String(decoding: rest, as: UTF8.self))
                rest = []
            } else {
                rest.append(byte)
            }
        }
    }

    func loses(_ wire: Wire, because reason: String) {
        self.wire = nil
        isGone = true
    }

    /// What came since the last look.
    func takeLines() -> [String] {
        defer { lines = [] }
        return lines
    }
}
