import ChatProtocol
import Testing

@testable import ClientCore

@Suite("the lag") struct LagTests {
    @Test("is shown once an answer is waited for too long, grows, and goes when the server is quick again")
    func ping() throws {
        var chat = try Chat.inLobby()
        chat.waits(30_000)
        chat.waits(1_999)
        #expect(!chat.screen().contains("lag"))
        chat.waits(1)
        #expect(chat.screen().contains("lag 2 s"))
        #expect(chat.takeEffects().last == .wake(Instant(milliseconds: 33_000)))
        chat.waits(5_500)
        #expect(chat.screen().contains("lag 7 s"))
        chat.hears("PONG s alive")
        #expect(chat.screen().contains("lag 7 s"))
        chat.waits(30_000)
        chat.hears("PONG s alive")
        #expect(!chat.screen().contains("lag"))
    }

    @Test("is seen from an own line that is not answered")
    func line() throws {
        var chat = try Chat.inLobby()
        chat.enters("hello")
        chat.waits(3_000)
        #expect(chat.screen().contains("lag 3 s"))
        chat.isEchoed("PRIVMSG #lobby :hello", label: "1", id: "a")
        chat.enters("again")
        chat.isEchoed("PRIVMSG #lobby :again", label: "2", id: "b")
        #expect(!chat.screen().contains("lag"))
    }

    @Test("costs nothing while nothing is asked")
    func idle() throws {
        var chat = try Chat.inLobby()
        chat.forget()
        chat.waits(29_000)
        #expect(chat.takeEffects().allSatisfy { $0 == .wake(Instant(milliseconds: 30_000)) })
    }

    @Test("the seconds until the next attempt are counted down")
    func countdown() throws {
        var chat = try Chat.inLobby()
        for _ in 1...3 {
            chat.happens(.disconnected(reason: "reset"))
            if case .waiting(let until) = chat.model.connection {
                chat.waits(until.milliseconds - chat.now.milliseconds)
            }
        }
        chat.happens(.disconnected(reason: "reset"))
        guard case .waiting(let until) = chat.model.connection else {
            Issue.record("not waiting")
            return
        }
        let left = until.milliseconds - chat.now.milliseconds
        chat.waits(left - 2_000)
        #expect(chat.screen().contains("trying again in 2 s"))
        chat.waits(1_000)
        #expect(chat.screen().contains("trying again in 1 s"))
    }

    @Test("a server that says ERROR and does not close the connection is left")
    func error() throws {
        var chat = try Chat.inLobby()
        chat.hears("ERROR :closing link")
        chat.forget()
        chat.waits(1_000)
        #expect(chat.takeEffects().first == .disconnect)
        #expect(chat.screen().contains("trying again in 1 s"))
    }
}
