import Glibc

/// Wakes the client's loop from any thread. Rings that come before the loop has looked are one.
package final class Wakeup: Sendable {
    private let pipe: BellPipe

    init() throws(SystemFailure) { pipe = try BellPipe() }

    deinit { pipe.close() }

    /// Makes the loop's current or next wait return `.woken`. Never blocks.
    package func wake() { pipe.ring() }

    var descriptor: Int32 { pipe.readEnd }

    func quieten() { pipe.drain() }
}

/// A call to the system that failed: which one, and its errno.
package struct SystemFailure: Error, Equatable, CustomStringConvertible {
    /// The name of the function.
    package let call: String
    /// The value of errno after it.
    package let code: Int32

    /// "pipe: Too many open files"
    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// A pipe that carries no more than "look": neither end blocks or outlives exec, and a full one is rung already.
struct BellPipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(SystemFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemFailure(call: "pipe", code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    func ring() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    func drain() {
        withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { buffer in
            while read(readEnd, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }

    func close() {
        _ = Glibc.close(readEnd)
        _ = Glibc.close(writeEnd)
    }
}
