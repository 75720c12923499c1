import Testing

@testable import ClientCore

@Suite("a flood and the log") struct FloodTests {
    private func lobby() throws -> Chat {
        var chat = try Chat { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: "chat.example:6667"))))
        chat.happens(.connected)
        chat.isWelcomed()
        chat.enters("#lobby", members: "me aaa")
        for case .log(.recall(let question)) in chat.takeEffects() {
            chat.happens(.log(.recalled(LogAnswer(to: question, [], newestOrder: nil))))
        }
        chat.waits(LogState.pause)
        chat.happens(.log(.kept))
        chat.forget()
        return chat
    }

    private func texts(_ keepings: [Keeping]) -> [String] {
        keepings.flatMap { keeping -> [String] in
            guard case .lines(let lines, _) = keeping else { return [] }
            return lines.map(\.line.text.plain).filter { $0.hasPrefix("line ") }
        }
    }

    @Test("every line is given to it, those too that the screen has let go of while it was writing")
    func nothingIsLost() throws {
        var chat = try lobby()
        for number in 1...12_000 { chat.hears("@msgid=\(number) :aaa!u@h PRIVMSG #lobby :line \(number)") }
        var given = texts(chat.takeEffects().keepings)
        chat.happens(.log(.kept))
        chat.waits(LogState.pause)
        given += texts(chat.takeEffects().keepings)
        #expect(given == (1...12_000).map { "line \($0)" })
        #expect(try chat.buffer("#lobby").transcript.lines.count <= Transcript.most)
    }

    @Test("what is left behind it is written at once, all of it; a line a little later waits for others again")
    func isDoneSoon() throws {
        var chat = try lobby()
        for number in 1...12_000 { chat.hears(":aaa!u@h PRIVMSG #lobby :line \(number)") }
        _ = chat.takeEffects()
        chat.happens(.log(.kept))
        #expect(texts(chat.takeEffects().keepings).last == "line 12000")
        chat.happens(.log(.kept))
        chat.hears(":aaa!u@h PRIVMSG #lobby :line 12001")
        #expect(texts(chat.takeEffects().keepings) == [])
        chat.waits(LogState.pause)
        #expect(texts(chat.takeEffects().keepings) == ["line 12001"])
    }

    @Test("a disk that does not answer is not waited for with more lines than a bound")
    func bound() throws {
        var chat = try lobby()
        for number in 1...40_000 { chat.hears(":aaa!u@h PRIVMSG #lobby :line \(number)") }
        #expect(chat.model.log.waitingLines <= LogState.mostWaitingLines + Transcript.most)
    }
}
