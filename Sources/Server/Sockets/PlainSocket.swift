import Glibc
import NIOCore

/// The socket of a connection on which nothing changes what is written (no TLS, no WebSocket): bytes go to it with one system
/// call, past the channel's own way of writing, as long as the channel itself has nothing to write. What the kernel does not
/// take at once goes through the channel, which waits until the socket can be written, meets the errors, and closes.
///
/// Good for as long as the channel is active, and only on its loop. NIO closes a socket and tells `channelInactive` in one
/// go, between which nothing of ours is called that writes (`BaseSocketChannel.close0`): whoever lets go of this when told
/// so never writes to a descriptor that is already another connection's.
struct PlainSocket {
    let descriptor: CInt

    /// nil for a channel without a socket, an embedded one for example, and for one that is closed.
    init?(of channel: any Channel) {
        let found = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self
        ) { $0 }
        guard let descriptor = found.flatMap(\.self), channel.isActive else { return nil }
        self.init(descriptor)
    }

    /// - Parameter descriptor: of a stream, which stays the caller's to close.
    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// Sends what the kernel takes now, and returns how many bytes that were, the first ones of these: all of them, some,
    /// or none. An error counts as nothing taken: writing through the channel meets it again, and closes.
    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        return max(0, Glibc.send(descriptor, start, bytes.count, Self.flags))
    }

    static let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
}
