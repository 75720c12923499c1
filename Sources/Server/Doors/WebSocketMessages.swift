import NIOCore
import NIOWebSocket

/// Joins the frames that a client sends into messages, and says what each control frame wants. Holds at most one message.
struct WebSocketMessages {
    enum Event: Equatable {
        /// A whole message.
        case message(ByteBuffer)
        case ping(ByteBuffer)
        /// The client closes. What it gave as its reason is to be sent back.
        case close(ByteBuffer)
        /// The protocol is broken; the connection ends with this code.
        case fault(WebSocketErrorCode)
    }

    /// Bytes of a message: a line with tags has at most 8,191 + 512 (IRCv3, message-tags; reliability, threat 29).
    static let longest = 9 * 1_024

    private var parts: ByteBuffer?
    private var isText = false

    /// Takes one frame; nil where it completes nothing.
    mutating func take(_ frame: WebSocketFrame) -> Event? {
        // Every client masks (RFC 6455, 5.1); no extension has been agreed on (5.2).
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return .fault(.protocolError) }
        let data = frame.unmaskedData
        switch frame.opcode {
        case .ping: return .ping(data)
        case .pong: return nil
        case .connectionClose: return close(data)
        case .text, .binary:
            guard parts == nil else { return .fault(.protocolError) }
            isText = frame.opcode == .text
            var whole = ByteBuffer()
            return add(data, to: &whole, isLast: frame.fin)
        case .continuation:
            guard var whole = parts else { return .fault(.protocolError) }
            // Held once, so that adding copies nothing of what is there.
            parts = nil
            return add(data, to: &whole, isLast: frame.fin)
        default: return .fault(.protocolError)
        }
    }

    private mutating func add(_ data: ByteBuffer, to whole: inout ByteBuffer, isLast: Bool) -> Event? {
        guard whole.readableBytes + data.readableBytes <= Self.longest else { return .fault(.messageTooLarge) }
        if whole.readableBytes == 0 { whole = data } else { whole.writeImmutableBuffer(data) }
        guard isLast else {
            parts = whole
            return nil
        }
        if isText, !whole.isUTF8 { return .fault(.dataInconsistentWithMessage) }
        return .message(whole)
    }

    /// No reason, or a code and words (RFC 6455, 5.5.1).
    private func close(_ data: ByteBuffer) -> Event {
        var reason = data
        if data.readableBytes == 0 { return .close(data) }
        guard let code = reason.readInteger(as: UInt16.self), Self.mayBeSent(code), reason.isUTF8 else {
            return .fault(.protocolError)
        }
        return .close(data)
    }

    /// Codes that may stand in a frame (RFC 6455, 7.4).
    private static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension ByteBuffer {
    var isUTF8: Bool {
        withUnsafeReadableBytes { (try? UTF8Span(validating: Span<UInt8>(_unsafeBytes: $0))) != nil }
    }

    /// Adds a frame as a server sends it: whole, and not masked.
    mutating func writeFrame(_ opcode: WebSocketOpcode, _ data: some Collection<UInt8>) {
        writeInteger(UInt8(0x80 | WebSocketOpcode.number(of: opcode)))
        switch data.count {
        case ...125: writeInteger(UInt8(data.count))
        case ...65_535:
            writeInteger(UInt8(126))
            writeInteger(UInt16(data.count))
        default:
            writeInteger(UInt8(127))
            writeInteger(UInt64(data.count))
        }
        writeBytes(data)
    }
}

extension WebSocketOpcode {
    /// As it stands in a frame (RFC 6455, 5.2).
    fileprivate static func number(of opcode: WebSocketOpcode) -> UInt8 {
        switch opcode {
        case .continuation: 0
        case .text: 1
        case .binary: 2
        case .connectionClose: 8
        case .ping: 9
        default: 10
        }
    }
}
