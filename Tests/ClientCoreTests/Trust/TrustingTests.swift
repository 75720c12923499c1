import ChatProtocol
import Testing

@testable import ClientCore

extension Fingerprint {
    /// 32 times the same byte.
    fileprivate init(of digit: Character) throws {
        self = try #require(Fingerprint(String(repeating: digit, count: 64)))
    }
}

@Suite("whom the client believes to be the server") struct TrustingTests {
    private func chat(_ address: String = "ircs://chat.example", _ change: (inout ClientSettings) -> Void = { _ in })
        throws -> Chat
    {
        var chat = try Chat(address: address, columns: 100, rows: 30, change)
        chat.forget()
        return chat
    }

    private func seen(_ digit: Character, _ doubt: ShownCertificate.Doubt? = .selfSigned) throws -> Event {
        .certificate(ShownCertificate(fingerprint: try Fingerprint(of: digit), doubt: doubt))
    }

    @Test("the first certificate is kept, and told of in words with what its host printed")
    func first() throws {
        var chat = try chat()
        chat.happens(try seen("a"))
        let pin = try Fingerprint(of: "a")
        #expect(
            chat.takeEffects().prefix(2) == [
                .remember(.trust(host: "chat.example", port: 6_697, .pinned(pin))), .goOnWithHandshake,
            ])
        let note = try #require(try chat.notes(in: "chat.example").last)
        #expect(note.hasPrefix("nobody vouches for this server (it is self-signed); its certificate is kept"))
        #expect(note.hasSuffix("TLS certificate SHA-256 " + String(repeating: "a", count: 64)))
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.screen().contains("TLS pinned"))
        chat.enters("#lobby", members: "me")
        #expect(try chat.notes(in: "#lobby") == [note])
    }

    @Test("a file that cannot be written is told of, and the connection goes on")
    func unwritable() throws {
        var chat = try chat()
        chat.happens(try seen("a"))
        chat.forget()
        chat.happens(.notRemembered("disk full"))
        #expect(try chat.notes(in: "chat.example").last == "what is known of servers cannot be kept: disk full")
        #expect(!chat.takeEffects().contains(.disconnect))
    }

    @Test("the same one again is nothing to tell")
    func again() throws {
        let pin = try Fingerprint(of: "a")
        var chat = try chat { $0.knownServers.learn(.trust(host: "chat.example", port: 6_697, .pinned(pin))) }
        chat.happens(try seen("a"))
        #expect(chat.takeEffects() == [.goOnWithHandshake])
        #expect(try chat.notes(in: "chat.example") == ["connecting to ircs://chat.example:6697"])
    }

    @Test("another one is refused, in one line however often it is tried, until the person trusts it")
    func changed() throws {
        let pin = try Fingerprint(of: "a")
        var chat = try chat { $0.knownServers.learn(.trust(host: "chat.example", port: 6_697, .pinned(pin))) }
        for _ in 1...3 {
            chat.happens(try seen("b"))
            #expect(chat.takeEffects().contains(.disconnect))
            chat.happens(.disconnected(reason: "the TLS handshake failed"))
            chat.enters("/reconnect")
        }
        let faults = try chat.notes(in: "chat.example").filter { $0.contains("another certificate than before") }
        #expect(faults.count == 1 && faults[0].contains("/trust"))
        chat.happens(try seen("b"))
        chat.forget()
        chat.enters("/trust")
        let effects = chat.takeEffects()
        #expect(
            effects.contains(.remember(.trust(host: "chat.example", port: 6_697, .pinned(try Fingerprint(of: "b"))))))
        #expect(effects.contains(.connect(try Endpoint("ircs://chat.example"))))
        chat.happens(try seen("b"))
        #expect(chat.takeEffects() == [.goOnWithHandshake])
    }

    @Test(
        "a refused one is not asked for again until the person says so, and the screen says that",
        arguments: [
            (
                Language.english, 80, "certificate refused",
                " certificate refused · not tried again · /trust, /reconnect"
            ),
            (.chinese, 80, "证书被拒绝", " 证书被拒绝 · 不再重试 · /trust、/reconnect"),
            (.english, 20, "", " /trust, /reconnect"), (.chinese, 20, "", " /trust、/reconnect"),
        ])
    func notTriedAgain(language: Language, columns: Int, top: String, status: String) throws {
        let pin = try Fingerprint(of: "a")
        var chat = try chat {
            $0.knownServers.learn(.trust(host: "chat.example", port: 6_697, .pinned(pin)))
            $0.language = language
        }
        chat.happens(.resized(columns: columns, rows: columns == 20 ? 6 : 24))
        chat.happens(try seen("b"))
        chat.happens(.disconnected(reason: "the TLS handshake failed"))
        chat.forget()
        for _ in 1...100 { chat.waits(60_000) }
        #expect(chat.takeEffects().isEmpty)
        let rows = chat.screen().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(rows[0].contains(top))
        #expect(rows.suffix(2).first.map { String($0) } == status)
        chat.enters("/reconnect")
        #expect(chat.takeEffects().contains(.connect(try Endpoint("ircs://chat.example"))))
        chat.happens(try seen("a"))
        #expect(chat.takeEffects() == [.goOnWithHandshake])
        #expect(!chat.screen().contains(status))
    }

    @Test("one that nobody vouches for is refused where somebody did before")
    func downgraded() throws {
        var chat = try chat()
        chat.happens(try seen("a", nil))
        #expect(
            chat.takeEffects().prefix(2) == [
                .remember(.trust(host: "chat.example", port: 6_697, .vouched)), .goOnWithHandshake,
            ])
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.screen().contains("TLS") && !chat.screen().contains("pinned"))
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.forget()
        chat.happens(try seen("b"))
        #expect(!chat.takeEffects().contains(.goOnWithHandshake))
    }

    @Test("a new one that somebody vouches for is taken for an old one that nobody did")
    func upgraded() throws {
        let pin = try Fingerprint(of: "a")
        var chat = try chat { $0.knownServers.learn(.trust(host: "chat.example", port: 6_697, .pinned(pin))) }
        chat.happens(try seen("b", nil))
        #expect(chat.takeEffects().contains(.goOnWithHandshake))
    }

    @Test("with --trust it is one of those or none")
    func given() throws {
        let pin = try Fingerprint(of: "a")
        var chat = try chat { $0.trusted = [pin] }
        chat.happens(try seen("a", .expired))
        #expect(chat.takeEffects().contains(.goOnWithHandshake))
        chat = try self.chat {
            $0.trusted = [pin]
            $0.isPlain = true
        }
        chat.happens(try seen("b"))
        chat.happens(.connected)
        #expect(chat.takeSent().isEmpty)
        #expect(chat.takeEffects().contains { if case .leave(status: 1, _) = $0 { true } else { false } })
    }

    @Test("names in a certificate cannot steer the terminal")
    func hostile() throws {
        var chat = try chat()
        chat.happens(try seen("a", .otherName(["\u{1B}]0;x\u{7}", "\u{202E}", "c", "d"])))
        let note = try #require(try chat.notes(in: "chat.example").last)
        #expect(!note.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
        #expect(!note.contains(", d"))
    }
}

