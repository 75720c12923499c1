import Glibc

/// A plain TCP client that says exactly the bytes it is told to and waits for lines.
///
/// It reads only while it sends or waits; one that is deaf never reads, so that the server meets a full line. It belongs
/// to one test.
package final class LineClient {
    /// What was waited for in vain, with what came instead.
    package struct Disappointment: Error, CustomStringConvertible {
        package let description: String
    }

    /// In milliseconds.
    private static let step: CInt = 20
    private static let readSize = 64 * 1024
    /// Ours: a test that receives more has gone wrong.
    private static let mostReceived = 64 << 20

    private var descriptor: CInt
    private let isDeaf: Bool
    private var received: [UInt8] = []
    /// How much of `received` earlier waits have passed over.
    private var passed = 0
    private var failure: String?
    /// True once the server has closed its side.
    package private(set) var isEnded = false

    /// Connects to a port of this machine.
    ///
    /// - Parameters:
    ///   - isDeaf: Never reads, and offers the server the smallest window that the kernel allows.
    ///   - throughIPv6: Connects to ::1 rather than 127.0.0.1.
    ///   - source: An address of 127.0.0.0/8 that it comes from; nil: whichever the kernel takes.
    package init(port: Int, isDeaf: Bool = false, throughIPv6: Bool = false, from source: String? = nil) throws {
        self.isDeaf = isDeaf
        descriptor = try Self.connected(to: port, isDeaf, throughIPv6, from: source)
    }

    /// A socket that does not block. It is no client's before nothing can go wrong any more: what an initialiser that throws
    /// has set up is closed by `deinit` as well.
    private static func connected(
        to port: Int, _ isDeaf: Bool, _ throughIPv6: Bool, from source: String?
    ) throws(PseudoTerminal.Failure) -> CInt {
        let family = throughIPv6 ? AF_INET6 : AF_INET
        let descriptor = socket(family, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw PseudoTerminal.Failure(call: "socket", code: errno) }
        if isDeaf {
            // Before connecting, as the window is agreed upon then; the kernel raises it to its least.
            var size: CInt = 1
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        let failed: String? =
            if let source, !binds(descriptor, to: source) {
                "bind to \(source)"
            } else if !connects(descriptor, UInt16(clamping: port), throughIPv6) {
                "connect to port \(port)"
            } else {
                nil
            }
        if let failed {
            let failure = PseudoTerminal.Failure(call: failed, code: errno)
            close(descriptor)
            throw failure
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        return descriptor
    }

    deinit { closes() }

    private static func binds(_ descriptor: CInt, to source: String) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        guard inet_pton(AF_INET, source, &address.sin_addr) == 1 else { return false }
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) {
            bind(descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), size) == 0
        }
    }

    private static func connects(_ descriptor: CInt, _ port: UInt16, _ throughIPv6: Bool) -> Bool {
        func connected(to address: UnsafeRawPointer, _ size: Int) -> Bool {
            connect(descriptor, address.assumingMemoryBound(to: sockaddr.self), socklen_t(size)) == 0
        }
        if throughIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            return connected(to: &address, MemoryLayout<sockaddr_in6>.size)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return connected(to: &address, MemoryLayout<sockaddr_in>.size)
    }

    // MARK: Sending

    /// Sends exactly this text; add `\r\n` where a line is to end.
    package func sends(_ text: String) { sends(Array(text.utf8)) }

    /// Sends exactly these bytes, reading meanwhile what comes unless this client is deaf.
    ///
    /// What the server does not take within the usual patience stays unsent; the next wait then says so.
    package func sends(_ bytes: [UInt8]) {
        var rest = bytes[...]
        _ = pumps(for: TerminalWindow.patience, wantsToWrite: true) {
            guard descriptor >= 0 else { return true }
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            if sent < 0, errno != EAGAIN, errno != EINTR {
                failure = "send: \(String(cString: strerror(errno)))"
                return true
            }
            rest = rest.dropFirst(max(0, sent))
            return rest.isEmpty
        }
        if !rest.isEmpty { failure = failure ?? "send: the server took only \(bytes.count - rest.count) bytes" }
    }

    /// Says that nothing more will be sent; what the server says can still be read.
    package func closesSending() { shutdown(descriptor, CInt(SHUT_WR)) }

    package func closes() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }

    /// Closes with a reset, as a machine that crashes.
    package func aborts() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        closes()
    }

    // MARK: Waiting

    /// Waits for a line that contains `text`, and gives it without its end. Later waits look only behind it.
    @discardableResult
    package func waits(
        for text: String, within seconds: Double = TerminalWindow.patience, file: StaticString = #fileID,
        line: Int = #line
    ) throws -> String {
        var found: String?
        _ = pumps(for: seconds, wantsToWrite: false) {
            while found == nil, let end = received[passed...].firstIndex(of: 0x0A) {
                let candidate = Self.line(received[passed..<end])
                passed = end + 1
                if candidate.contains(text) { found = candidate }
            }
            return found != nil
        }
        guard let found else { throw disappointment("a line with \"\(text)\" came", file, line) }
        return found
    }

    /// Waits until `text` has come, be it in a line or not; later waits look only behind it.
    package func waits(
        forText text: String, within seconds: Double = TerminalWindow.patience, file: StaticString = #fileID,
        line: Int = #line
    ) throws {
        let wanted = Array(text.utf8)
        let came = pumps(for: seconds, wantsToWrite: false) {
            guard let range = received[passed...].firstRange(of: wanted) else { return false }
            passed = range.upperBound
            return true
        }
        guard came else { throw disappointment("\"\(text)\" came", file, line) }
    }

    /// Waits until the server has closed its side or reset the connection.
    package func waitsForEnd(
        within seconds: Double = TerminalWindow.patience, file: StaticString = #fileID, line: Int = #line
    ) throws {
        guard pumps(for: seconds, wantsToWrite: false, until: { isEnded }) else {
            throw disappointment("the server closed the connection", file, line)
        }
    }

    /// All that has come so far, as of the last wait.
    package var text: String { String(decoding: received, as: UTF8.self) }

    /// Whether any of what has come, finished line or not, contains this.
    package func hasHeard(_ text: String) -> Bool {
        if !isDeaf, descriptor >= 0 { reads() }
        return self.text.contains(text)
    }

    /// The finished lines of it, without their ends.
    package var lines: [String] {
        received.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map(Self.line)
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
    }

    // MARK: The line

    private func pumps(for seconds: Double, wantsToWrite: Bool, until condition: () -> Bool) -> Bool {
        let end = TerminalWindow.now + seconds
        while true {
            if condition() { return true }
            if descriptor < 0 || isEnded || TerminalWindow.now >= end { return false }
            let wanted = (isDeaf ? 0 : POLLIN) | (wantsToWrite ? POLLOUT : 0)
            var polled = pollfd(fd: descriptor, events: Int16(wanted), revents: 0)
            poll(&polled, 1, Self.step)
            if !isDeaf { reads() }
        }
    }

    private func reads() {
        var length = 1
        while length > 0, received.count < Self.mostReceived {
            received += [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, count in
                length = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                count = max(0, length)
            }
        }
        if length == 0 || length < 0 && errno != EAGAIN && errno != EINTR { isEnded = true }
    }

    private func disappointment(_ what: String, _ file: StaticString, _ line: Int) -> Disappointment {
        let state = failure ?? (isEnded ? "The server has closed." : "The connection is open.")
        return Disappointment(
            description: """
                \(file):\(line): waited in vain until \(what). \(state)
                \(lines.suffix(30).joined(separator: "\n"))
                """)
    }
}
