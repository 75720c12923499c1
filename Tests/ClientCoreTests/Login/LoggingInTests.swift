import ChatProtocol
import Testing

@testable import ClientCore

@Suite("logging in") struct LoggingInTests {
    private func chat(_ address: String = "ircs://chat.example", isPlain: Bool = false) throws -> Chat {
        var chat = try Chat(address: address) {
            $0.networks[0].credentials = Credentials(account: "ann", password: Secret("tea"), prepared: Secret("tea"))
            $0.isPlain = isPlain
        }
        chat.happens(.connected)
        chat.forget()
        return chat
    }

    @Test("is asked for with the other capabilities, and the negotiation ends behind it")
    func whole() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :server-time sasl=PLAIN,EXTERNAL")
        #expect(chat.takeSent() == ["CAP REQ :server-time sasl"])
        chat.hears(":s CAP me ACK :server-time sasl")
        #expect(chat.takeSent() == ["AUTHENTICATE PLAIN"])
        chat.hears("AUTHENTICATE +")
        #expect(chat.takeSent() == ["AUTHENTICATE YW5uAGFubgB0ZWE="])
        chat.hears(":s 900 me me!u@h ann :You are now logged in as ann")
        chat.hears(":s 903 me :SASL authentication successful")
        #expect(chat.takeSent() == ["CAP END"])
        #expect(try chat.notes(in: "chat.example").last == "logged in as ann")
        chat.hears(":s 001 me :Welcome")
        #expect(try chat.notes(in: "chat.example").contains { $0.contains("not logged in") } == false)
    }

    @Test("with a wrong password is one clear line, where the person sees it, and is not tried again")
    func wrong() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :sasl=PLAIN")
        chat.hears(":s CAP me ACK :sasl")
        chat.hears("AUTHENTICATE +")
        chat.forget()
        chat.hears(":s 904 me :SASL authentication failed")
        #expect(chat.takeSent() == ["CAP END"])
        chat.hears(":s 001 me :Welcome")
        chat.hears(":s 376 me :End of MOTD")
        chat.hears(":me!u@h JOIN #tea")
        let line =
            "not logged in: the server refused account and password (SASL authentication failed) · /login tries again"
        #expect(try chat.notes(in: "#tea") == [line])
        #expect(try chat.notes(in: "chat.example").filter { $0 == line }.count == 1)
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s CAP * LS :sasl=PLAIN")
        #expect(chat.takeSent() == ["CAP END"])
    }

    @Test("refused by a server that lets in nobody else is not tried for ever")
    func locked() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :sasl=PLAIN")
        chat.hears(":s CAP me ACK :sasl")
        chat.hears("AUTHENTICATE +")
        chat.hears(":s 904 me :SASL authentication failed")
        chat.hears("ERROR :log in first")
        chat.happens(.disconnected(reason: "closed"))
        chat.forget()
        chat.waits(600_000)
        #expect(chat.takeEffects().isEmpty)
    }

    @Test("where the password would be seen on the way is not done, and said")
    func clear() throws {
        var chat = try chat("chat.example")
        chat.hears(":s CAP * LS :sasl=PLAIN")
        chat.hears(":s CAP me ACK :sasl")
        #expect(chat.takeSent() == ["CAP REQ sasl", "CAP END"])
        #expect(try chat.notes(in: "chat.example").last?.contains("ircs://") == true)
    }

    @Test("at a server without accounts is said to be impossible")
    func impossible() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :server-time")
        chat.hears(":s CAP me ACK :server-time")
        #expect(chat.takeSent() == ["CAP REQ server-time", "CAP END"])
        chat.hears(":s 001 me :Welcome")
        #expect(
            try chat.notes(in: "chat.example").contains("not logged in: the server offers no login"))
    }

    @Test("is given up where the server says nothing more")
    func silence() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :sasl=PLAIN")
        chat.hears(":s CAP me ACK :sasl")
        chat.forget()
        chat.later(by: 29_000)
        chat.happens(.network(0, .pinged))
        chat.waits(1_000)
        #expect(chat.takeSent() == ["AUTHENTICATE *", "CAP END"])
    }

    @Test("gives back the nick that is the account's own")
    func ownNick() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :sasl=PLAIN")
        chat.hears(":s 433 * me :Nickname is reserved")
        chat.hears(":s CAP me_ ACK :sasl")
        chat.hears("AUTHENTICATE +")
        chat.forget()
        chat.hears(":s 903 me_ :SASL authentication successful")
        #expect(chat.takeSent() == ["NICK me", "CAP END"])
    }

    @Test("is done later where the server's accounts come back")
    func later() throws {
        var chat = try chat()
        chat.hears(":s CAP * LS :cap-notify")
        chat.hears(":s CAP me ACK :cap-notify")
        chat.hears(":s 001 me :Welcome")
        chat.forget()
        chat.hears(":s CAP me NEW :sasl=PLAIN")
        chat.hears(":s CAP me ACK :sasl")
        #expect(chat.takeSent() == ["CAP REQ sasl", "AUTHENTICATE PLAIN"])
        chat.hears("AUTHENTICATE +")
        chat.hears(":s 900 me me!u@h ann :You are now logged in as ann")
        chat.hears(":s 903 me :SASL authentication successful")
        #expect(chat.takeSent().count == 1)
        #expect(chat.model.session.account == "ann")
    }

    @Test("by SCRAM has the hashing done outside")
    func scram() throws {
        var chat = try chat("chat.example")
        chat.hears(":s CAP * LS :sasl=SCRAM-SHA-256,PLAIN")
        chat.hears(":s CAP me ACK :sasl")
        #expect(chat.takeEffects().contains(.makeNonce))
        chat.happens(.nonceMade("abc"))
        chat.hears("AUTHENTICATE +")
        chat.hears("AUTHENTICATE " + Example.word("r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))
        let isAsked = chat.takeEffects().contains { effect in
            if case .network(_, .prove(let question)) = effect { question.nonce == "abcdef" } else { false }
        }
        #expect(isAsked)
        chat.forget()
        let bytes = [UInt8](repeating: 1, count: 32)
        chat.happens(.proved(ScramAnswer(nonce: "abcdef", proof: bytes, signature: bytes)))
        #expect(chat.takeSent().first?.hasPrefix("AUTHENTICATE ") == true)
    }
}
