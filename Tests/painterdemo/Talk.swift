import ChatProtocol
import ClientCore

/// The whole client but for its socket: lines of a server in, pictures out.
struct Talk {
    private var model: Model
    private var framer = LineFramer(limit: Limits.serverLine)
    private var decoder = KeyDecoder()
    private var milliseconds: Int64 = 0

    /// Somebody called `me` in `#lobby`, on a server that can do everything.
    init(columns: Int, rows: Int) {
        var settings = ClientSettings(
            NetworkSettings(nick: "me", endpoint: Endpoint(host: "chat.example", port: 6667)))
        settings.notifications = .all
        model = Model(settings: settings, seed: 1)
        _ = model.start(at: Instant(milliseconds: 0), clock: Self.wall(0))
        resize(columns: columns, rows: rows)
        happens(.network(0, .connected))
        let names =
            "message-tags server-time batch echo-message labeled-response multi-prefix away-notify cap-notify "
            + "draft/chathistory extended-join invite-notify setname userhost-in-names standard-replies "
            + "draft/multiline draft/event-playback draft/message-redaction draft/message-edit draft/search "
            + "draft/channel-rename draft/read-marker"
        for line in [
            ":s CAP * LS :\(names)", ":s CAP me ACK :\(names)", ":s 001 me :Welcome",
            ":s 005 me NETWORK=Example LOBBY=#lobby CASEMAPPING=ascii UTF8MAPPING=rfc8265 PREFIX=(ov)@+ :are supported",
            ":s 376 me :End", ":me!u@h JOIN #lobby", ":s 353 me = #lobby :me @aaa bbb", ":s 366 me #lobby :End",
        ] {
            hear(Array(line.utf8) + [0x0A])
        }
    }

    private static func wall(_ milliseconds: Int64) -> Timestamp {
        // 2026-11-23T09:02:00Z
        Timestamp(milliseconds: 1_795_424_520_000 + milliseconds)
    }

    private mutating func happens(_ event: Event) {
        milliseconds += 1
        _ = model.update(event, at: Instant(milliseconds: milliseconds), clock: Self.wall(milliseconds))
    }

    mutating func resize(columns: Int, rows: Int) { happens(.resized(columns: columns, rows: rows)) }

    /// What came from the server, as it came.
    mutating func hear(_ bytes: [UInt8]) {
        var arrivals: [Arrival] = []
        framer.feed(
            bytes.span,
            line: { line in
                do throws(MessageError) {
                    arrivals.append(.received(try Message(parsing: line, from: .server)))
                } catch {
                    if error.reason != .empty { arrivals.append(.malformedLine) }
                }
            },
            fault: { _ in arrivals.append(.malformedLine) })
        for arrival in arrivals { happens(.network(0, arrival)) }
    }

    /// What came from the keyboard.
    mutating func press(_ bytes: [UInt8]) {
        for key in decoder.decode(bytes) + decoder.timeout() { happens(.key(key)) }
    }

    mutating func view() -> Screen { model.view() }
}
