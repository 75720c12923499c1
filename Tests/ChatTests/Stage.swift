import Foundation
import TerminalEmulator

/// A folder and a port of their own, for the programs of one test.
struct Stage {
    let folder: TemporaryFolder
    let port: Int
    private let program: ProgramUnderTest
    private let first = First()

    /// The window beside which the others are put, so that waiting at one reads them all.
    private final class First {
        weak var window: TerminalWindow?
    }

    init() throws {
        folder = try TemporaryFolder()
        port = try freePort()
        program = try ProgramUnderTest("chat")
    }

    var address: String { "127.0.0.1:\(port)" }
    var data: String { folder.path(of: "data") }

    private var environment: [String: String] {
        var environment = TerminalWindow.plainEnvironment
        environment["HOME"] = folder.path
        environment["XDG_DATA_HOME"] = folder.path
        environment["XDG_CONFIG_HOME"] = folder.path
        return environment
    }

    /// The program in a window of its own.
    func chat(_ arguments: String..., columns: Int = 100, rows: Int = 24) throws -> TerminalWindow {
        try chat(arguments, columns: columns, rows: rows)
    }

    func chat(
        _ arguments: [String], columns: Int = 100, rows: Int = 24, answers: Bool = true
    ) throws -> TerminalWindow {
        try opened(program.path, arguments, environment, columns: columns, rows: rows, answers: answers)
    }

    private func opened(
        _ path: String, _ arguments: [String], _ environment: [String: String], columns: Int, rows: Int,
        answers: Bool = true
    ) throws -> TerminalWindow {
        let window = try TerminalWindow(
            running: path, arguments: arguments, environment: environment, columns: columns, rows: rows,
            answers: answers, beside: first.window)
        if first.window == nil { first.window = window }
        return window
    }

    /// Another program, with `chat` in `$CHAT`.
    func shell(_ script: String) throws -> TerminalWindow {
        var environment = environment
        environment["CHAT"] = program.path
        return try opened("/bin/sh", ["-c", script], environment, columns: 200, rows: 24)
    }

    /// A shell that waits for what a person types, with its jobs under control, and `chat` in `$CHAT`.
    func prompt() throws -> TerminalWindow {
        var environment = environment
        environment["CHAT"] = program.path
        environment["PS1"] = "$ "
        let window = try opened("/bin/sh", ["-i"], environment, columns: 100, rows: 24)
        try window.waits(until: "the shell prompts") { $0.row($0.cursor.row) == "$" }
        return window
    }

    /// A server of its own, listening.
    func host(_ arguments: String...) throws -> TerminalWindow {
        let host = try chat(["--host", address, "--data", data] + arguments)
        try host.waits(for: "hosting")
        return host
    }

    /// A screen in the lobby.
    func screen(of nick: String, columns: Int = 100, rows: Int = 24) throws -> TerminalWindow {
        let screen = try chat("--connect", address, "--nick", nick, columns: columns, rows: rows)
        try screen.waits(for: "#lobby ›")
        return screen
    }

    /// An IRC program in the lobby.
    func ircMember(_ nick: String, capabilities: String = "") throws -> LineClient {
        let client = try LineClient(port: port)
        if !capabilities.isEmpty { client.sends("CAP REQ :\(capabilities)\r\n") }
        client.sends("NICK \(nick)\r\nUSER u 0 * :\(nick)\r\n")
        if !capabilities.isEmpty { client.sends("CAP END\r\n") }
        client.sends("JOIN #lobby\r\n")
        try client.waits(for: " 366 ")
        return client
    }

    /// Whether a process stands still.
    func isStopped(_ process: pid_t) -> Bool {
        // `12 (chat) T ...`
        let status = FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data()
        return String(decoding: status, as: UTF8.self).contains(") T ")
    }

    /// The client that was started with this nick and this stage's port; nil when there is none.
    func processID(nick: String) -> pid_t? {
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let id = pid_t(entry), let bytes = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline")
            else {
                continue
            }
            let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            if words.first == program.path, words.contains(address), words.contains(nick) { return id }
        }
        return nil
    }
}
