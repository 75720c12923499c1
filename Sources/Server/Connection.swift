import ChatProtocol
import DequeModule
import NIOCore
import NIOPosix
import ServerCore

/// One connection on its event loop: bytes in become lines for the hub, bytes for it wait here until they can be written.
///
/// Every buffer is bounded: a line by its framer, lines that wait by one read (nothing is read while any wait), what is to
/// be written by the limits, above which the connection is closed.
final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How the connection's bytes are read; nil before the first one.
    private enum Framing {
        case lines(LineFramer)
        case messages(RawFramer)
    }

    private let desk: Desk
    private let origin: Origin
    private let limits: ConnectionLimits
    private let hasRawDialect: Bool
    private let isPlain: Bool
    private var context: ChannelHandlerContext?
    /// Nil where what is written is changed on its way, by TLS for example.
    private var writer: DirectWriter?
    private var framing: Framing?
    private var unread: Deque<Hub.Input> = []
    private var bucket: Bucket
    /// When the first byte came; registration is timed from there.
    private var begunAt = NIODeadline.now()
    private var heardAt = NIODeadline.now()
    private var hasPinged = false
    private var outbox = ByteBuffer()
    /// The stretch of the lane that this connection has still to be sent, where its outbox is empty.
    private var share = 0..<0
    private var isTouched = false
    private var isClosing = false
    private var isPaused = false
    /// The other side has said all that it will say, and may still listen.
    private var hasEnded = false
    /// What a raw member has sent since the last `channelReadComplete`: one message, in however many reads it came.
    private var rawRead = ByteBuffer()

    private(set) var session: SessionID?
    var isAdmitted = false
    private(set) var kind = ReceiverKind(.irc, [])
    /// The desk's lane of this kind.
    private(set) var lane = 0
    private(set) var capabilities: Capabilities = []
    /// Where this connection stands in the desk's list of each room.
    var places: [RoomID: Int] = [:]
    /// The last round of telling several rooms in which this connection was told.
    var round: UInt64 = 0
    /// Questions of this member that are out: its next command waits for the answers.
    private var questions = 0

    /// - Parameter isPlain: no handler between this one and the socket changes what is written (no TLS, no WebSocket).
    init(desk: Desk, origin: Origin, limits: ConnectionLimits, hasRawDialect: Bool, isPlain: Bool) {
        self.desk = desk
        self.origin = origin
        self.limits = limits
        self.hasRawDialect = hasRawDialect
        self.isPlain = isPlain
        bucket = Bucket(burst: limits.floodBurst, rate: limits.floodRate)
    }

    // MARK: - In

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        writer = isPlain ? DirectWriter(of: context.channel) : nil
        desk.open[ObjectIdentifier(self)] = self
        desk.opened()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard self.context != nil else { return }
        self.context = nil
        desk.remove(self)
        desk.closed(self)
        unread.removeAll()
        if let session { desk.work(desk.hub.disconnect(session, reason: "Connection closed", on: desk.index)) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let buffer = unwrapInboundIn(data)
        guard begin(with: buffer, context) else { return }
        var isEndless = false
        buffer.withUnsafeReadableBytes { raw in
            let bytes = Span<UInt8>(_unsafeBytes: raw)
            switch framing {
            case .lines(var framer):
                framing = nil
                framer.feed(
                    bytes,
                    line: { line in
                        // Whoever sends lines without an end is not listened to any more.
                        guard !isEndless else { return }
                        unread.append(
                            .line(Result { () throws(MessageError) in try Message(parsing: line, from: .client) }))
                    },
                    fault: { fault in
                        if fault == .tooLong { unread.append(.tooLong) } else { isEndless = true }
                    })
                framing = .lines(framer)
            case .messages: rawRead.writeBytes(raw)
            case nil: break
            }
        }
        if case .lines = framing { take() }
        if isEndless { end("Line without an end") }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .messages(var framer) = framing, rawRead.readableBytes > 0 {
            rawRead.withUnsafeReadableBytes { raw in
                for frame in framer.feed(Span<UInt8>(_unsafeBytes: raw)) { unread.append(.frame(frame)) }
            }
            framing = .messages(framer)
            rawRead = ByteBuffer()
            take()
        }
        context.fireChannelReadComplete()
    }

    /// Something whole may have come.
    private func take() {
        if !unread.isEmpty {
            heardAt = .now()
            hasPinged = false
        }
        pump()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            hasEnded = true
            if session == nil { context.close(promise: nil) } else { pump() }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The first byte decides the dialect.
    private func begin(with buffer: ByteBuffer, _ context: ChannelHandlerContext) -> Bool {
        guard framing == nil else { return true }
        guard let first = buffer.readableBytesView.first else { return false }
        begunAt = .now()
        let dialect: Dialect = first == UInt8(ascii: "!") && hasRawDialect ? .raw : .irc
        framing = dialect == .raw ? .messages(RawFramer()) : .lines(LineFramer(limit: Limits.clientLine))
        speak(ReceiverKind(dialect, []), [])
        if dialect == .raw {
            // Room for more than a message, so that one send is not taken for two because it was read in two.
            let buffers = FixedSizeRecvByteBufferAllocator(capacity: 4 * Limits.rawMessage)
            try? context.channel.syncOptions?.setOption(.recvAllocator, value: buffers)
        }
        let id = desk.hub.connect(dialect, from: origin, on: desk.index)
        session = id
        desk.add(self, as: id)
        return true
    }

    /// Gives the hub as many of the waiting lines as may go now.
    private func pump() {
        guard let session, questions == 0, !isClosing else { return }
        while !unread.isEmpty, questions == 0, !isClosing, outbox.readableBytes <= limits.softQueue {
            let wanted = min(unread.count, Self.linesAtOnce)
            let allowed = limits.isFloodLimited ? bucket.take(wanted, at: .now()) : wanted
            guard allowed > 0 else {
                goOn(after: bucket.pause)
                break
            }
            let next = Array(unread.prefix(allowed))
            let (taken, asked, tasks) = desk.hub.submit(next, of: session, on: desk.index)
            unread.removeFirst(min(taken, unread.count))
            if limits.isFloodLimited { bucket.giveBack(allowed - taken) }
            // The questions themselves may still wait for their turn in the loop's queue.
            questions += asked
            desk.work(tasks)
        }
        pauseOrResume()
        if hasEnded, unread.isEmpty, questions == 0, !isClosing {
            desk.work(desk.hub.leave(session, reason: "Connection closed", on: desk.index))
        }
    }

    /// Lines that the hub takes at once: between two portions the answers are counted, and others have their turn.
    private static let linesAtOnce = 32

    /// Nothing is read while lines wait, so that what waits is bounded by one read.
    private func pauseOrResume() {
        let pauses = !unread.isEmpty || outbox.readableBytes > limits.softQueue
        guard pauses != isPaused, let context, !isClosing else { return }
        isPaused = pauses
        try? context.channel.syncOptions?.setOption(.autoRead, value: !pauses)
    }

    private func goOn(after pause: TimeAmount) {
        let me = NIOLoopBound(self, eventLoop: desk.loop)
        desk.loop.scheduleTask(in: pause) { me.value.pump() }
    }

    /// The answer that this connection waited for has been given.
    func goOn() {
        questions -= 1
        pump()
    }

    // MARK: - Out

    /// From here on it is written to in this way.
    func speak(_ kind: ReceiverKind, _ capabilities: Capabilities) {
        takeShare()
        self.kind = kind
        self.capabilities = capabilities
        lane = desk.lane(of: kind)
    }

    /// Adds a stretch of the connection's lane to what is to be written at the end of the desk's round.
    func append(_ place: Range<Int>) {
        guard context != nil, !isClosing else { return }
        if outbox.readableBytes == 0, share.isEmpty {
            share = place
        } else if outbox.readableBytes == 0, share.upperBound == place.lowerBound {
            share = share.lowerBound..<place.upperBound
        } else {
            takeShare()
            _ = desk.lanes.withBytes(in: lane, place) { outbox.writeBytes($0) }
        }
        touch()
    }

    /// Adds what is for this connection alone.
    func append(_ bytes: UnsafeRawBufferPointer) {
        guard context != nil, !isClosing else { return }
        takeShare()
        outbox.writeBytes(bytes)
        touch()
    }

    private func touch() {
        guard !isTouched else { return }
        isTouched = true
        desk.touch(self)
    }

    /// Copies the own stretch of the lane: something comes behind it, or it has to wait.
    func takeShare() {
        guard !share.isEmpty else { return }
        _ = desk.lanes.withBytes(in: lane, share) { outbox.writeBytes($0) }
        share = 0..<0
    }

    /// Writes what there is, if the channel takes it; otherwise it waits, up to the hard limit.
    func flush() {
        isTouched = false
        guard let context else { return }
        if !share.isEmpty {
            if isClosing || writer == nil { takeShare() } else { sendShare() }
            if outbox.readableBytes == 0, !isClosing { return }
        }
        if isClosing {
            let written = context.eventLoop.makePromise(of: Void.self)
            let channel = context.channel
            written.futureResult.whenComplete { _ in channel.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(takeOutbox()), promise: written)
        } else if sendDirectly() {
            // The memory is kept for the next round where it is not much.
            if outbox.capacity <= Self.keptCapacity { outbox.clear() } else { outbox = ByteBuffer() }
        } else if context.channel.isWritable, outbox.readableBytes > 0 {
            context.writeAndFlush(wrapOutboundOut(takeOutbox()), promise: nil)
        } else if outbox.readableBytes > limits.hardQueue {
            abandon(context)
        }
        if isPaused || outbox.readableBytes > limits.softQueue { pauseOrResume() }
    }

    /// Sends the own stretch of the lane from where it stands. What the kernel does not take waits here.
    private func sendShare() {
        let sent = desk.lanes.withBytes(in: lane, share) { writer?.send($0) ?? 0 }
        share = share.lowerBound + sent..<share.upperBound
        takeShare()
    }

    /// Whether the kernel took everything. What it did not take is still here, for the channel.
    private func sendDirectly() -> Bool {
        guard writer != nil, outbox.readableBytes > 0 else { return false }
        outbox.readWithUnsafeReadableBytes { writer?.send($0) ?? 0 }
        return outbox.readableBytes == 0
    }

    /// Taken out before it is written: writing may call `flush` again before it returns.
    private func takeOutbox() -> ByteBuffer {
        defer { outbox = ByteBuffer() }
        return outbox
    }

    /// Bytes of an empty outbox that a connection may keep: an answer or two.
    private static let keptCapacity = 512

    /// It reads too slowly, and it alone suffers.
    private func abandon(_ context: ChannelHandlerContext) {
        isClosing = true
        outbox = ByteBuffer()
        share = 0..<0
        if let session { desk.work(desk.hub.disconnect(session, reason: "SendQ exceeded", on: desk.index)) }
        context.close(promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            flush()
            pump()
        }
        context.fireChannelWritabilityChanged()
    }

    /// Says nothing more, and closes once everything is out, or when that takes too long.
    func closeWhenWritten() {
        guard let context, !isClosing else { return }
        isClosing = true
        unread.removeAll()
        touch()
        let channel = context.channel
        desk.loop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
    }

    // MARK: - Time

    /// Asks whether this connection has been quiet for too long.
    func look(at now: NIODeadline) {
        let quiet = (now - heardAt).nanoseconds / 1_000_000_000
        let begun = (now - begunAt).nanoseconds / 1_000_000_000
        guard isAdmitted else {
            let isTyped = framing == nil || kind.dialect == .raw
            if isTyped ? quiet >= limits.naming : begun >= limits.registration { end("Registration timed out") }
            return
        }
        guard kind.dialect == .irc else { return }
        if quiet >= limits.dead {
            end("Ping timeout: \(limits.dead) seconds")
        } else if quiet >= limits.quiet, !hasPinged {
            hasPinged = true
            let ping = Message("PING", ["chat"]).encoded
            ping.withUnsafeBytes { append($0) }
            desk.work([])
        }
    }

    private func end(_ reason: String) {
        guard !isClosing else { return }
        if let session {
            desk.work(desk.hub.end(session, reason: reason, on: desk.index))
        } else {
            context?.close(promise: nil)
        }
    }
}
