import Chance
import ChatProtocol
import Testing

@Suite("Whatever comes", .serialized)
struct WirePropertyTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4]
    private static let words = [
        "a", "Z", "9", "#", "*", "+", "-", "!", "@", "=", ";", "\\", "\t", "\u{1}", "\u{7F}", "é", "明", "🐱", "e\u{301}",
    ]
    /// What may not stand in a word, or means something to the line.
    private static let signs = words + [" ", ":", "\r", "\n", "\0", ",", "msgid=", "@@"]
    /// What commands look for in their words.
    private static let subcommands = [
        "GET", "set", "SUB", "SYNC", "LATEST", "TARGETS", "+", "-", "C", "+1", "-1", "ADD", "DEL", "DURATION", "5s",
        "9y",
        "LIST", "REQUIRE-SASL", "ANDKILL", "10", "text=", "text=a\\sb;limit=2", "in=#a;from=\\",
        "limit=99999999999999999999",
        "timestamp=1970-01-01T00:00:00.000Z", "timestamp=", "msgid=z-1-2", "*", "#a", "#\u{301}",
    ]
    private static let tagsOfCommands = ["draft/target-msgid", "draft/edit-text", "batch"]
    private static let verbs =
        Command.verbs + ["BATCH", "FAIL", "ACK", "ERROR", "ACCOUNT", "CHGHOST", "005", "433", "X"]

    @Test("a message that could be read is read as it was written", arguments: seeds)
    func roundTrip(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<1_000 {
            let message = Self.readable(using: &random)
            #expect(try Message(line: message.description) == message)
        }
    }

    @Test("any message is one line of its own", arguments: seeds)
    func oneLine(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<1_000 {
            let message = Self.any(using: &random)
            let encoded = message.encoded
            #expect(encoded.count { $0 == 0x0A } == 1)
            #expect(encoded.suffix(2) == [0x0D, 0x0A])
            #expect(encoded.count { $0 == 0x0D } == 1)
            #expect(!encoded.contains(0))
            let read = try Message(line: message.description)
            #expect(read.verb == message.verb)
            #expect(read.parameters.count == message.parameters.count, "\(message)")
        }
    }

    @Test("a command that was understood is understood again after it was written", arguments: seeds)
    func commands(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2_000 {
            let message = Self.any(using: &random)
            guard let command = try? Command(message) else { continue }
            if case .join = command { continue }  // keys that are missing are given; CommandTests has the rows
            #expect((try? Command(command.message)) == command, "\(message)")
        }
    }

    @Test("words that commands look for, in any order, trap nothing and are understood again", arguments: seeds)
    func subcommands(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<10_000 {
            let message = Self.nearlyRight(using: &random)
            let reply = Reply(message)
            #expect(Reply(reply.message) == reply, "\(message)")
            guard let command = try? Command(message) else { continue }
            if case .join = command { continue }  // keys that are missing are given; CommandTests has the rows
            var written = command.message
            if written.tags.isEmpty { written.tags = message.tags }  // a blank line is one of a batch by its tag
            #expect((try? Command(written)) == command, "\(message)")
        }
    }

    @Test("a reply that was understood is understood again after it was written", arguments: seeds)
    func replies(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2_000 {
            let reply = Reply(Self.any(using: &random))
            #expect(Reply(reply.message) == reply)
        }
    }

    @Test("random bytes trap nothing, and their reads change nothing", arguments: seeds)
    func randomBytes(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            Self.swallow(random.bytes(upTo: 600), using: &random)
        }
    }

    @Test("broken lines trap nothing", arguments: seeds)
    func brokenLines(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            var stream = Array(SplitVector.all.randomElement(using: &random)?.input.utf8 ?? "".utf8)
            stream += Self.any(using: &random).encoded
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                stream[Int.random(in: 0..<stream.count, using: &random)] = UInt8.random(
                    in: .min ... .max, using: &random)
            }
            Self.swallow(stream, using: &random)
        }
    }

    /// Feeds a stream to everything that reads one.
    private static func swallow(_ stream: [UInt8], using random: inout SeededNumbers) {
        let place = Int.random(in: 0...stream.count, using: &random)
        let reads = [Array(stream[..<place]), Array(stream[place...])]
        let framed = Framed.pieces(of: [stream], limit: 64)
        #expect(Framed.pieces(of: reads, limit: 64) == framed)
        for case .line(let line) in framed + [.line(stream)] {
            for origin in [Message.Origin.client, .server] {
                guard let message = try? Message(parsing: line.span, from: origin) else { continue }
                #expect((try? Message(line: message.description)) == message)
                _ = try? Command(message)
                _ = Reply(message)
            }
        }
        var framer = RawFramer()
        for read in reads {
            for case .text(let text) in framer.feed(read.span) {
                _ = RawCommand(text, isNamed: false)
                _ = RawCommand(text, isNamed: true)
                #expect(text.utf8.count <= Limits.rawMessage && !text.utf8.contains(0x0A))
            }
        }
    }

    /// A message that is the same on the wire: words without spaces, only the last parameter free.
    private static func readable(using random: inout SeededNumbers) -> Message {
        func word(_ random: inout SeededNumbers) -> String { random.text(of: words, 1...8) }
        let tags = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let key = word(&random).filter { $0 != ";" && $0 != "=" } + "k"
            return Tag(key, random.text(of: signs.filter { $0 != "\0" }, 0...8))
        }
        var parameters = (0..<Int.random(in: 0...14, using: &random)).map { _ in word(&random) }
        if Bool.random(using: &random) { parameters.append(random.text(of: words + [" ", ":"], 0...20)) }
        let source = Bool.random(using: &random) ? word(&random) : nil
        return Message(tags: tags, source: source, verbs.randomElement(using: &random) ?? "X", parameters)
    }

    /// A message of anything at all behind its verb.
    private static func any(using random: inout SeededNumbers) -> Message {
        let tags = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            Tag(random.text(of: signs, 0...5), random.text(of: signs, 0...8))
        }
        let parameters = (0..<Int.random(in: 0...6, using: &random)).map { _ in random.text(of: signs, 0...6) }
        let source = Bool.random(using: &random) ? random.text(of: signs, 0...6) : nil
        return Message(tags: tags, source: source, verbs.randomElement(using: &random) ?? "X", parameters)
    }
    /// A message of a verb and words that some verb looks for.
    private static func nearlyRight(using random: inout SeededNumbers) -> Message {
        let tags = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            Tag(tagsOfCommands.randomElement(using: &random) ?? "", random.text(of: signs, 0...3))
        }
        let parameters = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            Int.random(in: 0...3, using: &random) == 0
                ? random.text(of: signs, 0...3) : subcommands.randomElement(using: &random) ?? ""
        }
        return Message(tags: tags, verbs.randomElement(using: &random) ?? "X", parameters)
    }
}
