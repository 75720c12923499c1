import Glibc

/// A program that runs on a pseudo-terminal, which is its controlling terminal.
///
/// The program leads its own session. No shell stands above it, so Ctrl-Z does not stop it: to test that, run an
/// interactive shell and type the program's name. Whoever lets go of this kills what runs.
package final class PseudoTerminal {
    /// How a program came to its end.
    package enum Ending: Equatable, Sendable, CustomStringConvertible {
        case exited(Int)
        case killed(by: Int)

        package var description: String {
            switch self {
            case .exited(let status): "exited with status \(status)"
            case .killed(let signal): "killed by signal \(signal)"
            }
        }
    }

    /// A system call that failed, and why.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        package let call: String
        package let code: CInt
        package var description: String { "\(call): \(String(cString: strerror(code)))" }
    }

    /// What one read gave.
    enum Output: Equatable, Sendable {
        case bytes([UInt8])
        case nothingYet
        /// Nothing more will come.
        case ended
    }

    /// Ours: a good part of what the kernel holds for one terminal.
    private static let readSize = 64 * 1024
    /// The usual soft limit of a process on Linux.
    private static let mostDescriptors: CInt = 1024
    /// TIOCGPTN and TIOCSPTLCK of asm-generic/ioctls.h, whose macros the importer cannot read.
    private static let getNumberRequest: UInt = 0x8004_5430
    private static let setLockRequest: UInt = 0x4004_5431
    /// POSIX_SPAWN_SETSID of glibc's and musl's spawn.h, which is shown only to GNU sources.
    private static let startsSession: CInt = 0x80

    private let process: pid_t
    private var controller: CInt
    private var knownEnding: Ending?

    /// Starts the program at `path` with exactly this environment.
    ///
    /// - Parameters:
    ///   - arguments: What follows the program's name.
    ///   - folder: Where it starts; nil for where this process is.
    package init(
        running path: String, arguments: [String], environment: [String: String], folder: String? = nil,
        columns: Int, rows: Int
    ) throws(Failure) {
        let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard controller >= 0 else { throw Failure(call: "open /dev/ptmx", code: errno) }
        do throws(Failure) {
            let name = try Self.unlock(controller)
            try Self.resize(controller, columns, rows)
            let command = Self.command(path, arguments, in: folder)
            process = try Self.spawn(command, environment, onTerminal: name)
        } catch {
            close(controller)
            throw error
        }
        self.controller = controller
        _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    }

    deinit {
        if ending == nil {
            kill(-process, SIGKILL)
            kill(process, SIGKILL)
            var status: CInt = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
        }
        if controller >= 0 { close(controller) }
    }

    /// How often the program has written so far, to whatever; nil where the system does not tell (proc(5), `io`).
    package var writes: Int? {
        guard let file = fopen("/proc/\(process)/io", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        while fgets(&line, CInt(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
                separator: " ")
            if words.first == "syscw:", words.count > 1 { return Int(words[1].filter { $0.isNumber }) }
        }
        return nil
    }

    // MARK: Starting

    private static func check(_ call: String, _ code: CInt) throws(Failure) {
        guard code == 0 else { throw Failure(call: call, code: code) }
    }

    /// Gives the name of the terminal's other side once it may be opened.
    ///
    /// As posix_openpt, unlockpt and ptsname do it, none of which the importer shows to Swift.
    private static func unlock(_ controller: CInt) throws(Failure) -> String {
        var isLocked: CInt = 0
        try check("TIOCSPTLCK", ioctl(controller, setLockRequest, &isLocked) == 0 ? 0 : errno)
        var number: CInt = 0
        try check("TIOCGPTN", ioctl(controller, getNumberRequest, &number) == 0 ? 0 : errno)
        return "/dev/pts/\(number)"
    }

    private static func resize(_ controller: CInt, _ columns: Int, _ rows: Int) throws(Failure) {
        var size = winsize(
            ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
        try check("TIOCSWINSZ", ioctl(controller, UInt(TIOCSWINSZ), &size) == 0 ? 0 : errno)
    }

    /// The program with its arguments; where it is to start elsewhere, a shell goes there and becomes the program.
    private static func command(_ path: String, _ arguments: [String], in folder: String?) -> [String] {
        guard let folder else { return [path] + arguments }
        return ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder, path] + arguments
    }

    private static func spawn(
        _ command: [String], _ environment: [String: String], onTerminal name: String
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // A session's leader that opens a terminal gets it as its controlling terminal, so this one goes first.
        try check("addopen", posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0))
        try check("adddup2", posix_spawn_file_actions_adddup2(&actions, 0, 1))
        try check("adddup2", posix_spawn_file_actions_adddup2(&actions, 0, 2))
        // What this process has open is no business of the program. Closing what is not open is no error here.
        for descriptor in 3..<max(3, min(getdtablesize(), mostDescriptors)) {
            try check("addclose", posix_spawn_file_actions_addclose(&actions, descriptor))
        }

        var everySignal = sigset_t()
        var noSignal = sigset_t()
        sigfillset(&everySignal)
        sigemptyset(&noSignal)
        posix_spawnattr_setsigdefault(&attributes, &everySignal)
        posix_spawnattr_setsigmask(&attributes, &noSignal)
        let flags = startsSession | CInt(POSIX_SPAWN_SETSIGDEF) | CInt(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var argumentList = command.map { strdup($0) } + [nil]
        var environmentList = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for text in argumentList + environmentList { free(text) }
        }
        var process: pid_t = 0
        try check(
            "posix_spawn \(command[0])",
            posix_spawn(&process, command[0], &actions, &attributes, &argumentList, &environmentList))
        return process
    }

    // MARK: Reading and writing

    /// Waits until there is something to read, or room to write if that is asked for; at most so many milliseconds.
    func waitsForTraffic(upTo milliseconds: CInt, wantsToWrite: Bool) {
        let wanted = wantsToWrite ? POLLIN | POLLOUT : POLLIN
        var descriptor = pollfd(fd: controller, events: Int16(wanted), revents: 0)
        // A descriptor below zero is passed over, so that this then only waits.
        poll(&descriptor, 1, milliseconds)
    }

    func reads() -> Output {
        guard controller >= 0 else { return .ended }
        var length = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, count in
            length = read(controller, buffer.baseAddress, buffer.count)
            count = max(0, length)
        }
        if length > 0 { return .bytes(bytes) }
        // EIO is how Linux says that nobody has the terminal open any more.
        return length < 0 && (errno == EAGAIN || errno == EINTR) ? .nothingYet : .ended
    }

    /// How many of the bytes the terminal has taken; 0 if it is full or gone.
    func writes(_ bytes: ArraySlice<UInt8>) -> Int {
        guard controller >= 0 else { return 0 }
        return max(0, bytes.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) })
    }

    // MARK: The window, the line and the process

    /// Gives the window another size, of which the kernel tells the program with SIGWINCH.
    package func resizes(columns: Int, rows: Int) throws(Failure) { try Self.resize(controller, columns, rows) }

    /// The line settings now; nil once the line is hung up.
    package var settings: TerminalSettings? { TerminalSettings(of: controller) }

    /// Sends the program a signal, unless it has ended.
    package func kills(with signal: CInt) {
        if ending == nil { kill(process, signal) }
    }

    /// Makes the program stand still, and waits until all of it does: while the thread that gets the signal waits for a
    /// processor, the others go on.
    package func stops() {
        guard ending == nil else { return }
        kill(process, SIGSTOP)
        var news = siginfo_t()
        while waitid(P_PID, id_t(process), &news, WSTOPPED | WEXITED | WNOWAIT) < 0, errno == EINTR {}
    }

    /// Closes the window under the program: the kernel sends it SIGHUP, and its reads and writes fail.
    package func hangsUp() {
        guard controller >= 0 else { return }
        close(controller)
        controller = -1
    }

    /// How the program has ended; nil while it runs.
    package var ending: Ending? {
        if let knownEnding { return knownEnding }
        var status: CInt = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        let signal = status & 0x7F  // As WIFSIGNALED, which is a macro.
        knownEnding = signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed(by: Int(signal))
        return knownEnding
    }
}
