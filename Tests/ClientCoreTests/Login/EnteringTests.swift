import ChatProtocol
import Testing

@testable import ClientCore

@Suite("/login and /register") struct EnteringTests {
    private static let capabilities =
        "message-tags server-time batch sasl=PLAIN,SCRAM-SHA-256 draft/account-registration=custom-account-name"

    /// In the lobby over TLS; nobody has logged in.
    private func chat(_ capabilities: String = Self.capabilities, isPlain: Bool = false) throws -> Chat {
        var chat = try Chat(address: "ircs://chat.example") {
            $0.isPlain = isPlain
            $0.keepsLog = true
        }
        chat.happens(.log(.remembered(Remembered(network: "chat.example:6697"))))
        chat.happens(.connected)
        chat.hears(":s CAP * LS :\(capabilities)")
        chat.hears(":s CAP me ACK :message-tags server-time batch")
        for line in [":s 001 me :Welcome", ":s 005 me LOBBY=#lobby :are supported", ":s 376 me :End"] {
            chat.hears(line)
        }
        chat.enters("#lobby", members: "me aaa")
        chat.forget()
        return chat
    }

    /// The program makes a typed password fit for a proof.
    private func prepares(_ chat: inout Chat) {
        for case .prepare(let number, let account, let password) in chat.takeEffects() {
            let credentials = Credentials(
                account: account, password: password, prepared: Secret(password.revealed + " prepared"))
            chat.happens(.prepared(number, credentials))
        }
    }

