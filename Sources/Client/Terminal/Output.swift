import Glibc

/// Writes to a descriptor, whole or not at all.
enum Output {
    /// Writes all the bytes, waiting where the descriptor is slow, at most `patience` milliseconds without progress
    /// (-1: for ever). Errors are swallowed: a terminal that is gone says so through standard input.
    ///
    /// Calls only write and poll, so that a signal handler may use it.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, patience: Int32 = -1) {
        guard var next = bytes.baseAddress else { return }
        var left = bytes.count
        while left > 0 {
            let written = Glibc.write(descriptor, next, left)
            if written > 0 {
                next += written
                left -= written
            } else if written < 0, errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if poll(&waiting, 1, patience) == 0 { return }
            } else if written == 0 || errno != EINTR {
                return
            }
        }
    }

    /// The same for text.
    static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
    }
}
