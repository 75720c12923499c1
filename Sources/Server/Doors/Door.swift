package import NIOCore
package import ServerCore

/// A place where the server is reached.
package struct Door: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Whatever comes: plain lines, TLS, WebSocket.
        case main
        /// TLS alone; within it, lines or WebSocket.
        case tls
        /// WebSocket alone, plain or within TLS.
        case webSocket
        /// A page of numbers, over HTTP without TLS.
        case metrics
    }

    package var kind: Kind
    /// An address, or a name that resolves to one; `::` takes IPv4 as well.
    package var host: String
    /// 0: any free one.
    package var port: Int

    package init(_ kind: Kind, host: String, port: Int) {
        self.kind = kind
        self.host = host
        self.port = port
    }
}

/// What every door needs to know of the house that it leads into.
package struct Entrance: Sendable {
    /// Makes the handler of a connection that has said what it is. Called on the connection's loop. The handler gets
    /// `channelActive`, then the bytes that have been read so far; it reads and writes buffers of lines.
    /// It is plain if what it writes reaches the socket as it is, without TLS and WebSocket.
    package typealias MakeConnection = @Sendable (Origin, any EventLoop, _ isPlain: Bool) -> any ChannelHandler

    /// Nil: nobody comes in over TLS.
    package var certificates: Certificates?
    /// Who may say that it speaks for somebody else.
    package var proxyFrom: [Network] = []
    package var patience = Patience()
    package var gate = Gate(Admission())
    package var metrics: @Sendable () -> [Metric] = { [] }
    package var makeConnection: MakeConnection

    func isProxy(_ address: IPAddress?) -> Bool {
        guard let address else { return false }
        return proxyFrom.contains { $0.contains(address) }
    }

    package init(makeConnection: @escaping MakeConnection) {
        self.makeConnection = makeConnection
    }
}

/// How long a door waits before it closes.
package struct Patience: Sendable {
    /// For the first byte; a person may type it (Ergo: 60 s to register).
    package var silence = TimeAmount.seconds(60)
    /// From the first byte until it is known what the connection is, an HTTP request included (reliability, threat 2).
    package var decision = TimeAmount.seconds(10)
    /// For a TLS handshake (reliability, threat 2).
    package var handshake = TimeAmount.seconds(10)

    package init() {}

    package init(silence: TimeAmount, decision: TimeAmount, handshake: TimeAmount) {
        self.silence = silence
        self.decision = decision
        self.handshake = handshake
    }
}
