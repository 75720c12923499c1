import ChatProtocol
import Testing

@testable import Client
@testable import ClientCore

@Suite("the client's hashing") struct ScramProverTests {
    @Test("gives the proof and the signature of RFC 7677, 3")
    func example() throws {
        let nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
        let signed =
            "n=user,r=rOprNGfwEbeRWgbNEkqO,r=\(nonce),s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=\(nonce)"
        let answer = ScramProver.answer(
            ScramQuestion(
                nonce: nonce, password: Secret("pencil"),
                salt: try #require(Base64.decode("W22ZaJ0SNY7soEsUEjb6gQ==")), rounds: 4_096,
                signed: Array(signed.utf8)))
        #expect(Base64.encode(answer.proof) == "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        #expect(Base64.encode(answer.signature) == "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
    }

    @Test("never makes the same nonce twice")
    func nonces() {
        #expect(Set((0..<100).map { _ in ScramProver.newNonce() }).count == 100)
    }
}
