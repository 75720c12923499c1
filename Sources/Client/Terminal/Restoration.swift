import Glibc

/// Puts the terminal back as it was, on every way out that leaves us a chance: while it is armed, `exit` and a crash
/// restore it before anything else happens.
///
/// One thread arms and disarms. The crash handler may run on any; that two crash at once does no harm, because all that
/// it does can be done twice.
enum Restoration {
    /// The signals of a program that has gone wrong: Swift's traps are SIGILL (x86) and SIGTRAP (arm).
    private static let crashes = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT, SIGSYS]
    /// Those that ask nothing of us and end a program that does not know them, sent by mistake or by a limit of the
    /// system: the realtime signals among them, of which the C library keeps the first two.
    private static let strays =
        [
            SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR, SIGSTKFLT, SIGXCPU, SIGXFSZ,
        ] + Array(34...64)
    /// Milliseconds that a crashing program waits for a terminal that takes nothing.
    fileprivate static let crashPatience: Int32 = 500
    /// A handler's own stack, for when the overflow of the thread's stack is the crash.
    private static let handlerStackSize = 1 << 16

    /// Installs the handlers, once for the process; they do nothing until `arm`.
    static func prepare() {
        guard !vault.pointee.isPrepared else { return }
        vault.pointee.isPrepared = true
        var stack = stack_t()
        stack.ss_sp = .allocate(byteCount: handlerStackSize, alignment: 16)
        stack.ss_size = handlerStackSize
        sigaltstack(&stack, nil)
        for number in crashes + strays where !SignalAction.isIgnored(number) {
            SignalAction.install(restoreAndDie, for: number, flags: SA_ONSTACK)
        }
        atexit { restore(patience: Restoration.crashPatience) }
    }

    /// From now on the terminal is ours: `bytes` and `modes` are what gives it back.
    static func arm(bytes: String, modes: termios) {
        disarm()
        let text = Array(bytes.utf8)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
        room.copyBytes(from: text)
        vault.pointee.bytes = room
        vault.pointee.modes = modes
        vault.pointee.isArmed = true
    }

    /// The terminal has been given back.
    static func disarm() {
        vault.pointee.isArmed = false
        vault.pointee.bytes?.deallocate()
        vault.pointee.bytes = nil
    }

    static func captureStandardError() { vault.pointee.standardError.capture() }
    static func trimStandardError() { vault.pointee.standardError.trim() }
    static func releaseStandardError() { vault.pointee.standardError.release() }
}

/// What the crash handler needs, made beforehand: plain words and memory that stays where it is.
private struct Vault {
    var isPrepared = false
    var isArmed = false
    var bytes: UnsafeMutableRawBufferPointer?
    var modes = termios()
    var standardError = StandardError()
}

nonisolated(unsafe) private let vault: UnsafeMutablePointer<Vault> = {
    let vault = UnsafeMutablePointer<Vault>.allocate(capacity: 1)
    vault.initialize(to: Vault())
    return vault
}()

/// Calls only write, poll, tcsetattr, tcflush, dup2, lseek, read and close.
private func restore(patience: Int32) {
    guard vault.pointee.isArmed else { return }
    vault.pointee.isArmed = false
    if let bytes = vault.pointee.bytes {
        Output.write(UnsafeRawBufferPointer(bytes), to: STDOUT_FILENO, patience: patience)
    }
    // What was typed or reported for the screen is not for the shell.
    tcflush(STDIN_FILENO, TCIFLUSH)
    tcsetattr(STDOUT_FILENO, TCSANOW, &vault.pointee.modes)
    vault.pointee.standardError.release(patience: patience)
}

private func restoreAndDie(_ number: Int32) {
    restore(patience: Restoration.crashPatience)
    // Blocked until this handler returns; then the process ends as it would have without us. Not through the handler that
    // was there before: that of Swift's runtime asks questions at a terminal.
    SignalAction.install(SIG_DFL, for: number, flags: 0)
    raise(number)
}
