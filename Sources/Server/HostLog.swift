import ChatProtocol
import Glibc
package import Logging
import NIOConcurrencyHelpers
import NIOPosix
import ServerCore

/// What the host reads: the seed's words on standard output, or in a file while a screen is up.
///
/// Written by a thread of its own, so that nobody waits for a terminal that stands still. What waits is bounded; lines
/// beyond that are counted and the count is told.
package final class HostLog: Sendable {
    /// Bytes that may wait: some ten thousand lines.
    private static let mostWaiting = 1 << 20
    /// Bytes of one line; a longer one is cut (reliability, threat 27).
    private static let longestLine = 1_024
    /// How long lines wait for others to be written with, in microseconds: a crowd's make one write then, and nobody who
    /// reads along notices.
    private static let gathering: UInt32 = 5_000

    private struct Waiting {
        var bytes: [UInt8] = []
        var dropped = 0
        var isWriting = false
    }

    private let descriptor: Int32
    private let level: Logger.Level
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let waiting = NIOLockedValueBox(Waiting())

    /// - Parameter descriptor: where lines go; it stays the caller's to close.
    package init(to descriptor: Int32, level: Logger.Level = .info) {
        self.descriptor = descriptor
        self.level = level
        thread.start()
    }

    /// A logger of this log: its lines carry their level only where something is wrong.
    package var logger: Logger {
        var logger = Logger(label: "chat") { _ in Handler(log: self) }
        logger.logLevel = level
        return logger
    }

    func write(_ entry: LogEntry) {
        switch entry {
        case .joined(let nick, let address): write(.info, "\(nick) ('\(address.host)', \(address.port)) Joined!")
        case .left(let nick, let address, let reason):
            write(.info, "\(nick) ('\(address.host)', \(address.port)) Left! (\(reason))")
        case .said(let nick, _, let text):
            write(.info, CTCP.action(in: text).map { "* \(nick) \($0)" } ?? "\(nick) say: \(text)")
        case .refusing(let fault): write(.error, "nothing can be stored, posts are refused: \(fault)")
        case .storingAgain: write(.notice, "posts are stored again")
        case .notice(let text): write(.notice, text)
        }
    }

    /// Writes one line, its controls escaped, if the level is to be seen.
    package func write(_ level: Logger.Level, _ text: String) {
        guard level >= self.level else { return }
        let line = Self.escaped((level >= .warning ? "\(level): " : "") + text)
        let starts = waiting.withLockedValue { waiting in
            guard waiting.bytes.count + line.count <= Self.mostWaiting else {
                waiting.dropped += 1
                return false
            }
            waiting.bytes += line
            defer { waiting.isWriting = true }
            return !waiting.isWriting
        }
        if starts { thread.submit { _ in self.drain() } }
    }

    /// Returns once everything written so far is out.
    package func flush() async {
        try? await thread.runIfActive {}
    }

    private func drain() {
        while true {
            usleep(Self.gathering)
            let bytes = waiting.withLockedValue { waiting -> [UInt8] in
                var bytes = waiting.bytes
                waiting.bytes = []
                if waiting.dropped > 0 {
                    bytes += Array("(\(waiting.dropped) lines were not written)\n".utf8)
                    waiting.dropped = 0
                }
                if bytes.isEmpty { waiting.isWriting = false }
                return bytes
            }
            if bytes.isEmpty { return }
            var written = 0
            while written < bytes.count {
                let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR || errno == EAGAIN {
                    usleep(10_000)
                    continue
                }
                // A log that cannot be written (its reader is gone) is no reason for the server to end.
                guard count > 0 else { break }
                written += count
            }
        }
    }

    /// Bytes of one line with its newline: controls as `\x1b`, C1 controls and bidi overrides as `\u{202e}`.
    static func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        if text.utf8.count <= longestLine, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            bytes.reserveCapacity(text.utf8.count + 1)
            bytes += text.utf8
            bytes.append(UInt8(ascii: "\n"))
            return bytes
        }
        for scalar in text.unicodeScalars {
            if bytes.count >= longestLine {
                bytes += Array("…".utf8)
                break
            }
            switch scalar.value {
            case 0..<0x20, 0x7F:
                let digits = String(scalar.value, radix: 16)
                bytes += Array(("\\x" + (digits.utf8.count < 2 ? "0" : "") + digits).utf8)
            case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                bytes += Array("\\u{\(String(scalar.value, radix: 16))}".utf8)
            default: bytes += Array(String(scalar).utf8)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}

private struct Handler: LogHandler {
    let log: HostLog
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(log: HostLog) {
        self.log = log
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        log.write(event.level, event.message.description)
    }
}