    @Test("asks for the password where the line is typed, in bullets, and nothing keeps it")
    func unseen() throws {
        var chat = try chat()
        chat.types("half a line")
        chat.press(.control("u"))
        chat.enters("/login ann")
        chat.types("sésame 茶")
        #expect(chat.screen().contains("password of ann › ••••••••"))
        chat.press(.tab, .up, .down)
        chat.happens(.key(KeyPress(.paste("more\n"))))
        #expect(chat.screen().contains("password of ann › ••••••••••••"))
        chat.waits(LogState.pause)
        let seen = chat.screen() + "\(chat.takeEffects())" + "\(chat.model.takeKeepings())" + "\(chat.model.buffers)"
        for word in ["sésame", "茶", "more"] { #expect(!seen.contains(word), "\(word)") }
        chat.press(.enter)
        let prepared = chat.effects.contains(.prepare(0, account: "ann", Secret("sésame 茶more")))
        #expect(prepared)
        #expect(!"\(chat.effects)".contains("sésame"))
        #expect(chat.screen().contains("#lobby ›"))
        chat.press(.up)
        #expect(chat.model.buffers[chat.model.current].editor.text == "/login ann")
    }

    @Test("logs in at once; a wrong password is one line that says what to do, and that does it")
    func again() throws {
        var chat = try chat()
        chat.enters("/login")
        chat.enters("wrong")
        prepares(&chat)
        #expect(chat.takeSent() == ["CAP REQ sasl"])
        chat.hears(":s CAP me ACK :sasl")
        chat.happens(.nonceMade("nonce"))
        #expect(chat.takeSent() == ["AUTHENTICATE SCRAM-SHA-256"])
        chat.hears(":s 908 me PLAIN :are available")
        chat.hears(":s 904 me :no such mechanism")
        #expect(chat.takeSent() == ["AUTHENTICATE PLAIN"])
        chat.hears("AUTHENTICATE +")
        #expect(chat.takeSent() == ["AUTHENTICATE bWUAbWUAd3Jvbmc="])
        chat.hears(":s 904 me :SASL authentication failed")
        let line =
            "not logged in: the server refused account and password (SASL authentication failed) · /login tries again"
        #expect(try chat.notes(in: "#lobby").last == line)
        chat.enters("/login")
        chat.enters("tea")
        prepares(&chat)
        chat.happens(.nonceMade("nonce"))
        chat.hears(":s 904 me :no such mechanism")
        chat.hears("AUTHENTICATE +")
        #expect(chat.takeSent().last == "AUTHENTICATE bWUAbWUAdGVh")
        chat.hears(":s 900 me me!u@h me :You are now logged in as me")
        chat.hears(":s 903 me :SASL authentication successful")
        #expect(chat.screen().contains("logged in as me"))
        #expect(chat.takeSent() == [])
    }

    @Test("brings back who was not let in, with what is typed now")
    func letIn() throws {
        var chat = try Chat(address: "ircs://chat.example") {
            $0.networks[0].credentials = Credentials(account: "ann", password: Secret("old"), prepared: nil)
        }
        func tries(_ chat: inout Chat) {
            chat.happens(.connected)
            chat.hears(":s CAP * LS :sasl=PLAIN")
            chat.hears(":s CAP me ACK :sasl")
            chat.hears("AUTHENTICATE +")
        }
        tries(&chat)
        chat.hears(":s 904 me :SASL authentication failed")
        chat.hears("ERROR :log in first")
        chat.happens(.disconnected(reason: "closed"))
        #expect(chat.screen().contains("/login tries again · /reconnect goes without"))
        chat.forget()
        chat.enters("/login")
        #expect(chat.screen().contains("password of ann ›"))
        chat.enters("new")
        prepares(&chat)
        #expect(chat.takeEffects().contains(.connect(try Endpoint("ircs://chat.example"))))
        tries(&chat)
        #expect(chat.takeSent().last == "AUTHENTICATE YW5uAGFubgBuZXc=")
    }

    @Test("while the connection is still coming about waits for it")
    func early() throws {
        var chat = try Chat(address: "ircs://chat.example")
        chat.enters("/login ann")
        chat.enters("tea")
        prepares(&chat)
        chat.happens(.connected)
        chat.hears(":s CAP * LS :sasl=PLAIN")
        #expect(chat.takeSent().contains("CAP REQ sasl"))
    }

    @Test("of a server without accounts, in the clear, and without a screen say so")
    func impossible() throws {
        var none = try chat("message-tags server-time batch")
        none.enters("/register")
        #expect(none.screen().contains("accounts are not made this way here"))
        none.enters("/login")
        none.enters("tea")
        prepares(&none)
        #expect(try none.notes(in: "#lobby").last == "not logged in: the server offers no login")
        #expect(none.takeSent() == [])
        var open = try Chat.inLobby(capabilities: Self.capabilities)
        open.enters("/register ann")
        #expect(open.screen().contains("/connect ircs://HOST"))
        var plain = try Chat(address: "ircs://chat.example") { $0.isPlain = true }
        plain.happens(.typedLine("/login ann"))
        plain.happens(.connected)
        plain.isWelcomed(capabilities: Self.capabilities)
        plain.enters("#lobby", members: "me")
        plain.happens(.deadline)
        #expect(plain.model.takePlainLines().contains { $0.contains("asked for on the screen alone") })
    }

    @Test("makes an account with the password that is typed unseen")
    func registering() throws {
        var chat = try chat()
        chat.enters("/register ann ann@example.org")
        chat.types("tea for two")
        #expect(chat.screen().contains("a password for ann › •••"))
        chat.press(.enter)
        #expect(chat.takeSent().map { $0.replacing(":", with: "") } == ["REGISTER ann ann@example.org tea for two"])
        chat.hears(":s REGISTER SUCCESS ann :Account registered")
        #expect(try chat.notes(in: "#lobby").last == "the account ann is made")
        chat.enters("/register")
        chat.press(.escape)
        #expect(chat.takeSent() == [])
        chat.enters("/register")
        chat.enters("x")
        #expect(chat.takeSent().map { $0.replacing(":", with: "") } == ["REGISTER * * x"])
        chat.hears(":s REGISTER VERIFICATION_REQUIRED me :look into your mail")
        #expect(try chat.notes(in: "#lobby").last?.hasSuffix("/raw VERIFY me CODE (look into your mail)") == true)
    }
}
