import Glibc

/// A terminal that gives each key at once and shows none by itself; all else stays as it was. For lines that are typed while
/// others come.
final class KeyByKey {
    private let saved: termios
    private var isActive = false

    /// nil where standard input or output is no terminal.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
        var modes = termios()
        guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
        saved = modes
        Restoration.prepare()
        begin()
    }

    deinit { end() }

    /// Takes the terminal, at first and after somebody else had it.
    func begin() {
        guard !isActive else { return }
        isActive = true
        var modes = saved
        modes.c_lflag &= ~tcflag_t(ICANON | ECHO)
        withUnsafeMutableBytes(of: &modes.c_cc) { keys in
            keys[Int(VMIN)] = 1
            keys[Int(VTIME)] = 0
        }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
        Restoration.arm(bytes: "", modes: saved)
    }

    /// Gives it back as it was.
    func end() {
        guard isActive else { return }
        isActive = false
        Restoration.disarm()
        var modes = saved
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    }
}
