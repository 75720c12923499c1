import ChatProtocol

@testable import ClientCore

/// A person at the client, as one event after the other: what servers say, what is pressed, what becomes of time.
struct Desk {
    private(set) var model: Model
    private(set) var notebook = Notebook()
    private var now = Instant(milliseconds: 0)
    private var clock = House.morning
    private var decoder = KeyDecoder()
    /// The last own label, and the last target of a question about history: what a server's answer bears.
    private var label = ""
    private var asked = ""

    /// - Parameter letters: `p`, without a screen; `r`, the server speaks the raw dialect; `t`, over TLS; `l`, there is a log;
    ///   `a`, there is an account to log in to; `z`, the screen is Chinese; `m`, with markup; `n`, everything is notified;
    ///   `o`, the client has not come in yet; `e`, the server says nothing back.
    init(letters: Set<Character>) throws(BrokenPromise) {
        let scheme = letters.contains("r") ? "raw" : letters.contains("t") ? "ircs" : "irc"
        guard let endpoint = try? Endpoint(scheme + "://chat.example") else {
            throw BrokenPromise(description: "no endpoint")
        }
        var network = NetworkSettings(nick: "me", endpoint: endpoint)
        if letters.contains("a") {
            network.credentials = Credentials(
                account: "me", password: Secret("sesame"), prepared: Secret("sesame"))
        }
        var settings = ClientSettings(network)
        settings.isPlain = letters.contains("p")
        settings.keepsLog = letters.contains("l")
        settings.hasMarkup = letters.contains("m")
        if letters.contains("z") { settings.language = .chinese }
        if letters.contains("n") { settings.notifications = .all }
        model = Model(settings: settings, seed: 1)
        try perform(model.start(at: now, clock: clock))
        try happens(.resized(columns: 72, rows: 12))
        guard !letters.contains("o"), !letters.contains("r") else { return }
        try comesIn(echoes: !letters.contains("e"))
    }

    private mutating func comesIn(echoes: Bool) throws(BrokenPromise) {
        let names =
            "message-tags server-time batch multi-prefix away-notify cap-notify draft/chathistory extended-join "
            + "invite-notify setname userhost-in-names standard-replies draft/multiline=max-bytes=4096,max-lines=24 "
            + "draft/event-playback draft/message-redaction draft/message-edit draft/search draft/channel-rename "
            + "draft/read-marker" + (echoes ? " echo-message labeled-response" : "")
        for line in [
            ":s CAP * LS :\(names)", ":s CAP me ACK :\(names)", ":s 001 me :Welcome",
            ":s 005 me NETWORK=Example LOBBY=#lobby CASEMAPPING=ascii UTF8MAPPING=rfc8265 PREFIX=(ov)@+ :are supported",
            ":s 376 me :End", ":me!u@h JOIN #lobby", ":s 353 me = #lobby :me @aaa bbb 小明", ":s 366 me #lobby :End",
        ] { try hears(Array(line.utf8)[...], from: 0) }
    }

    // MARK: What happens

    /// A line of a server; in it `{n}` is the client's nick, `{l}` its last label, `{t}` whose history it asked for last.
    mutating func hears(_ line: ArraySlice<UInt8>, from network: Int) throws(BrokenPromise) {
        let bytes = Self.filled(
            line, [UInt8(ascii: "n"): model.nick, UInt8(ascii: "l"): label, UInt8(ascii: "t"): asked])
        guard bytes.count <= Limits.serverLine, let message = try? Message(parsing: bytes.span, from: .server) else {
            return try happens(.network(network, .malformedLine))
        }
        if message.verb == "PING" { return try happens(.network(network, .pinged)) }
        try happens(.network(network, .received(message)))
    }

    private static func filled(_ line: ArraySlice<UInt8>, _ words: [UInt8: String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in line {
            bytes.append(byte)
            guard byte == UInt8(ascii: "}"), bytes.count > 2, bytes[bytes.count - 3] == UInt8(ascii: "{"),
                let word = words[bytes[bytes.count - 2]]
            else { continue }
            bytes.removeLast(3)
            bytes += Array(word.utf8)
        }
        return bytes
    }

    /// The keyboard's bytes.
    mutating func presses(_ bytes: some Sequence<UInt8>) throws(BrokenPromise) {
        for press in decoder.decode(bytes) + decoder.timeout() + decoder.endPaste() { try happens(.key(press)) }
    }

    /// Time goes on, and what is due is done.
    mutating func waits(milliseconds: Int64) throws(BrokenPromise) {
        now = now.later(by: milliseconds)
        clock.milliseconds += milliseconds
        try happens(.deadline)
    }

    /// The log does what it was asked first, if anything.
    mutating func logAnswers() throws(BrokenPromise) {
        if let news = notebook.answer() { try happens(.log(news)) }
    }

    mutating func happens(_ event: Event) throws(BrokenPromise) {
        guard !model.isOver else { return }
        let effects = model.update(event, at: now, clock: clock)
        if event == .deadline {
            for case .wake(let moment) in effects { try require(moment > now, "what is due is never done") }
        }
        try perform(effects)
    }

    // MARK: What is done

    private mutating func perform(_ effects: [Effect]) throws(BrokenPromise) {
        var answers: [Event] = []
        for effect in effects {
            switch effect {
            case .network(let number, let errand):
                if let arrival = try answer(errand) { answers.append(.network(number, arrival)) }
            case .log(let task): notebook.take(task)
            case .notify(let title, let text):
                try require(DrawnText.isSafe(title) && DrawnText.isSafe(text), "a notice that no desktop may see")
            case .leave(_, let farewell):
                try require(DrawnText.isSafe(farewell ?? ""), "a farewell that no terminal may see")
            case .wake, .unlock, .prepare, .suspend, .redraw, .ring, .copy, .keep, .remember: break
            }
        }
        for answer in answers { try happens(answer) }
    }

    private mutating func answer(_ errand: Errand) throws(BrokenPromise) -> Arrival? {
        switch errand {
        case .connect: return .connected
        case .send(let message):
            try checkSent(message)
            if let own = message[tag: "label"] { label = own }
            if message.verb == "CHATHISTORY", message.parameters.count > 1 { asked = message.parameters[1] }
        case .sendRaw(let text):
            let isWhole = !text.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\n") }
            try require(isWhole && text.utf8.count <= Limits.rawMessage, "no raw message of \(text.utf8.count) bytes")
        case .makeNonce: return .nonceMade("nonce")
        case .prove(let question):
            return .proved(ScramAnswer(nonce: question.nonce, proof: [1, 2, 3], signature: [4, 5, 6]))
        case .identify, .goOnWithHandshake, .disconnect, .cutOff: break
        }
        return nil
    }

    mutating func view() -> Screen { model.view() }
}

/// One line, as long as it may be, that a server reads as it was meant.
private func checkSent(_ message: Message) throws(BrokenPromise) {
    let line = Array(message.encoded.dropLast(2))
    let text = String(decoding: line, as: UTF8.self)
    try require(!line.contains { $0 == 0 || $0 == 10 || $0 == 13 }, "several lines: \(text)")
    let parsed: Message
    do throws(MessageError) {
        parsed = try Message(parsing: line.span, from: .client)
    } catch {
        throw BrokenPromise(description: "\(error.reason): a server cannot read \(text)")
    }
    try require(parsed == message, "a server reads something else in \(text)")
}
