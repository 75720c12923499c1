import ChatProtocol
import NIOCore
import NIOPosix
import ServerCore

/// One connection on its event loop: bytes in become lines for the hub, bytes for it wait here until they can be written.
///
/// Every buffer is bounded: what comes in by the inbox, what is to be written by the limits. Above the first of these a
/// connection's own commands wait; above the second one that can ask for the past gets what is said in its rooms from the
/// store, as fast as it reads; above the last it is closed.
final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let desk: Desk
    private let origin: Origin
    private let limits: ConnectionLimits
    private let hasRawDialect: Bool
    private let isPlain: Bool
    private var context: ChannelHandlerContext?
    /// Nil where what is written is changed on its way, by TLS for example.
    private var writer: DirectWriter?
    private var inbox: Inbox
    /// When the first byte came; registration is timed from there.
    private var begunAt = NIODeadline.now()
    private var heardAt = NIODeadline.now()
    private var hasPinged = false
    private var outbox = ByteBuffer()
    /// The stretch of the lane that this connection has still to be sent, where its outbox is empty.
    private var share = 0..<0
    /// Bytes of the outbox, and of what the channel holds, that the desk's budget knows of.
    private(set) var queued = 0
    private var isTouched = false
    private var isClosing = false
    private var isPaused = false
    /// The flood limit lets the next line go later.
    private var isHeldUp = false
    /// The other side has said all that it will say, and may still listen.
    private var hasEnded = false

    private(set) var session: SessionID?
    private var isAdmitted = false
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
    /// Posts in rooms are left out until it has read what waits.
    private(set) var isBehind = false
    private var lag = Lag()
    /// A stretch of it has been asked for, and is not in the outbox yet: its answer may wait for what is to be stored first.
    private var isCatchingUp = false

    /// - Parameter isPlain: no handler between this one and the socket changes what is written (no TLS, no WebSocket).
    init(desk: Desk, origin: Origin, limits: ConnectionLimits, hasRawDialect: Bool, isPlain: Bool) {
        self.desk = desk
        self.origin = origin
        self.limits = limits
        self.hasRawDialect = hasRawDialect
        self.isPlain = isPlain
        inbox = Inbox(limits)
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
        outbox = ByteBuffer()
        account(for: 0)
        desk.remove(self)
        desk.closed(self)
        inbox.removeAll()
        if let session { desk.work(desk.hub.disconnect(session, reason: "Connection closed", on: desk.index)) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let buffer = unwrapInboundIn(data)
        guard begin(with: buffer, context) else { return }
        let excess = inbox.read(buffer)
        if kind.dialect == .irc { take() }
        if let excess { end(excess.rawValue) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if kind.dialect == .raw, inbox.endRead() { take() }
        context.fireChannelReadComplete()
    }

    /// Something whole may have come.
    private func take() {
        if !inbox.isEmpty {
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
        guard inbox.isUntouched else { return true }
        guard let first = buffer.readableBytesView.first else { return false }
        begunAt = .now()
        let dialect: Dialect = first == UInt8(ascii: "!") && hasRawDialect ? .raw : .irc
        inbox.begin(dialect)
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

    /// It is a member's from here on.
    func admit() {
        isAdmitted = true
        inbox.admit(at: .now())
    }

    /// Gives the hub as many of the waiting lines as may go now.
    private func pump() {
        guard let session else { return }
        while mayGoOn, !inbox.isEmpty, outbox.readableBytes <= limits.softQueue {
            let next = inbox.next(most: Self.linesAtOnce, at: .now())
            guard !next.isEmpty else {
                holdUp()
                break
            }
            let (taken, asked, tasks) = desk.hub.submit(next.map(\.input), of: session, on: desk.index)
            inbox.giveBack(next.dropFirst(taken))
            desk.countIn(taken)
            // The questions themselves may still wait for their turn in the loop's queue.
            questions += asked
            desk.work(tasks)
            if inbox.isTooLongAnIntroduction { return end(Inbox.Excess.introduction.rawValue) }
        }
        pauseOrResume()
        if hasEnded, inbox.isEmpty, mayGoOn {
            desk.work(desk.hub.leave(session, reason: "Connection closed", on: desk.index))
        }
    }

    private var mayGoOn: Bool { questions == 0 && !isClosing }

    /// Lines that the hub takes at once: between two portions the answers are counted, and others have their turn.
    private static let linesAtOnce = 32

    /// Nothing is read while lines wait, so that what waits is bounded by one read.
    private func pauseOrResume() {
        let pauses = !inbox.isEmpty || outbox.readableBytes > limits.softQueue
        guard pauses != isPaused, let context, !isClosing else { return }
        isPaused = pauses
        try? context.channel.syncOptions?.setOption(.autoRead, value: !pauses)
    }

    /// What waits for the flood limit goes on by itself; too much of it is the end.
    private func holdUp() {
        if inbox.floods { return end(Inbox.Excess.flood.rawValue) }
        guard !isHeldUp else { return }
        isHeldUp = true
        let me = NIOLoopBound(self, eventLoop: desk.loop)
        desk.loop.scheduleTask(in: inbox.pause) {
            me.value.isHeldUp = false
            me.value.pump()
        }
    }

    /// The answer that this connection waited for has been given.
    func goOn() {
        questions -= 1
        pump()
        catchUp()
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
            if outbox.readableBytes == 0, !isClosing, queued == 0 { return }
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
            abandon()
        } else if outbox.readableBytes > limits.lagQueue, canCatchUp, !isBehind {
            isBehind = true
            desk.countLagged()
        }
        accountForQueue()
        if isPaused || outbox.readableBytes > limits.softQueue { pauseOrResume() }
        if isBehind { catchUp() }
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
        inbox.removeAll()
        touch()
        let channel = context.channel
        desk.loop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
    }

    // MARK: - Reading too slowly

    /// It reads too slowly, and it alone suffers.
    func abandon() {
        guard let context, !isClosing else { return }
        isClosing = true
        desk.countAbandoned()
        outbox = ByteBuffer()
        share = 0..<0
        if let session { desk.work(desk.hub.disconnect(session, reason: "SendQ exceeded", on: desk.index)) }
        context.close(promise: nil)
    }

    private func accountForQueue() {
        guard queued != 0 || outbox.readableBytes > 0 else { return }
        let held = (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        account(for: isClosing ? 0 : outbox.readableBytes + held)
    }

    /// Tells the desk's budget how much of it this connection uses.
    func account(for bytes: Int) {
        guard bytes != queued else { return }
        desk.budget.add(bytes - queued)
        queued = bytes
    }

    /// Its program can tell what was said before from what is said now, so that it may be told late.
    private var canCatchUp: Bool { capabilities.isSuperset(of: Self.catchingUp) }

    private static let catchingUp = Capabilities([.batch, .messageTags, .serverTime, .chathistory])

    /// The post is not sent now, since what waits is too much already; it will be asked for.
    func leaveOut(_ post: MessageID) {
        lag.leaveOut(post.sequence, of: RoomNumber(post.room))
    }

    /// What was left out up to this post has been sent.
    func caughtUp(_ room: RoomNumber, through sequence: Int64) {
        lag.catchUp(room, through: sequence)
        isCatchingUp = false
        catchUp()
    }

    /// Asks for the next stretch of what was left out, once what waits has been read.
    private func catchUp() {
        guard isBehind, !isCatchingUp, mayGoOn, let session, outbox.readableBytes <= limits.softQueue else { return }
        guard let missed = lag.next else {
            isBehind = false
            return
        }
        isCatchingUp = true
        let (asked, tasks) = desk.hub.catchUp(session, missed, on: desk.index)
        questions += asked
        desk.work(tasks)
    }

    // MARK: - Time

    /// Asks whether this connection has been quiet for too long.
    func look(at now: NIODeadline) {
        let quiet = (now - heardAt).nanoseconds / 1_000_000_000
        let begun = (now - begunAt).nanoseconds / 1_000_000_000
        guard isAdmitted else {
            let isTyped = inbox.isUntouched || kind.dialect == .raw
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
