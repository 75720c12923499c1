import CNcurses
import ClientCore
import Glibc
import TerminalEmulator

@testable import Client

/// The stories of the wire once more, painted: a strict terminal finds nothing wrong with what it is sent, and the
/// differences add up to the picture that drawing all of it gives. Only for the fuzzer, which has ncurses for itself; its
/// corpus is that of the wire.
extension Check {
    static let painter = Check("painter") { bytes throws(BrokenPromise) in
        var easel = Easel()
        try tell(bytes) { desk throws(BrokenPromise) in try easel.show(desk.view()) }
    }
}

private struct Easel {
    private static let palette = Palette(depth: .many, paper: .dark, isDirect: false)
    /// What ncurses writes to, in the place of a terminal.
    private static let canvas: Int32 = {
        setenv("TERM", "xterm-256color", 1)
        guard let file = tmpfile().map({ fileno($0) }), dup2(file, STDOUT_FILENO) == STDOUT_FILENO,
            Client.Locale.prepare()
        else {
            fatalError("there is nothing to paint on")
        }
        guard curses_start() == CURSES_STARTED, curses_start_colours() > 0 else { fatalError("no ncurses") }
        palette.define()
        return file
    }()

    private var painter = Painter(palette: Self.palette, hasTitle: true, hasLinks: true)
    private var emulator = Emulator(columns: 80, rows: 24)

    init() {
        _ = Self.canvas
        resize(columns: 80, rows: 24)
    }

    private mutating func resize(columns: Int, rows: Int) {
        curses_resize(Int32(rows), Int32(columns))
        emulator.resize(columns: columns, rows: rows)
        painter.forget()
    }

    mutating func show(_ screen: Screen) throws(BrokenPromise) {
        guard screen.columns > 0, screen.rows > 0 else { return }
        if screen.columns != emulator.columns || screen.rows != emulator.rows {
            resize(columns: screen.columns, rows: screen.rows)
        }
        try paint(screen)
        let drawn = emulator.grid
        painter.forget()
        try paint(screen)
        try require(emulator.grid == drawn, "the difference is not the picture:\n\(drawn.picture)\n\(screen)")
    }

    private mutating func paint(_ screen: Screen) throws(BrokenPromise) {
        painter.paint(screen, columns: screen.columns, rows: screen.rows)
        emulator.receive(Self.takeWritten())
        let wrong = emulator.violations.map { String(describing: $0) }.joined(separator: "\n")
        try require(wrong.isEmpty, "\(wrong)\n\(screen)")
        try require(emulator.bells == 0 && emulator.clipboard == nil, "something else than a picture was written")
    }

    private static func takeWritten() -> [UInt8] {
        let count = Int(lseek(canvas, 0, SEEK_CUR))
        guard count > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(canvas, buffer.baseAddress, count, 0))
        }
        _ = ftruncate(canvas, 0)
        lseek(canvas, 0, SEEK_SET)
        return bytes
    }
}
