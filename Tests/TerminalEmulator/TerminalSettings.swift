import Glibc

/// The line settings of a terminal (termios), to be compared before and after.
package struct TerminalSettings: Equatable, Sendable {
    private let input: tcflag_t
    private let output: tcflag_t
    private let control: tcflag_t
    private let local: tcflag_t
    private let characters: [UInt8]

    /// The settings of the terminal behind `descriptor`, or nil if there is none.
    init?(of descriptor: CInt) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        input = settings.c_iflag
        output = settings.c_oflag
        control = settings.c_cflag
        local = settings.c_lflag
        characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    }

    /// What is typed appears on the screen.
    package var echoes: Bool { local & tcflag_t(ECHO) != 0 }
    /// What is typed reaches the program line by line.
    package var isLineByLine: Bool { local & tcflag_t(ICANON) != 0 }
    /// Ctrl-C and Ctrl-Z are signals.
    package var makesSignals: Bool { local & tcflag_t(ISIG) != 0 }
    /// A carriage return is put before each line feed that the program writes.
    package var returnsAtLineFeeds: Bool { output & tcflag_t(OPOST) != 0 && output & tcflag_t(ONLCR) != 0 }
}
