import ChatProtocol

@testable import ServerCore

/// One connection as the shell has it: what comes is framed as it does it, what goes out is read as a client would.
struct Connection {
    enum Input {
        case line(Result<Message, MessageError>)
        case tooLong
        case frame(RawFramer.Frame)
    }

    let dialect: Dialect
    var capabilities: Capabilities = []
    var isAdmitted = false
    /// Nothing can be written to it any more.
    var isBroken = false
    /// Its own that are out.
    var questions = 0
    private var lines = LineFramer(limit: Limits.clientLine)
    private var messages = RawFramer()
    private var waiting: [Input] = []
    private var heard: [Message] = []
    /// Batches that have begun and not ended.
    private(set) var batches: Set<String> = []

    init(_ dialect: Dialect) {
        self.dialect = dialect
    }

    // MARK: - In

    /// Returns whether it is to be listened to no more.
    mutating func receive(_ bytes: [UInt8]) -> Bool {
        guard dialect == .irc else {
            waiting += messages.feed(bytes.span).map { .frame($0) }
            return false
        }
        var inputs: [Input] = []
        var isEndless = false
        lines.feed(
            bytes.span,
            line: { line in
                inputs.append(
                    .line(Result { () throws(MessageError) in try Message(parsing: line, from: .client) }))
            },
            fault: { fault in
                if fault == .tooLong { inputs.append(.tooLong) } else { isEndless = true }
            })
        waiting += inputs
        return isEndless
    }

    mutating func next() -> Input? { waiting.isEmpty ? nil : waiting.removeFirst() }

    // MARK: - Out

    /// Whole lines, each fit for the one who reads it.
    mutating func hear(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard !bytes.isEmpty else { return }
        try require(bytes.last == UInt8(ascii: "\n"), "a line without an end")
        for line in bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = String(decoding: line, as: UTF8.self)
            try require(String(validating: line, as: UTF8.self) != nil, "no text: \(text)")
            try require(!line.contains(0), "a NUL in \(text)")
            guard dialect == .irc else { continue }
            try require(line.last == UInt8(ascii: "\r"), "no CR LF behind \(text)")
            let plain = Array(line.dropLast())
            try require(!plain.contains(UInt8(ascii: "\r")), "a CR in \(text)")
            try hear(line: plain)
        }
    }

    private mutating func hear(line: [UInt8]) throws(BrokenPromise) {
        let text = String(decoding: line, as: UTF8.self)
        var body = line[...]
        if line.first == UInt8(ascii: "@"), let space = line.firstIndex(of: UInt8(ascii: " ")) {
            body = line[(space + 1)...]
            try require(space + 1 <= Limits.serverTags, "long tags: \(text)")
        }
        try require(body.count + 2 <= Limits.body, "a line of \(body.count + 2) bytes: \(text)")
        guard let message = try? Message(parsing: line.span, from: .server) else {
            throw BrokenPromise(description: "a client cannot read \(text)")
        }
        _ = Reply(message)
        try follow(message, text)
        heard.append(message)
    }

    /// Batches begin once and end once, and what is told to be in one is.
    private mutating func follow(_ message: Message, _ text: String) throws(BrokenPromise) {
        if let batch = message[tag: "batch"] {
            try require(batches.contains(batch), "in no batch that is open: \(text)")
        }
        guard message.verb == "BATCH", let name = message.parameters.first else { return }
        if name.hasPrefix("+") {
            try require(batches.insert(String(name.dropFirst())).inserted, "a batch begins twice: \(text)")
        } else {
            try require(batches.remove(String(name.dropFirst())) != nil, "a batch ends that is not open: \(text)")
        }
    }

    mutating func takeHeard() -> [Message] {
        defer { heard = [] }
        return heard
    }
}
