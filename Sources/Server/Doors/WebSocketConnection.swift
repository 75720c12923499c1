import NIOCore
import NIOWebSocket

/// Stands between a WebSocket and the handler of a connection, which sees lines: inward, each message becomes a line that
/// ends in CR LF; outward, each line becomes a message, and all of one write go out as one buffer.
final class WebSocketConnection: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let opcode: WebSocketOpcode
    private var messages = WebSocketMessages()
    /// Of a line whose end has not been written yet.
    private var rest = ByteBuffer()
    private var isClosing = false

    init(_ format: WebSocketFormat) {
        opcode = format == .text ? .text : .binary
    }

    /// Finds the frames, each bounded like a message.
    static func makeDecoder() -> WebSocketFrameDecoder {
        WebSocketFrameDecoder(maxFrameSize: WebSocketMessages.longest)
    }

    // MARK: - In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing, let event = messages.take(unwrapInboundIn(data)) else { return }
        switch event {
        case .message(var message):
            message.removeLineEnd()
            guard message.readableBytes > 0 else { return }
            message.writeStaticString("\r\n")
            context.fireChannelRead(wrapInboundOut(message))
        case .ping(let data):
            // One that does not read gets no answers that would pile up (RFC 6455, 5.5.2 asks only for the last).
            guard context.channel.isWritable else { return }
            send(.pong, data, context)
        case .close(let reason): end(reason, context)
        case .fault(let code): end(code, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength: end(.messageTooLarge, context)
        case .fragmentedControlFrame, .multiByteControlFrameLength: end(.protocolError, context)
        case nil: context.fireErrorCaught(error)
        }
    }

    // MARK: - Out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        var lines = unwrapOutboundIn(data)
        if rest.readableBytes > 0 {
            rest.writeBuffer(&lines)
            lines = rest
            rest = ByteBuffer()
        }
        // A few lines of chat grow by their headers alone: two to four bytes in the place of CR LF.
        var frames = context.channel.allocator.buffer(capacity: lines.readableBytes + 64)
        let bytes = lines.readableBytesView
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
            append(bytes[start..<(hasReturn ? end - 1 : end)], to: &frames)
            start = end + 1
        }
        if start < bytes.endIndex { rest = ByteBuffer(bytes[start...]) }
        context.write(wrapOutboundOut(frames), promise: promise)
    }

    private func append(_ line: ByteBufferView, to frames: inout ByteBuffer) {
        if opcode == .binary || ByteBuffer(line).isUTF8 {
            frames.writeFrame(opcode, line)
        } else {
            // A browser closes at the first byte that is no UTF-8: such bytes become U+FFFD.
            frames.writeFrame(opcode, Array(String(decoding: line, as: UTF8.self).utf8))
        }
    }

    private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        var frame = context.channel.allocator.buffer(capacity: data.readableBytes + 4)
        frame.writeFrame(opcode, data.readableBytesView)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    // MARK: - Ending

    private func end(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
        var reason = ByteBuffer()
        reason.write(webSocketErrorCode: code)
        end(reason, context)
    }

    private func end(_ reason: ByteBuffer, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        send(.connectionClose, reason, context)
        context.close(promise: nil)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input, !isClosing, context.channel.isActive {
            isClosing = true
            var reason = ByteBuffer()
            reason.write(webSocketErrorCode: .normalClosure)
            send(.connectionClose, reason, context)
        }
        context.close(mode: mode, promise: promise)
    }
}

extension ByteBuffer {
    /// A message is a line without its end; some clients send it all the same.
    fileprivate mutating func removeLineEnd() {
        while let last = readableBytesView.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            moveWriterIndex(to: writerIndex - 1)
        }
    }
}
