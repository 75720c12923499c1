import ChatProtocol
import Testing

@testable import Server

@Suite("Logging in without saying the password")
struct ScramServerTests {
    static let secret = Array(repeating: UInt8(7), count: ScramServer.secretBytes)

    private func begin(
        _ client: ScramClient, _ verifier: Verifier?, account: String = "ann", nonce: String = ScramServer.newNonce(),
        iterations: Int = 1, secret: [UInt8] = secret
    ) throws(ScramServer.Refusal) -> ScramExchange {
        try ScramServer.begin(
            client.first, account: account, verifier: verifier, secret: secret, iterations: iterations, nonce: nonce)
    }

    @Test("the exchange of RFC 7677, both ways")
    func known() throws {
        let salt = try #require(Base64.decode("W22ZaJ0SNY7soEsUEjb6gQ=="))
        let verifier = Secrets.verifier(ofPrepared: Array("pencil".utf8), salt: salt, iterations: 4_096)
        let client = try ScramClient("user", password: "pencil", nonce: "rOprNGfwEbeRWgbNEkqO")
        #expect(client.first.text == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
        #expect(try Scram.ClientFirst(parsing: Array(client.first.text.utf8)) == client.first)

        let exchange = try begin(client, verifier, nonce: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")
        #expect(
            exchange.serverFirst
                == "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")

        let (final, expected) = try client.answer(exchange.serverFirst)
        #expect(
            final.text
                == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        let read = try Scram.ClientFinal(parsing: Array(final.text.utf8))
        let answer = try ScramServer.finish(exchange, with: read)
        #expect(answer.text == "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
        #expect(answer == expected)
    }

    @Test(
        "whoever knows the password is in, and the server proves itself",
        arguments: ["sesame", String(repeating: "a", count: 300), "é,=小"], [Scram.Binding.unsupported, .notOffered])
    func success(_ password: String, _ binding: Scram.Binding) throws {
        let client = try ScramClient("ann", password: password, binding: binding)
        let exchange = try begin(client, try Secrets.verifier(of: password, iterations: 2))
        let (final, expected) = try client.answer(exchange.serverFirst)
        #expect(try ScramServer.finish(exchange, with: final) == expected)
    }

    @Test("another password is refused")
    func wrongPassword() throws {
        let client = try ScramClient("ann", password: "millet")
        let exchange = try begin(client, try Secrets.verifier(of: "sesame", iterations: 1))
        let (final, _) = try client.answer(exchange.serverFirst)
        #expect(throws: ScramServer.Refusal.invalidProof) { try ScramServer.finish(exchange, with: final) }
    }

    @Test("a name that nobody has is answered like any other, each time the same, and refused like a wrong password")
    func unknownName() throws {
        let client = try ScramClient("nobody", password: "sesame")
        let real = try begin(client, try Secrets.verifier(of: "sesame", iterations: 1), nonce: "x")
        let fake = try begin(client, nil, nonce: "x")
        #expect(!fake.isReal)
        let realFirst = try Scram.ServerFirst(parsing: Array(real.serverFirst.utf8))
        let fakeFirst = try Scram.ServerFirst(parsing: Array(fake.serverFirst.utf8))
        #expect(realFirst.salt.count == fakeFirst.salt.count)
        #expect(realFirst.iterations == fakeFirst.iterations)
        #expect(realFirst.nonce == fakeFirst.nonce)
        let composed = try begin(client, nil, account: "jos\u{E9}").verifier
        #expect(try begin(client, nil, account: "jose\u{301}").verifier == composed)
        // Another spelling of the name, another nonce: one salt. Another name, another secret: another salt.
        let again = try begin(try ScramClient("NOBODY", password: "x", nonce: "other"), nil)
        #expect(again.verifier == fake.verifier)
        #expect(try begin(client, nil, account: "bob").verifier.salt != fake.verifier.salt)
        let otherSecret = Array(repeating: UInt8(8), count: 32)
        #expect(try begin(client, nil, secret: otherSecret).verifier.salt != fake.verifier.salt)
        let (final, _) = try client.answer(fake.serverFirst)
        #expect(throws: ScramServer.Refusal.invalidProof) { try ScramServer.finish(fake, with: final) }
    }

    @Test("not even the keys of the fake verifier let anybody in")
    func fakeProof() throws {
        let client = try ScramClient("nobody", password: "sesame")
        let exchange = try begin(client, try Secrets.verifier(of: "sesame", iterations: 1))
        let (final, _) = try client.answer(exchange.serverFirst)
        let unreal = ScramExchange(
            clientFirstBare: exchange.clientFirstBare, serverFirst: exchange.serverFirst,
            gs2Header: exchange.gs2Header, nonce: exchange.nonce, verifier: exchange.verifier, isReal: false)
        #expect(throws: ScramServer.Refusal.invalidProof) { try ScramServer.finish(unreal, with: final) }
    }

    @Test("who wants channel binding is refused, since none is offered")
    func binding() throws {
        let client = try ScramClient("ann", password: "sesame", binding: .required("tls-exporter"))
        #expect(throws: ScramServer.Refusal.channelBindingRequired) { try begin(client, nil) }
    }

    @Test("a header that changed on its way, or a nonce of another exchange, is refused")
    func tampered() throws {
        let client = try ScramClient("ann", password: "sesame")
        let verifier = try Secrets.verifier(of: "sesame", iterations: 1)
        let exchange = try begin(client, verifier)
        let (final, _) = try client.answer(exchange.serverFirst)
        let otherHeader = try Scram.ClientFinal(
            channelBinding: Array("y,,".utf8), nonce: final.nonce, proof: final.proof)
        #expect(throws: ScramServer.Refusal.channelBindingMismatch) {
            try ScramServer.finish(exchange, with: otherHeader)
        }
        let replayed = try begin(client, verifier)
        #expect(replayed.nonce != exchange.nonce)
        #expect(throws: ScramServer.Refusal.nonceMismatch) { try ScramServer.finish(replayed, with: final) }
        let shorter = try Scram.ClientFinal(
            channelBinding: final.channelBinding, nonce: client.first.nonce, proof: final.proof)
        #expect(throws: ScramServer.Refusal.nonceMismatch) { try ScramServer.finish(exchange, with: shorter) }
        let extended = try Scram.ClientFinal(
            channelBinding: final.channelBinding, nonce: final.nonce, extensions: ["x=y"], proof: final.proof)
        #expect(throws: ScramServer.Refusal.invalidProof) { try ScramServer.finish(exchange, with: extended) }
    }

    @Test("a nonce that leaves no room for ours is refused")
    func longNonce() throws {
        let client = try ScramClient("ann", password: "sesame", nonce: String(repeating: "a", count: 512))
        #expect(throws: ScramServer.Refusal.tooLong) { try begin(client, nil) }
    }
}
