import TerminalEmulator

/// The demo program in a window of its own, and what it writes for each order.
final class Demo {
    /// What it says around each frame.
    static let frameStart = "\u{1B}[?2026h"
    static let frameEnd = "\u{1B}[?2026l"
    /// The modes that it switches on.
    static let modes: Set<TerminalMode> = [
        .alternateScreen, .bracketedPaste, .focusReports, .mouseDrags, .mouseInSGRForm,
    ]

    let window: TerminalWindow
    private var orders = 0
    /// Where the bytes begin that no order has been answered by yet.
    private var mark = 0

    /// Starts it and waits for its first picture.
    init(_ changes: [String: String] = [:]) throws {
        window = try TerminalWindow(
            running: try Self.path, environment: Self.environment(changes), columns: Self.columns, rows: Self.rows)
        try window.waits(for: "ready")
    }

    /// The same from a script of `sh`, in which `"$DEMO"` is the program.
    init(script: String) throws {
        window = try TerminalWindow(
            running: "/bin/sh", arguments: ["-c", script], environment: Self.environment(["DEMO": try Self.path]),
            columns: Self.columns, rows: Self.rows)
        try window.waits(for: "ready")
    }

    static let columns = 100
    static let rows = 24

    static var path: String { get throws { try ProgramUnderTest("painterdemo").path } }

    static func environment(_ changes: [String: String]) -> [String: String] {
        TerminalWindow.plainEnvironment.merging(changes) { $1 }
    }

    /// Gives one order, and returns all that the program writes for it.
    ///
    /// Behind the order goes another one, for a title that no order had before: once the window bears it, nothing more
    /// of the first is to come.
    @discardableResult
    func obeys(_ order: String) throws -> String {
        if orders == 0 { try obeysNothing() }
        return try answer(to: order)
    }

    /// Gives the window another size, and waits until the program has drawn in it.
    func resizes(columns: Int, rows: Int) throws {
        window.resizes(columns: columns, rows: rows)
        try window.waits(until: "it is drawn anew") { $0.title == "\(columns) by \(rows)" }
    }

    /// What was written before the first order is no answer to it.
    private func obeysNothing() throws {
        orders = 1
        _ = try answer(to: "again")
    }

    private func answer(to order: String) throws -> String {
        orders += 1
        let title = "order \(orders)"
        window.types("\(order)\rtitle \(title)\r")
        try window.waits(until: "the title is \(title)") { $0.title == title }
        let written = String(decoding: window.transcript[mark...], as: UTF8.self)
        mark = window.transcript.count
        return written.replacing("\u{1B}]2;\(title)\u{1B}\\", with: "")
    }

    /// Everything that was written.
    var shown: String { String(decoding: window.transcript, as: UTF8.self) }

    /// The settings of a line on which nothing has changed any.
    static func untouched() throws -> TerminalSettings? {
        let window = try TerminalWindow(running: "/bin/sh", arguments: ["-c", ":"])
        try window.exitStatus()
        return window.settings
    }
}
