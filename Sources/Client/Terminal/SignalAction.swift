import Glibc

/// What the process does on a signal.
enum SignalAction {
    typealias Handler = @convention(c) (Int32) -> Void

    /// Replaces the action.
    static func install(_ handler: Handler?, for number: Int32, flags: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = flags
        sigaction(number, &action, nil)
    }

    /// Whether whoever started the process asked it to ignore the signal.
    static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
