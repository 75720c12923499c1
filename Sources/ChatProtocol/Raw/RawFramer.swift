/// Cuts what a raw client sends into messages: each read is one, until the client's first newline; from then on, each
/// line is. A character whose bytes come in two reads keeps them together.
///
/// It holds at most `Limits.rawMessage` bytes; what is longer is reported once and dropped.
package struct RawFramer: Sendable {
    package enum Frame: Equatable, Sendable {
        case text(String)
        case tooLong
        case invalidUTF8
        case nul
    }

    private var rest: [UInt8] = []
    private var hasLines = false
    private var isSkipping = false

    package init() {}

    /// True while part of a message waits for its end.
    package var isInsideMessage: Bool { !rest.isEmpty || isSkipping }

    /// Takes the bytes of one read; empty messages are left out.
    package mutating func feed(_ bytes: Span<UInt8>) -> [Frame] {
        var frames: [Frame] = []
        // A character that was cut is gone on with or it is broken: what follows it is another message then.
        if !hasLines, !rest.isEmpty, bytes.count > 0, bytes[0] & 0xC0 != 0x80 { finish(into: &frames) }
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                hasLines = true
                finish(into: &frames)
                isSkipping = false
            } else if !isSkipping {
                rest.append(byte)
                if rest.count > Limits.rawMessage {
                    frames.append(.tooLong)
                    rest = []
                    isSkipping = true
                }
            }
        }
        if !hasLines {
            // Without newlines the end of the read is the end of the message, and of what is skipped.
            if !Self.endsInsideCharacter(rest) { finish(into: &frames) }
            isSkipping = false
        }
        return frames
    }

    private mutating func finish(into frames: inout [Frame]) {
        var whole = rest
        rest = []
        if whole.last == UInt8(ascii: "\r") { whole.removeLast() }
        guard !whole.isEmpty else { return }
        if whole.contains(0) {
            frames.append(.nul)
        } else if let text = String(whole.span, 0..<whole.count) {
            frames.append(.text(text))
        } else {
            frames.append(.invalidUTF8)
        }
    }

    /// Whether the last character's bytes are right so far but not all there.
    private static func endsInsideCharacter(_ bytes: [UInt8]) -> Bool {
        guard let lead = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes.count - lead < 4 else { return false }
        let needed =
            switch bytes[lead] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        return bytes.count - lead < needed
    }
}
