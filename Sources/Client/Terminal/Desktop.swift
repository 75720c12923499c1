import ChatProtocol
import Glibc

/// What the person's desktop does beside the screen: keeps a text to paste, and shows a notice while they look elsewhere.
struct Desktop {
    /// How a notice reaches the person.
    enum Route: Equatable {
        /// The terminal shows it (OSC 9: iTerm2's, a text).
        case text
        /// The terminal shows it (OSC 777: rxvt's, a title and a text).
        case titled
        /// `notify-send`, on the desktop's own bus.
        case command
        case none
    }

    /// Bytes that are put on the clipboard at most: hterm, the narrowest, takes 100,000 in base 64.
    static let longestCopy = 65_536
    /// Scalars of a notice's title and of its text: desktops show no more.
    static let longestTitle = 60
    static let longestText = 160
    /// Notices that may be under way by the command; more are left out.
    static let mostRunning = 4

    private let takesStrings: Bool
    private let route: Route
    private var running: [pid_t] = []

    /// - Parameter takesStrings: the terminal reads control strings to their end.
    init(takesStrings: Bool) {
        self.takesStrings = takesStrings
        func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        let hasBus = !variable("DBUS_SESSION_BUS_ADDRESS").isEmpty || Self.isThere(variable("XDG_RUNTIME_DIR") + "/bus")
        route = Self.route(
            takesStrings: takesStrings, hasCommand: hasBus && Self.isOnPath("notify-send", variable("PATH")),
            variable: variable)
    }

    /// The terminal itself where it is known to show notices, since that also works from afar; else the desktop, where this
    /// machine is the person's; else the terminal all the same, which leaves out what it does not know.
    static func route(takesStrings: Bool, hasCommand: Bool, variable: (String) -> String) -> Route {
        let kind = variable("TERM")
        let titled = ["xterm-kitty", "xterm-ghostty", "foot", "rxvt-unicode", "wezterm", "contour"]
        if takesStrings {
            if variable("TERM_PROGRAM") == "iTerm.app" { return .text }
            if titled.contains(where: kind.hasPrefix) || ["WezTerm", "ghostty"].contains(variable("TERM_PROGRAM")) {
                return .titled
            }
        }
        let isRemote = !variable("SSH_CONNECTION").isEmpty || !variable("SSH_TTY").isEmpty
        if hasCommand, !isRemote { return .command }
        return takesStrings ? .text : .none
    }

    // MARK: The clipboard

    /// Puts the beginning of a text on the clipboard (OSC 52), where the terminal allows it.
    func copy(_ text: String) {
        guard takesStrings else { return }
        Output.write(Self.copying(text), to: STDOUT_FILENO)
    }

    /// The sequence of it. A clipboard's text may be pasted into a shell: of controls only tabs and line ends are left.
    static func copying(_ text: String) -> String {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars where !scalar.isControl || scalar == "\n" || scalar == "\t" {
            guard bytes.count + UTF8.width(scalar) <= longestCopy else { break }
            bytes += Array(String(scalar).utf8)
        }
        return "\u{1B}]52;c;\(Base64.encode(bytes))\u{1B}\\"
    }

    // MARK: Notices

    /// Shows a notice; never waits for it to be shown.
    mutating func notify(title: String, text: String) {
        switch route {
        case .none: break
        case .command: run(Self.command(title, text))
        case .text, .titled: Output.write(Self.notice(title, text, route), to: STDOUT_FILENO)
        }
    }

    /// A semicolon in the title would end it, or make another command of it (OSC 9 ; 4 is a progress bar).
    static func notice(_ title: String, _ text: String, _ route: Route) -> String {
        let title = short(title, longestTitle).replacing(";", with: ",")
        let text = short(text, longestText)
        return route == .titled
            ? "\u{1B}]777;notify;\(title);\(text.replacing(";", with: ","))\u{1B}\\"
            : "\u{1B}]9;\(title): \(text)\u{1B}\\"
    }

    /// The desktop reads a notice's text as markup, in which these three signs have a meaning.
    static func command(_ title: String, _ text: String) -> [String] {
        let text = short(text, longestText).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
        return ["notify-send", "--app-name=chat", "--", short(title, longestTitle), text]
    }

    private static func short(_ text: String, _ limit: Int) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) where !scalar.isControl { shown.append(scalar) }
        return String(shown)
    }

    private mutating func run(_ command: [String]) {
        running.removeAll { waitpid($0, nil, WNOHANG) != 0 }
        guard running.count < Self.mostRunning else { return }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        if posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 { running.append(process) }
    }

    private static func isOnPath(_ name: String, _ path: String) -> Bool {
        path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
