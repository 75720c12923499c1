import ChatProtocol
import Testing

@testable import ClientCore

@Suite("networks with a name, each with an account of its own") struct NamedNetworksTests {
    private func network(_ name: String?, _ address: String, _ password: String) throws -> NetworkSettings {
        var network = NetworkSettings(nick: "me", endpoint: try Endpoint(address), rooms: ["#\(password)"])
        network.name = name
        network.credentials = Credentials(account: password + "-account", password: Secret(password))
        return network
    }

    /// At a network, with others that have names; two of them are open from the start.
    private func chat() throws -> Chat {
        let second = try network("Second", "ircs://second.example", "two")
        let third = try network("third", "ircs://third.example", "three")
        return try Chat(address: "ircs://chat.example") {
            $0.networks[0].credentials = Credentials(account: "one-account", password: Secret("one"))
            $0.networks.append(second)
            $0.named = [second, third]
        }
    }

    private func logsIn(_ chat: inout Chat, at number: Int) {
        chat.happens(.network(number, .connected))
        chat.hears(number, ":s CAP * LS :sasl=PLAIN")
        chat.hears(number, ":s CAP me ACK :sasl")
        chat.hears(number, "AUTHENTICATE +")
    }

    @Test("all log in, and no server is told of another's account or password")
    func separate() throws {
        var chat = try chat()
        chat.enters("/connect THIRD")
        for number in 0..<3 { logsIn(&chat, at: number) }
        let sent = chat.takeSent()
        let secrets = ["one", "two", "three"].map {
            Base64.encode(Array("\($0)-account\0\($0)-account\0\($0)".utf8))
        }
        for (number, secret) in secrets.enumerated() {
            let places = sent.filter { $0.contains(secret) }
            #expect(places == [(number == 0 ? "" : "\(number): ") + "AUTHENTICATE \(secret)"])
        }
        #expect(chat.model.buffers.map(\.label) == ["chat.example", "Second", "third"])
    }

    @Test("an address that has a name is gone to as its settings say: with TLS and the account, into the room")
    func address() throws {
        var chat = try chat()
        chat.forget()
        chat.enters("/connect irc://third.example:6697/#more")
        #expect(chat.takeEffects().contains(.network(2, .connect(try Endpoint("ircs://third.example")))))
        logsIn(&chat, at: 2)
        for line in [":s 900 me h three-account :in", ":s 903 me :ok", ":s 001 me :hi", ":s 376 me :End"] {
            chat.hears(2, line)
        }
        #expect(chat.takeSent().last == "2: JOIN #three,#more")
    }

    @Test("one that is there already is gone to, by name or address")
    func there() throws {
        var chat = try chat()
        chat.forget()
        chat.enters("/connect second")
        #expect(chat.model.buffers[chat.model.current].label == "Second")
        chat.press(.alt("1"))
        chat.enters("/connect ircs://second.example")
        #expect(chat.model.buffers[chat.model.current].label == "Second")
        #expect(chat.model.networks.count == 2)
    }

    @Test("any other address knows no account")
    func stranger() throws {
        var chat = try chat()
        chat.enters("/connect ircs://elsewhere.example")
        #expect(chat.model.networks[2].settings.credentials == nil)
    }

    @Test("where a program knows the password, it is asked when the network is wanted; what it says is logged in with")
    func locked() throws {
        var locked = try network("locked", "ircs://locked.example", "x")
        locked.credentials = nil
        locked.isLocked = true
        var chat = try Chat { $0.named = [locked] }
        chat.forget()
        chat.enters("/connect locked")
        #expect(chat.takeEffects().contains(.unlock("locked")))
        #expect(chat.model.networks.count == 1)
        chat.happens(.unlocked("locked", nil, problem: "pass failed"))
        #expect(
            try chat.notes(in: "chat.example").last
                == "no password for locked: pass failed · /connect locked asks again")
        #expect(chat.model.networks.count == 1)
        chat.enters("/connect locked")
        chat.happens(.unlocked("locked", Credentials(account: "a", password: Secret("b")), problem: nil))
        logsIn(&chat, at: 1)
        #expect(chat.takeSent().last == "1: AUTHENTICATE \(Base64.encode(Array("a\0a\0b".utf8)))")
    }

    @Test("a certificate is shown where it is set, and nowhere else")
    func certificate() throws {
        var named = try network("second", "ircs://second.example", "two")
        named.certificateFile = "/home/me/second.pem"
        var chat = try Chat { $0.named = [named] }
        chat.enters("/connect second")
        chat.enters("/connect ircs://elsewhere.example")
        let shown = chat.takeEffects().filter { if case .network(_, .identify) = $0 { true } else { false } }
        #expect(shown == [.network(1, .identify("/home/me/second.pem"))])
    }

    @Test("names are completed behind /connect")
    func completion() throws {
        var chat = try chat()
        chat.types("/connect th")
        chat.press(.tab)
        #expect(chat.model.buffers[chat.model.current].editor.text == "/connect third")
    }
}
