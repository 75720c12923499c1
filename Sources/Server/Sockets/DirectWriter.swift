import Glibc
package import NIOCore

/// Sends a plain connection's bytes with one system call, past the channel's own way of writing, as long as the channel
/// itself has nothing to write. What the kernel does not take at once goes through the channel, which waits until the
/// socket can be written, meets the errors, and closes.
///
/// Only for a channel in which no handler changes what is written (no TLS, no WebSocket). Lives on the channel's loop.
package struct DirectWriter {
    private let channel: any Channel
    private let descriptor: CInt
    /// The channel may hold bytes: those that were kept before, or others' from before this writer was made.
    private var mayHold = true

    /// Nil for a channel without a socket, an embedded one for example, and for one that is closed.
    /// Call it on the channel's loop.
    package init?(of channel: any Channel) {
        let found = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self
        ) { $0 }
        guard let descriptor = found.flatMap(\.self), channel.isActive else { return nil }
        self.init(descriptor: descriptor, channel: channel)
    }

    /// - Parameter descriptor: the channel's own socket, and nobody else's.
    package init(descriptor: CInt, channel: any Channel) {
        self.descriptor = descriptor
        self.channel = channel
    }

    /// Sends what the kernel takes now, and returns how many bytes that were, the first ones of these: all of them, some,
    /// or none. The caller gives the others to the channel (`writeAndFlush`) or keeps them for later; they come first
    /// either way, since nothing is sent from here while the channel holds bytes. Errors are the channel's to meet: they
    /// count as nothing taken, and writing through the channel then closes it.
    ///
    /// Calls nobody back, so it may be used on a stored property. Nothing is sent once the channel has begun to close,
    /// when its descriptor may already be another connection's: NIO closes the socket and clears `isActive` in one go
    /// on this loop, before anybody is told (`BaseSocketChannel.close0`).
    package mutating func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        assert(channel.eventLoop.inEventLoop, "a connection is written to on its own loop")
        guard channel.isActive, let start = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        if mayHold {
            guard held == 0 else { return 0 }
            mayHold = false
        }
        let sent = max(0, Glibc.send(descriptor, start, bytes.count, Self.flags))
        mayHold = sent < bytes.count
        return sent
    }

    /// Bytes have been given to the channel that this writer did not leave over: a farewell with a promise, for example.
    package mutating func standBehindChannel() {
        mayHold = true
    }

    /// Bytes that the channel has been given and the kernel has not taken. One that cannot tell is taken to hold some.
    private var held: Int {
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 1
    }

    private static let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
}
