import Foundation
import TerminalEmulator

/// A folder and a port of their own, for the programs of one test.
struct Stage {
    let folder: TemporaryFolder
    let port: Int
    private let program: ProgramUnderTest

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
        try TerminalWindow(
            running: program.path, arguments: arguments, environment: environment, columns: columns, rows: rows,
            answers: answers)
    }

    /// Another program, with `chat` in `$CHAT`.
    func shell(_ script: String) throws -> TerminalWindow {
        var environment = environment
        environment["CHAT"] = program.path
        return try TerminalWindow(
            running: "/bin/sh", arguments: ["-c", script], environment: environment, columns: 200, rows: 24)
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
