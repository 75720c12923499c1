// Bytes as anybody may send them, through everything that reads them. A trap, an access out of bounds or a broken promise
// stops the fuzzer, which writes the bytes to a file; such a find becomes a row of ChatProtocolTests.
//
//     CHAT_FUZZ=1 swift build --product line-fuzz -c release --build-path .build/fuzz
//     .build/fuzz/release/line-fuzz -dict=Tests/Fuzz/LineFuzz/line.dict FINDS Tests/Fuzz/LineFuzz/corpus

import ChatProtocol

/// Called with one input after another. The first byte says who sends and where the stream is split in two reads.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.first else { return 0 }
    let stream = Array(bytes.dropFirst())
    let reads = stream.split(at: Int(choice >> 1) * stream.count / 127)
    let origin: Message.Origin = choice & 1 == 0 ? .client : .server

    checkLines(of: stream, in: reads, from: origin)
    checkMessage(stream, from: origin)
    checkRaw(in: reads)
    if let text = String(stream.span, 0..<stream.count) { checkText(text) }
    return 0
}

/// libFuzzer's own `main`, under the name of it that the package manager looks for in an executable of this target.
@_cdecl("LineFuzz_main")
package func run(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, testOneInput)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

// MARK: Lines

private enum Piece: Equatable {
    case line([UInt8])
    case fault(LineFramer.Fault)
}

private func checkLines(of stream: [UInt8], in reads: [[UInt8]], from origin: Message.Origin) {
    let limit = origin == .client ? Limits.clientLine : Limits.serverLine
    let whole = pieces(of: [stream], limit: limit)
    precondition(pieces(of: reads, limit: limit) == whole, "where a stream is split changed what it says")
    for case .line(let line) in whole { checkMessage(line, from: origin) }
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

private func checkMessage(_ line: [UInt8], from origin: Message.Origin) {
    // What a server may send at most, and room for the colon that the encoder may add.
    guard line.count < Limits.serverLine, let message = try? Message(parsing: line.span, from: origin) else { return }
    let encoded = message.encoded
    precondition(encoded.count { $0 == UInt8(ascii: "\n") } == 1, "one message became several lines")
    precondition(encoded.suffix(2).elementsEqual("\r\n".utf8), "a line must end in CR LF")
    precondition(parsed(message) == message, "encoding lost or changed a part of the message")
    checkWords(of: message)
}

private func parsed(_ message: Message) -> Message? {
    let line = Array(message.encoded.dropLast(2))
    return try? Message(parsing: line.span, from: .server)
}

private func checkWords(of message: Message) {
    let reply = Reply(message)
    precondition(Reply(reply.message) == reply, "a reply written is not the reply that was read")
    if let command = try? Command(message) {
        // A blank line is one of a batch by its tag.
        var written = command.message
        if written.tags.isEmpty { written.tags = message.tags }
        let again = try? Command(written)
        if case .join(let requests) = command, case .join(let rewritten) = again {
            // A room without a key before one with a key is given one that opens nothing.
            precondition(requests.map(\.room) == rewritten.map(\.room), "rooms were lost")
        } else {
            precondition(again == command, "a command written is not the command that was read")
        }
    }
    if let source = message.source { precondition(Source(source).description == source, "a source was lost") }
    var support = ISupport()
    support.read(message.parameters)
    _ = (support.ranks, support.roomSigns, support.casemapping)
    let changes = ModeChange.changes(of: message.parameters, kind: support.kind(of:))
    precondition(changes.count <= message.parameters.first?.count ?? 0, "more modes than letters")
}

// MARK: The raw dialect

private func checkRaw(in reads: [[UInt8]]) {
    var framer = RawFramer()
    for read in reads {
        for case .text(let text) in framer.feed(read.span) {
            precondition(text.utf8.count <= Limits.rawMessage, "a message is longer than its limit")
            precondition(!text.utf8.contains(0) && !text.utf8.contains(UInt8(ascii: "\n")), "a message holds two lines")
            _ = RawCommand(text, isNamed: false)
            if case .privately(let words, let nick) = RawCommand(text, isNamed: true) {
                precondition(words.utf8.count + nick.utf8.count < text.utf8.count, "a private text has grown")
            }
            var encoded: [UInt8] = []
            RawLine.said(author: "ann", text: text).encode(into: &encoded)
            precondition(encoded.count { $0 == UInt8(ascii: "\n") } == 1, "one raw line became several")
        }
    }
}

// MARK: Names and numbers

private func checkText(_ text: String) {
    for casemapping: Casemapping in [.ascii, .rfc1459, .unicode] {
        let folded = casemapping.fold(text)
        precondition(casemapping.fold(folded) == folded, "folding twice is not folding once")
        if let nick = try? Nickname(text, casemapping: casemapping) {
            precondition(nick.display.utf8.count <= Limits.nick, "a nick is longer than its limit")
            precondition((try? Message(line: ":\(nick.display) PRIVMSG \(nick.display) x"))?.source == text, "no word")
        }
        if let room = try? RoomName(text, casemapping: casemapping) {
            precondition((try? Message(line: "JOIN \(room.display) x"))?.parameters.first == text, "a room is no word")
        }
    }
    if let id = MessageID(text) { precondition(id.description == text, "two texts name one message") }
    if let time = Timestamp(text) { precondition(Timestamp(time.description) == time, "a time was lost") }
    if HostName.isValid(text) { precondition(text.utf8.count <= 253, "a host name is too long") }
    let words = text.split(separator: " ", maxSplits: 1)
    if words.count == 2 { _ = Mask(String(words[0])).matches(String(words[1])) }
}

extension [UInt8] {
    fileprivate func split(at place: Int) -> [[UInt8]] { [Array(self[..<place]), Array(self[place...])] }
}
