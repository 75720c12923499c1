import ChatProtocol
package import ClientCore
import Glibc

/// The client without a screen: whole lines in on standard input, whole lines out on standard output, nothing ever redrawn.
package final class PlainClient {
    /// Bytes of one typed line; what is longer is cut there, since no server takes it.
    private static let longestLine = 16_384

    private let events: EventSource
    private let mailbox: Mailbox
    private let links: Links
    private var model: Model
    private var performer: Performer
    private var typed: [UInt8] = []
    /// What is typed at a terminal, key by key; nil where lines come whole from elsewhere.
    private var dialogue: Dialogue?
    private let keys: KeyByKey?
    private var decoder = KeyDecoder()

    /// Runs until the input has ended and what it said is answered, or until somebody ends it; returns the exit status.
    package static func run(
        _ settings: ClientSettings, household: Household
    ) throws -> Int32 {
        let client = try PlainClient(settings, household)
        let (status, farewell) = client.live()
        client.keys?.end()
        client.links.end()
        if let farewell { Self.write(farewell + "\n", to: STDERR_FILENO) }
        return status
    }

    private init(
        _ settings: ClientSettings, _ household: Household
    ) throws {
        let certificates = try Links.certificates(of: settings)
        events = try EventSource()
        keys = settings.isSpoken ? KeyByKey() : nil
        if keys != nil { dialogue = Dialogue() }
        let wakeup = events.wakeup
        let mailbox = Mailbox { wakeup.wake() }
        self.mailbox = mailbox
        links = Links(mailbox: mailbox, certificates: certificates)
        model = Model(settings: settings, seed: UInt64.random(in: UInt64.min...UInt64.max))
        performer = Performer(
            links: links, file: settings.folder.map { KnownServersFile(in: $0) }, household: household,
            tell: { mailbox.post([.other($0)]) })
    }

    private func live() -> (status: Int32, farewell: String?) {
        performer.perform(model.start(at: .now, clock: .now))
        while performer.ending == nil {
            let deadline = [performer.deadline, dialogue?.due].compactMap { $0 }.min()
            for event in events.next(until: deadline) { take(event) }
            say()
        }
        say()
        return performer.ending ?? (0, nil)
    }

    private func say() {
        let lines = model.takePlainLines()
        let text = dialogue?.tell(lines, at: .now) ?? lines.reduce(into: "") { $0 += $1 + "\n" }
        if !text.isEmpty { Self.write(text, to: STDOUT_FILENO) }
    }

    private func update(_ event: Event) {
        performer.perform(model.update(event, at: .now, clock: .now))
        for outcome in performer.takeOutcomes() { update(outcome) }
    }

    private func take(_ event: TerminalEvent) {
        switch event {
        case .bytes(let bytes): if dialogue == nil { type(bytes) } else { press(bytes) }
        case .signal(.interrupt), .signal(.terminate), .signal(.hangUp):
            performer.perform(model.leaveAtOnce())
        case .signal(.stop):
            keys?.end()
            raise(SIGSTOP)
        case .signal(.continued): goOn()
        case .signal: break
        case .woken:
            let (letters, wasFull) = mailbox.take()
            if wasFull { links.goOn() }
            for letter in letters { update(letter.event) }
        case .deadline:
            guard let due = performer.deadline, due <= .now else { return }
            performer.passDeadline()
            update(.deadline)
        case .inputClosed:
            if !typed.isEmpty { type([UInt8(ascii: "\n")]) }
            update(.inputEnded)
        }
    }

    private func type(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if typed.last == UInt8(ascii: "\r") { typed.removeLast() }
                let line = String(decoding: typed, as: UTF8.self)
                typed.removeAll(keepingCapacity: true)
                update(.typedLine(line))
            } else if typed.count < Self.longestLine {
                typed.append(byte)
            }
        }
    }

    private func press(_ bytes: [UInt8]) {
        for press in decoder.decode(bytes) {
            for outcome in dialogue?.press(press, at: .now) ?? [] {
                switch outcome {
                case .write(let text): Self.write(text, to: STDOUT_FILENO)
                case .line(let line):
                    update(.typedLine(line))
                    say()
                case .end: update(.inputEnded)
                }
            }
        }
    }

    /// Back from the shell.
    private func goOn() {
        guard let keys else { return }
        keys.end()
        keys.begin()
        if let typed = dialogue?.typed, !typed.isEmpty { Self.write(typed, to: STDOUT_FILENO) }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
