import Chance
import TerminalEmulator
import Testing

@Suite("whatever a server sends, the terminal sees only what the painter writes")
struct HostileTests {
    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func talk() throws -> Demo {
        let demo = try Demo()
        try demo.obeys("talk")
        #expect(demo.window.emulator.shows("#lobby ›"))
        return demo
    }

    /// Nothing but pictures has been written, and what is shown is the picture.
    private func expectCalm(_ demo: Demo, _ what: String) throws {
        let terminal = demo.window.emulator
        #expect(terminal.violations == [], "\(what)")
        #expect(terminal.clipboard == nil && terminal.notifications == [] && terminal.bells == 0, "\(what)")
        #expect(terminal.iconName == "" && terminal.cursorShape == 0, "\(what)")
        #expect(terminal.modes == Demo.modes.union([.autowrap, .cursorVisible, .graphemeClusters]), "\(what)")
        #expect(terminal.shows("›"), "the input line has gone: \(what)")
        for row in 0..<terminal.rows {
            for cell in terminal.grid.cells(inRow: row) {
                guard let link = cell.link else { continue }
                let schemes = ["https:", "http:", "ircs:", "irc:", "mailto:"]
                #expect(schemes.contains { link.address.hasPrefix($0) }, "\(what)")
            }
        }
        let folder = try TemporaryFolder()
        try demo.obeys("save \(folder.path(of: "picture"))")
        let picture = (folder.text(of: "picture") ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        for (row, line) in picture.enumerated() {
            #expect(Self.plain(demo.window.emulator.row(row)) == Self.plain(String(line)), "row \(row): \(what)")
        }
        let grid = demo.window.emulator.grid
        try demo.obeys("redraw")
        #expect(demo.window.emulator.grid == grid, "\(what)")
    }

    /// A row without the blanks at its end; where letters of India are on it, without any, since terminals do not agree on
    /// how wide those are.
    private static func plain(_ line: String) -> String {
        let isIndian = line.unicodeScalars.contains { (0x900...0xDFF).contains($0.value) }
        if isIndian { return String(line.filter { $0 != " " }) }
        return String(line.reversed().drop { $0 == " " || $0 == "\u{A0}" }.reversed())
    }

    @Test("every field with every kind of hostile bytes", arguments: HostileLines.payloads.indices)
    func fields(payload index: Int) throws {
        let payload = HostileLines.payloads[index]
        let demo = try Self.talk()
        var orders: [String] = []
        for template in HostileLines.templates {
            orders.append("hear " + Self.hex(HostileLines.line(template, payload)))
        }
        // The rooms and chats that have come up are looked at as well, and all sizes.
        let keys = ["1B32", "1B33", "1B4F51", "1B4F52", "1B5B357E", "0B", "0B", "1B31"]
        for part in stride(from: 0, to: orders.count, by: 12) {
            try demo.obeys(orders[part..<min(part + 12, orders.count)].joined(separator: "\r"))
            try demo.obeys("press " + keys[part / 12 % keys.count].lowercased())
        }
        try expectCalm(demo, "payload \(index)")
        for size in [(40, 12), (20, 6), (200, 50)] {
            try demo.resizes(columns: size.0, rows: size.1)
            try demo.obeys("hear " + Self.hex(HostileLines.line(":n!u@h PRIVMSG #lobby :%", payload)))
        }
        try expectCalm(demo, "payload \(index), resized")
    }

    @Test("hostile lines in any order, keys and sizes among them", arguments: UInt64(0)..<12)
    func random(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let demo = try Self.talk()
        let keys = [
            "1b61", "0e", "10", "1b5b357e", "1b5b367e", "1b4f51", "1b4f52", "09", "1b", "61", "e5a5bd", "0b", "7f",
            "1b31", "1b34",
        ]
        for round in 0..<10 {
            var orders: [String] = []
            for _ in 0..<20 {
                if Int.random(in: 0..<4, using: &numbers) == 0 {
                    orders.append("press " + (keys.randomElement(using: &numbers) ?? "61"))
                    continue
                }
                var payload: [UInt8] = []
                for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                    payload += HostileLines.payloads.randomElement(using: &numbers) ?? []
                    if Bool.random(using: &numbers) { payload.append(UInt8.random(in: 0...255, using: &numbers)) }
                }
                let template = HostileLines.templates.randomElement(using: &numbers) ?? "%"
                orders.append("hear " + Self.hex(HostileLines.line(template, payload)))
            }
            try demo.obeys(orders.joined(separator: "\r"))
            if round % 3 == 2 {
                let columns = Int.random(in: 20...130, using: &numbers)
                try demo.resizes(columns: columns, rows: Int.random(in: 6...40, using: &numbers))
            }
            try expectCalm(demo, "seed \(seed), round \(round)")
        }
    }
}
