import Benchmark
import ChatProtocol
import ClientCore

/// The screen of somebody in #lobby, which is full of lines.
final class Conversation {
    private var model: Model
    private var milliseconds: Int64 = 0
    private var lines = 0
    private var isWide = false

    init() {
        let settings = ClientSettings(
            NetworkSettings(nick: "me", endpoint: Endpoint(host: "chat.example", port: 6667)))
        model = Model(settings: settings, seed: 1)
        _ = model.start(at: Instant(milliseconds: 0), clock: Timestamp(milliseconds: 1_795_424_520_000))
        happens(.resized(columns: 120, rows: 40))
        happens(.network(0, .connected))
        let members = (0..<40).map { "user\($0)" }.joined(separator: " ")
        for line in [
            ":s CAP * LS :server-time multi-prefix", ":s CAP me ACK :server-time multi-prefix", ":s 001 me :Welcome",
            ":s 005 me NETWORK=Example LOBBY=#lobby PREFIX=(ov)@+ :are supported", ":s 376 me :End",
            ":me!u@h JOIN #lobby", ":s 353 me = #lobby :me \(members)", ":s 366 me #lobby :End",
        ] {
            hears(line)
        }
        for _ in 0..<200 { hears(isLast: false) }
        draws()
    }

    private func happens(_ event: Event) {
        milliseconds += 1
        blackHole(
            model.update(
                event, at: Instant(milliseconds: milliseconds),
                clock: Timestamp(milliseconds: 1_795_424_520_000 + milliseconds)))
    }

    private func draws() { blackHole(model.view().cells.count) }

    private func hears(_ line: String) {
        guard let message = try? Message(line: line) else { return }
        happens(.network(0, .received(message)))
    }

    /// One line of many; the last one is drawn.
    func hears(isLast: Bool) {
        lines += 1
        hears(":user\(lines % 40)!u@h PRIVMSG #lobby :line \(lines) lorem ipsum dolor sit amet 你好 consectetur")
        if isLast { draws() }
    }

    /// One key, and the picture behind it.
    func types(_ character: Character) {
        happens(.key(.character(character)))
        draws()
    }

    /// The line is empty again.
    func empties() {
        happens(.key(.control("u")))
        draws()
    }

    /// The window is wider, then narrower again: all that stands in it is wrapped anew.
    func resizes() {
        isWide.toggle()
        happens(.resized(columns: isWide ? 121 : 120, rows: 40))
        draws()
    }
}
