import Client
import ClientCore
import Glibc

/// Obeys orders until it is told to end.
struct Session {
    private let terminal: Terminal
    private let events: EventSource
    private var screen: Screen
    private var talk: Talk?
    private var isHeld = false
    private var line: [UInt8] = []

    init(terminal: Terminal, events: EventSource) {
        self.terminal = terminal
        self.events = events
        screen = Self.screen(of: terminal, saying: "ready")
    }

    private static func screen(of terminal: Terminal, saying word: String) -> Screen {
        var screen = Screen(columns: terminal.size.columns, rows: terminal.size.rows)
        screen.put(word, row: 0, column: 0)
        return screen
    }

    mutating func run() {
        while true {
            if !isHeld { terminal.show(screen) }
            for event in events.next() {
                switch event {
                case .bytes(let bytes):
                    for byte in bytes where !take(byte) { return terminal.end() }
                case .signal(.resized):
                    terminal.resize()
                    screen = Self.screen(of: terminal, saying: "resized")
                    talk?.resize(columns: terminal.size.columns, rows: terminal.size.rows)
                    if let view = talk?.view() { screen = view }
                    screen.title = "\(screen.columns) by \(screen.rows)"
                case .signal(.stop): if !terminal.suspend() { return }
                case .signal(.continued): terminal.resume()
                case .signal, .inputClosed: return terminal.end()
                case .woken, .deadline: break
                }
            }
        }
    }

    /// False when that was the last order.
    private mutating func take(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x1A: return terminal.suspend()
        case 0x0D:
            defer { line = [] }
            return obey(String(decoding: line, as: UTF8.self))
        default:
            line.append(byte)
            return true
        }
    }

    private mutating func obey(_ order: String) -> Bool {
        let words = order.split(separator: " ", maxSplits: 1).map { String($0) }
        let rest = words.count > 1 ? words[1] : ""
        switch words.first {
        case "put", "link":
            let parts = rest.split(separator: " ", maxSplits: 3).map { String($0) }
            guard parts.count == 4, let row = Int(parts[0]), let column = Int(parts[1]) else { return true }
            let text = StyledText(parts[3], Self.style(parts[2]))
            screen.put(words.first == "link" ? text.linked(as: column) : text, row: row, column: column)
        case "blank":
            let parts = rest.split(separator: " ").compactMap { Int($0) }
            guard parts.count == 3 else { return true }
            screen.put(String(repeating: " ", count: max(0, parts[2])), row: parts[0], column: parts[1])
        case "redraw": terminal.resize()
        case "hold": isHeld = true
        case "show": isHeld = false
        case "talk": talk = Talk(columns: terminal.size.columns, rows: terminal.size.rows)
        case "hear": talk?.hear(Self.bytes(rest))
        case "press": talk?.press(Self.bytes(rest))
        case "save":
            let text = Array(screen.description.utf8)
            if let file = fopen(rest, "w") {
                fwrite(text, 1, text.count, file)
                fclose(file)
            }
        case "cursor":
            let parts = rest.split(separator: " ").compactMap { Int($0) }
            if parts.count == 2 { screen.cursor = Screen.Position(row: parts[0], column: parts[1]) }
        case "hide": screen.cursor = nil
        case "title": screen.title = rest
        case "clear": screen.clear()
        case "note":
            let note = Array((rest + "\n").utf8)
            _ = write(STDERR_FILENO, note, note.count)
        case "trap": fatalError("the demo was told to trap")
        case "overflow": print(Self.depth(of: 1))
        case "exit": exit(3)
        case "quit": return false
        default: break
        }
        if ["talk", "hear", "press"].contains(words.first), let view = talk?.view() { screen = view }
        if !isHeld { terminal.show(screen) }
        return true
    }

    /// Bytes written as two hexadecimal digits each.
    private static func bytes(_ digits: String) -> [UInt8] {
        let digits = digits.utf8.map { $0 < 0x3A ? $0 &- 0x30 : $0 &- 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] & 0xF }
    }

    private static func style(_ name: String) -> Style {
        switch name {
        case "alarm": Style(.alarm)
        case "underline": Style(.accent, .underline)
        default: .plain
        }
    }

    /// Goes deeper until the stack ends.
    @inline(never)
    private static func depth(of number: Int) -> Int {
        var room = [number, number + 1]
        room.append(number == 0 ? 0 : depth(of: number + 1))
        return room[2] &+ room[0]
    }
}