@Suite("a server that wants TLS") struct SecurityWishTests {
    @Test("gets it, before anything else is said, and is not trusted on first sight")
    func upgrade() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s CAP * LS * :sts=port=6697,duration=10 server-time")
        #expect(chat.takeSent().isEmpty)
        let secure = try Endpoint("ircs://chat.example")
        #expect(chat.takeEffects().prefix(2) == [.disconnect, .connect(secure)])
        let pin = try Fingerprint(of: "a")
        chat.happens(.certificate(ShownCertificate(fingerprint: pin, doubt: .selfSigned)))
        #expect(!chat.takeEffects().contains(.goOnWithHandshake))
        chat.happens(.disconnected(reason: "x"))
        chat.enters("/reconnect")
        #expect(chat.takeEffects().contains(.connect(secure)))
        chat.happens(.certificate(ShownCertificate(fingerprint: pin, doubt: nil)))
        #expect(chat.takeEffects().contains(.goOnWithHandshake))
    }

    private func secured(_ value: String, _ change: (inout ClientSettings) -> Void = { _ in }) throws -> Chat {
        var chat = try Chat(address: "ircs://chat.example", change)
        chat.happens(.certificate(ShownCertificate(fingerprint: try Fingerprint(of: "a"), doubt: nil)))
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s CAP * LS :sts=\(value)")
        return chat
    }

    @Test("is remembered at the port where it was reached, from the end of the connection on")
    func kept() throws {
        var chat = try secured("duration=10,port=12345")
        func policy(_ seconds: Int64) -> Effect {
            .remember(
                .policy(
                    host: "chat.example",
                    KnownServers.Policy(
                        port: 6_697, duration: 10,
                        until: Timestamp(milliseconds: 1_795_424_520_000 + seconds * 1_000))))
        }
        #expect(chat.takeEffects().contains(policy(10)))
        chat.later(by: 100_000)
        chat.happens(.disconnected(reason: "reset"))
        #expect(chat.takeEffects().contains(policy(110)))
    }

    @Test("is reached over TLS later, as long as that holds, and then no more")
    func honoured() throws {
        let until = Timestamp(milliseconds: 1_795_424_530_000)
        func start(_ until: Timestamp) throws -> Effect? {
            try Chat {
                $0.knownServers.learn(
                    .policy(host: "chat.example", KnownServers.Policy(port: 7_000, duration: 10, until: until)))
            }.effects.first
        }
        #expect(try start(until) == .connect(try Endpoint("ircs://chat.example:7000")))
        #expect(
            try start(Timestamp(milliseconds: 1_795_424_520_000)) == .connect(try Endpoint("irc://chat.example")))
    }

    @Test("takes it back with a duration of 0")
    func revoked() throws {
        let until = Timestamp(milliseconds: 1_795_424_530_000)
        var chat = try secured("duration=0") {
            $0.knownServers.learn(
                .policy(host: "chat.example", KnownServers.Policy(port: 6_697, duration: 10, until: until)))
        }
        #expect(chat.takeEffects().contains(.remember(.policy(host: "chat.example", nil))))
    }

    @Test("in this process is not obeyed, since nobody is on the way")
    func hosting() throws {
        var chat = try Chat { $0.networks[0].isHosting = true }
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s CAP * LS :sts=port=6697")
        #expect(chat.takeSent() == ["CAP END"])
    }
}
