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
    private var inbox: Inbox
    /// When the first byte came; registration is timed from there.
    private var begunAt = NIODeadline.now()
    private var heardAt = NIODeadline.now()
    private var hasPinged = false
    /// Where its outbox stands among the desk's; nil before it has said anything.
    private(set) var seat: Int?
    /// Bytes of the outbox, and of what the channel holds, that the desk's budget knows of.
    private(set) var queued = 0
    private var isClosing = false
    private var isPaused = false
    /// So much waits to be written that its own commands wait.
    private var isFull = false
    /// The flood limit lets the next line go later.
    private var isHeldUp = false
    /// The other side has said all that it will say, and may still listen.
    private var hasEnded = false

    private(set) var session: SessionID?
    private var isAdmitted = false
    private(set) var kind = ReceiverKind(.irc, [])
    /// Where this connection stands in the desk's list of each room.
    var places: [RoomID: Int] = [:]
    /// Questions of this member that are out: its next command waits for the answers.
    private var questions = 0
    /// Posts in rooms are left out until it has read what waits.
    private var isBehind = false
    /// Its program can tell what was said before from what is said now, so that it may be told late.
    private var canCatchUp = false
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
        desk.open[ObjectIdentifier(self)] = self
        desk.opened()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard self.context != nil else { return }
        self.context = nil
        account(for: 0)
        desk.remove(self)
        seat = nil
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
        kind = ReceiverKind(dialect, [])
        if dialect == .raw {
            // Room for more than a message, so that one send is not taken for two because it was read in two.
            let buffers = FixedSizeRecvByteBufferAllocator(capacity: 4 * Limits.rawMessage)
            try? context.channel.syncOptions?.setOption(.recvAllocator, value: buffers)
        }
        let id = desk.hub.connect(dialect, from: origin, on: desk.index)
        session = id
        seat = desk.add(
            self, as: id, speaking: kind, to: isPlain ? PlainSocket(of: context.channel) : nil)
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
        while mayGoOn, !inbox.isEmpty, waitingBytes <= limits.softQueue {
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

    /// Nothing is read while lines wait for an answer or for room, so that what waits is bounded by one read. Where they wait
    /// for the flood limit it is bounded by that, whatever comes in one read.
    private func pauseOrResume() {
        isFull = waitingBytes > limits.softQueue
        settle()
        let isLimited = isHeldUp && mayGoOn
        let pauses = isFull || !inbox.isEmpty && !isLimited
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

    /// An answer that this connection waited for has been given, and has led to this many more questions.
    func goOn(asked: Int) {
        questions += asked - 1
        pump()
        catchUp()
    }

    // MARK: - Out

    /// From here on it is written to in this way.
    func speak(_ kind: ReceiverKind, _ capabilities: Capabilities) {
        self.kind = kind
        canCatchUp = capabilities.isSuperset(of: Self.catchingUp)
        if let seat { desk.outboxes.speak(kind, capabilities, at: seat) }
    }

    /// Bytes that wait to be written, but for what the channel holds.
    private var waitingBytes: Int { seat.map { desk.outboxes[$0].waiting.readableBytes } ?? 0 }

    /// Bytes that the channel has been given and the kernel has not taken.
    private var heldBytes: Int { (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }

    /// Writes what did not go straight to the socket, if the channel takes it; otherwise it waits, up to the hard limit.
    func flush() {
        guard let context, let seat else { return }
        if isClosing {
            let written = context.eventLoop.makePromise(of: Void.self)
            let channel = context.channel
            written.futureResult.whenComplete { _ in channel.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(takeWaiting(from: seat)), promise: written)
        } else if heldBytes == 0, desk.outboxes.sendStraight(seat) {
            // The kernel took everything.
        } else if context.channel.isWritable, waitingBytes > 0 {
            context.writeAndFlush(wrapOutboundOut(takeWaiting(from: seat)), promise: nil)
        } else if waitingBytes > limits.hardQueue {
            abandon()
        } else if waitingBytes > limits.lagQueue, canCatchUp, !isBehind {
            isBehind = true
            desk.countLagged()
        }
        accountForQueue()
        let wasFull = isFull
        pauseOrResume()
        if wasFull, !isFull { pump() }
        if isBehind { catchUp() }
        settle()
    }

    /// Says whether its outbox may be written to past this connection.
    private func settle() {
        guard let seat else { return }
        desk.outboxes[seat].isBehind = isBehind
        desk.outboxes[seat].goesStraight = !isClosing && !isBehind && !isFull && queued == 0
    }

    /// Taken out before it is written: writing may call `flush` again before it returns.
    private func takeWaiting(from seat: Int) -> ByteBuffer {
        desk.outboxes.takeShare(of: seat)
        defer { desk.outboxes[seat].waiting = ByteBuffer() }
        return desk.outboxes[seat].waiting
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
        inbox.removeAll()
        if let seat {
            desk.outboxes.close(seat)
            desk.outboxes.touch(seat)
        }
        let channel = context.channel
        desk.loop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
    }

    // MARK: - Reading too slowly

    /// It reads too slowly, and it alone suffers.
    func abandon() {
        guard let context, !isClosing else { return }
        isClosing = true
        desk.countAbandoned()
        if let seat {
            desk.outboxes.close(seat)
            desk.outboxes.empty(seat)
        }
        if let session { desk.work(desk.hub.disconnect(session, reason: "SendQ exceeded", on: desk.index)) }
        context.close(promise: nil)
    }

    private func accountForQueue() {
        account(for: isClosing ? 0 : waitingBytes + heldBytes)
    }

    /// Tells the desk's budget how much of it this connection uses.
    func account(for bytes: Int) {
        guard bytes != queued else { return }
        desk.budget.add(bytes - queued)
        queued = bytes
    }

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
        guard isBehind, !isCatchingUp, mayGoOn, let session, waitingBytes <= limits.softQueue else { return }
        guard let missed = lag.next else {
            isBehind = false
            settle()
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
            guard let session else { return }
            desk.work([.deliver(.line(Line(.ping("chat"), at: WallClock.now())), to: .session(session))])
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
