import NIOCore
import ServerCore

/// At the listening socket: takes in only so many a second, whoever they are; others wait in the kernel's queue.
final class PacingHandler: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    private let entrance: Entrance
    private var pace = Pace()
    /// That of the last one who was counted; nil until there was one.
    private var rate: Int?
    private var isPausing = false

    init(_ entrance: Entrance) {
        self.entrance = entrance
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let address = unwrapInboundIn(data).remoteAddress.flatMap { IPAddress($0) }
        if !entrance.isProxy(address), let rate = entrance.gate.pace(of: address) {
            self.rate = rate
            pace.count(perSecond: rate, at: NIODeadline.now().milliseconds)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        guard !isPausing else { return }
        let pause = rate.map { pace.pause(perSecond: $0, at: NIODeadline.now().milliseconds) } ?? 0
        guard pause > 0 else { return context.read() }
        isPausing = true
        let me = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(pause)) {
            let (handler, context) = me.value
            handler.isPausing = false
            context.read()
        }
    }
}
