import ChatProtocol

extension Check {
    /// Everything that reads lines. The first byte says who sends and where the stream is split in two reads.
    static let line = Check("line") { bytes throws(BrokenPromise) in
        guard let choice = bytes.first else { return }
        let stream = Array(bytes.dropFirst())
        let reads = stream.split(at: Int(choice >> 1) * stream.count / 127)
        let origin: Message.Origin = choice & 1 == 0 ? .client : .server

        try checkLines(of: stream, in: reads, from: origin)
        try checkMessage(stream, from: origin)
        try checkRaw(in: reads)
        if let text = String(stream.span, 0..<stream.count) { try checkText(text) }
    }
}

// MARK: Lines

private enum Piece: Equatable {
    case line([UInt8])
    case fault(LineFramer.Fault)
}

private func checkLines(of stream: [UInt8], in reads: [[UInt8]], from origin: Message.Origin) throws(BrokenPromise) {
    let limit = origin == .client ? Limits.clientLine : Limits.serverLine
    let whole = pieces(of: [stream], limit: limit)
    try require(pieces(of: reads, limit: limit) == whole, "where a stream is split changed what it says")
    for case .line(let line) in whole { try checkMessage(line, from: origin) }
}

private func pieces(of reads: [[UInt8]], limit: Int) -> [Piece] {
    var framer = LineFramer(limit: limit)
    var pieces: [Piece] = []
    for read in reads {
        framer.feed(
            read.span, line: { line in pieces.append(.line(line.indices.map { line[$0] })) },
            fault: { fault in pieces.append(.fault(fault)) })
    }
    return pieces
}

// MARK: Messages

private func checkMessage(_ line: [UInt8], from origin: Message.Origin) throws(BrokenPromise) {
    // What a server may send at most, and room for the colon that the encoder may add.
    guard line.count < Limits.serverLine, let message = try? Message(parsing: line.span, from: origin) else { return }
    let encoded = message.encoded
    try require(encoded.count { $0 == UInt8(ascii: "\n") } == 1, "one message became several lines")
    try require(encoded.suffix(2).elementsEqual("\r\n".utf8), "a line must end in CR LF")
    try require(parsed(message) == message, "encoding lost or changed a part of the message")
    try checkWords(of: message)
}

private func parsed(_ message: Message) -> Message? {
    let line = Array(message.encoded.dropLast(2))
    return try? Message(parsing: line.span, from: .server)
}

private func checkWords(of message: Message) throws(BrokenPromise) {
    let reply = Reply(message)
    try require(Reply(reply.message) == reply, "a reply written is not the reply that was read")
    if let command = try? Command(message) {
        // A blank line is one of a batch by its tag.
        var written = command.message
        if written.tags.isEmpty { written.tags = message.tags }
        let again = try? Command(written)
        if case .join(let requests) = command, case .join(let rewritten) = again {
            // A room without a key before one with a key is given one that opens nothing.
            try require(requests.map(\.room) == rewritten.map(\.room), "rooms were lost")
        } else {
            try require(again == command, "a command written is not the command that was read")
        }
    }
    if let source = message.source { try require(Source(source).description == source, "a source was lost") }
    var support = ISupport()
    support.read(message.parameters)
    _ = (support.ranks, support.roomSigns, support.casemapping)
    let changes = ModeChange.changes(of: message.parameters, kind: support.kind(of:))
    try require(changes.count <= message.parameters.first?.count ?? 0, "more modes than letters")
}

// MARK: The raw dialect

private func checkRaw(in reads: [[UInt8]]) throws(BrokenPromise) {
    var framer = RawFramer()
    for read in reads {
        for case .text(let text) in framer.feed(read.span) {
            try require(text.utf8.count <= Limits.rawMessage, "a message is longer than its limit")
            try require(!text.utf8.contains(0) && !text.utf8.contains(UInt8(ascii: "\n")), "a message holds two lines")
            _ = RawCommand(text, isNamed: false)
            if case .privately(let words, let nick) = RawCommand(text, isNamed: true) {
                try require(words.utf8.count + nick.utf8.count < text.utf8.count, "a private text has grown")
            }
            var encoded: [UInt8] = []
            RawLine.said(author: "ann", text: text).encode(into: &encoded)
            try require(encoded.count { $0 == UInt8(ascii: "\n") } == 1, "one raw line became several")
        }
    }
}

// MARK: Names and numbers

private func checkText(_ text: String) throws(BrokenPromise) {
    for casemapping: Casemapping in [.ascii, .rfc1459, .unicode] {
        let folded = casemapping.fold(text)
        try require(casemapping.fold(folded) == folded, "folding twice is not folding once")
        if let nick = try? Nickname(text, casemapping: casemapping) {
            try require(nick.display.utf8.count <= Limits.nick, "a nick is longer than its limit")
            try require((try? Message(line: ":\(nick.display) PRIVMSG \(nick.display) x"))?.source == text, "no word")
        }
        if let room = try? RoomName(text, casemapping: casemapping) {
            try require((try? Message(line: "JOIN \(room.display) x"))?.parameters.first == text, "a room is no word")
        }
    }
    if let id = MessageID(text) { try require(id.description == text, "two texts name one message") }
    if let time = Timestamp(text) { try require(Timestamp(time.description) == time, "a time was lost") }
    if HostName.isValid(text) { try require(text.utf8.count <= 253, "a host name is too long") }
    let words = text.split(separator: " ", maxSplits: 1)
    if words.count == 2 { _ = Mask(String(words[0])).matches(String(words[1])) }
}
