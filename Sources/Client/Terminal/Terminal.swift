import CNcurses
package import ClientCore
import Glibc

/// The terminal as a full-screen program has it: pictures out, bytes in (`EventSource`), and everything as it was before
/// when it ends, however it ends.
///
/// There is one at a time, owned by the main thread. Nothing else may write to standard output meanwhile; what is written
/// to standard error appears after the end.
package final class Terminal {
    /// What a person can choose about it.
    package struct Settings: Equatable, Sendable {
        /// Whether presses and the wheel are reported. The terminal's own selection then needs Shift.
        package var mouse: Bool
        /// The inks; with `.auto` those for the paper that the terminal tells of.
        package var theme: Theme

        /// Settings as they are by default.
        package init(mouse: Bool = true, theme: Theme = .auto) {
            self.mouse = mouse
            self.theme = theme
        }
    }

    /// The window's size in cells, within `columnLimit` and `rowLimit`.
    package struct Size: Equatable, Sendable {
        package let columns: Int
        package let rows: Int
    }

    /// The widest picture: a wall of screens in a small font, and a bound on what a window can make us allocate.
    package static let columnLimit = 1000
    /// The highest picture, by the same reasoning.
    package static let rowLimit = 500

    /// The size as it was at `start`, `resize` or `resume`.
    package private(set) var size: Size

    let settings: Settings
    private let signals: Signals
    private let saved: termios
    private let raw: termios
    var painter: Painter
    /// Whether pushing and popping the title is up to us.
    private let keepsTitle: Bool
    /// What knows titles reads control strings to their end, be they links, questions or anything else.
    let takesStrings: Bool
    /// Leaves the screen and comes back to what was there before, for when ncurses cannot be called.
    private let exit: String
    private(set) var isActive = true
    // What is asked of the terminal (Terminal+Asking.swift).
    var inquiry: Inquiry?
    var asked = Instant.now
    var isWaitingForAnswers = false
    /// Modes that the terminal turned out to have and to have had off: on while the screen is ours.
    var ownModes: [Int] = []

    /// Takes the terminal on standard input and output.
    ///
    /// `events` must exist before, because ncurses takes signals that nobody has. Throws without having changed anything.
    package init(_ settings: Settings = Settings(), events: EventSource) throws(TerminalFailure) {
        guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(.input) }
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(.output) }
        let kind = getenv("TERM").map { String(cString: $0) } ?? ""
        guard !kind.isEmpty else { throw .noKind }
        guard kind != "dumb" else { throw .tooSimple(kind) }
        guard Locale.prepare() else { throw .noUnicode }
        var saved = termios()
        guard tcgetattr(STDIN_FILENO, &saved) == 0 else { throw .notATerminal(.input) }
        Restoration.prepare()
        switch Int(curses_start()) {
        case CURSES_STARTED: break
        case CURSES_CANNOT_MOVE:
            tcsetattr(STDIN_FILENO, TCSANOW, &saved)
            throw .tooSimple(kind)
        default: throw .unknownKind(kind)
        }
        var raw = termios()
        tcgetattr(STDIN_FILENO, &raw)

        self.settings = settings
        self.saved = saved
        self.raw = raw
        signals = events.signals
        let enter = Self.capability("smcup")
        let hasTitle = curses_flag("XT") != 0 || curses_capability("tsl") != nil
        // xterm's own entry keeps the title; others leave that to us.
        keepsTitle = hasTitle && !enter.contains("\u{1B}[22;")
        takesStrings = hasTitle || kind.hasPrefix("screen")
        let exit = Self.capability("rmcup")
        // Without a second screen the last picture stays: go below it.
        self.exit = exit.isEmpty ? "\u{1B}[999;1H\r\n" : exit
        let palette = Self.palette(for: settings.theme)
        palette.define()
        painter = Painter(palette: palette, hasTitle: hasTitle, hasLinks: takesStrings)
        size = Self.windowSize()
        Restoration.arm(bytes: restore, modes: saved)
        Restoration.captureStandardError()
        curses_resize(Int32(size.rows), Int32(size.columns))
        enterModes()
    }

    deinit { end() }

    private static func palette(for theme: Theme) -> Palette {
        let noColour = getenv("NO_COLOR").map { String(cString: $0) }
        let isMono = theme == .mono || noColour.map { !$0.isEmpty } ?? false
        let depth = Palette.Depth(colours: isMono ? 0 : Int(curses_start_colours()), noColour: noColour)
        let paper: Palette.Paper =
            switch theme {
            case .light: .light
            case .dark: .dark
            case .auto, .mono: Palette.Paper(colourPair: getenv("COLORFGBG").map { String(cString: $0) })
            }
        return Palette(depth: depth, paper: paper, isDirect: curses_flag("RGB") != 0)
    }

    /// Undoes our modes; ncurses undoes its own.
    private var leave: String {
        ControlSequence.leave(hasLinks: takesStrings) + ownModes.map(ControlSequence.modeOff).joined()
            + (keepsTitle ? ControlSequence.popTitle : "")
    }

    /// Undoes everything at once.
    private var restore: String { leave + exit }

    /// Other modes than before are to be undone.
    func rearm() {
        if isActive { Restoration.arm(bytes: restore, modes: saved) }
    }

    /// Shows the picture; writes nothing when it is the one that is shown.
    package func show(_ screen: Screen) {
        guard isActive else { return }
        painter.paint(screen, columns: size.columns, rows: size.rows)
    }

    /// Keeps what is written to standard error within its bound. Call it now and then, behind a picture.
    package func tidy() {
        if isActive { Restoration.trimStandardError() }
    }

    /// Reads the window's size again (`Signal.resized`); the next picture is sent whole.
    @discardableResult
    package func resize() -> Size {
        guard isActive else { return size }
        size = Self.windowSize()
        curses_resize(Int32(size.rows), Int32(size.columns))
        painter.forget()
        return size
    }

    /// Gives the terminal back, stops the job (Ctrl-Z, `Signal.stop`), and comes back with the last picture when it goes
    /// on; the size may be another one then. Where the shell has no job control it comes back at once.
    ///
    /// False when the program was asked to end while it was stopped: the terminal stays given back, only `end` is left.
    /// Call it on the main thread.
    package func suspend() -> Bool {
        guard isActive else { return false }
        Output.write(leave, to: STDOUT_FILENO)
        curses_pause()
        var modes = saved
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
        Restoration.disarm()
        signals.stopJob()
        if signals.isPending(.terminate) || signals.isPending(.hangUp) || signals.isPending(.interrupt) {
            finish()
            return false
        }
        resume()
        return true
    }

    /// Takes the terminal again after somebody else had it (`Signal.continued`), and draws the last picture anew.
    package func resume() {
        guard isActive else { return }
        // In the background this stops the job again until it is brought forward, so it comes before any byte.
        var modes = raw
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
        Restoration.arm(bytes: restore, modes: saved)
        enterModes()
        resize()
        painter.paint(painter.painted, columns: size.columns, rows: size.rows)
    }

    /// Gives the terminal back for good, then prints the end of what was written to standard error. Can be called twice.
    package func end() {
        guard isActive else { return }
        Output.write(leave, to: STDOUT_FILENO)
        finish()
    }

    private func finish() {
        swallowAnswers()
        isActive = false
        curses_finish()
        var modes = saved
        // What was typed or reported for the screen is not for the shell.
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
        Restoration.disarm()
        Restoration.releaseStandardError()
    }

    private func enterModes() {
        let title = keepsTitle ? ControlSequence.pushTitle : ""
        let own = ownModes.map(ControlSequence.modeOn).joined()
        Output.write(title + ControlSequence.enter(mouse: settings.mouse) + own, to: STDOUT_FILENO)
    }

    /// A capability's bytes without terminfo's padding (`$<5>`), which no terminal of today needs.
    private static func capability(_ name: String) -> String {
        guard let value = curses_capability(name) else { return "" }
        var bytes = ""
        var isPadding = false
        for scalar in String(cString: value).unicodeScalars {
            if scalar == "$" { isPadding = true }
            if !isPadding { bytes.unicodeScalars.append(scalar) }
            if scalar == ">" { isPadding = false }
        }
        return bytes
    }

    private static func windowSize() -> Size {
        var window = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 && window.ws_row > 0
        // A serial line does not know its size; 80 by 24 is what such terminals have.
        guard isKnown else { return Size(columns: 80, rows: 24) }
        return Size(columns: min(Int(window.ws_col), columnLimit), rows: min(Int(window.ws_row), rowLimit))
    }
}
