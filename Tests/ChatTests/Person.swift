import TerminalEmulator

/// Somebody at a screen, as a story tells of them.
struct Person {
    let nick: String
    let window: TerminalWindow

    /// Types a line and presses Enter.
    func says(_ line: String) { window.types(line + "\r") }

    func types(_ text: String) { window.types(text) }

    func presses(_ keys: Key...) {
        for key in keys { window.presses(key) }
    }

    /// Waits until a text stands in one row.
    func sees(_ text: String, file: StaticString = #fileID, line: Int = #line) throws {
        try window.waits(for: text, file: file, line: line)
    }

    func sees(no text: String, file: StaticString = #fileID, line: Int = #line) throws {
        try window.waits(forNo: text, file: file, line: line)
    }

    /// Waits until somebody's line stands among the messages.
    func sees(_ text: String, of author: String, file: StaticString = #fileID, line: Int = #line) throws {
        try window.waits(until: "\(author)'s line \"\(text)\" is shown", file: file, line: line) {
            $0.messages.contains { $0.author == author && $0.text == text }
        }
    }

    /// Waits until what is being written is this.
    func hasWritten(_ text: String, in label: String, file: StaticString = #fileID, line: Int = #line) throws {
        let row = "\(label) ›" + (text.isEmpty ? "" : " " + text)
        try window.waits(until: "the line is \"\(text)\"", file: file, line: line) {
            $0.row(containing: "\(label) ›")?.drop { $0 == " " } == row[...]
        }
    }

    /// Waits until the screen is in the room again, with so many members.
    func isBack(members: Int, file: StaticString = #fileID, line: Int = #line) throws {
        try window.waits(until: "it is connected again", file: file, line: line) {
            let top = $0.row(0)
            return top.hasSuffix("members \(members)")
                && !["again", "connecting", "registering"].contains { top.contains($0) }
        }
    }

    /// What stands among the messages, `author: text` each.
    var reading: [String] { window.emulator.messages.map { "\($0.author): \($0.text)" } }
}

/// Somebody with the client of the first chat room: bytes in, lines out, nothing framed.
struct RawPerson {
    let line: LineClient

    func says(_ text: String) { line.sends(text) }

    func hears(_ text: String, file: StaticString = #fileID, line number: Int = #line) throws {
        try line.waits(forText: text, file: file, line: number)
    }
}

extension Stage {
    /// Somebody at a screen in the lobby, with a log of their own.
    func person(_ nick: String, columns: Int = 100, rows: Int = 24) throws -> Person {
        let window = try chat(
            ["--connect", address, "--nick", nick, "--data", logFolder(of: nick)], columns: columns, rows: rows)
        try window.waits(for: "#lobby ›")
        return Person(nick: nick, window: window)
    }

    func logFolder(of nick: String) -> String { folder.path(of: nick) }

    /// Somebody with the client of the first chat room, once the host has let them in.
    func rawPerson(_ nick: String, at host: TerminalWindow) throws -> RawPerson {
        let client = try LineClient(port: port)
        client.sends("!" + nick)
        try host.waits(for: "\(nick) ('127.0.0.1'")
        return RawPerson(line: client)
    }
}

extension Emulator {
    struct Message: Equatable {
        var author: String
        var text: String
        /// False while it stands there without a time, since the server has not said it yet.
        var isSaid: Bool
    }

    /// What was said, as a person reads it in the pane of a window of 100 columns: a time, a name, and a text that goes on
    /// in the rows below.
    var messages: [Message] {
        var messages: [Message] = []
        var isOpen = false
        for row in 1..<max(1, rows - 1) where columns == 100 {
            let cells = grid.cells(inRow: row)
            func text(_ range: Range<Int>) -> String {
                let text = cells[range].map(\.text).joined()
                return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            let (time, author, said) = (text(18..<25), text(25..<35), text(35..<79))
            let isSaid = time.count == 5 && time.dropFirst(2).first == ":"
            if isSaid || time == "..." {
                // A line that nobody said runs through the column of names.
                isOpen = cells[34].text == " "
                if isOpen { messages.append(Message(author: author, text: said, isSaid: isSaid)) }
            } else if isOpen, time.isEmpty, author.isEmpty, !said.isEmpty {
                messages[messages.count - 1].text += " / " + said
            } else {
                isOpen = false
            }
        }
        return messages
    }
}
