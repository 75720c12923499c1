import ChatProtocol
import Testing

@Suite("What is kept of a password")
struct VerifierTests {
    /// Of RFC 7677's password `pencil`.
    static let pencil =
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
        + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    static let key = String(repeating: "A", count: 43) + "="

    @Test("a verifier is read and written as PostgreSQL does")
    func known() throws {
        let verifier = try Verifier(Self.pencil)
        #expect(verifier.iterations == 4_096)
        #expect(Base64.encode(verifier.salt) == "W22ZaJ0SNY7soEsUEjb6gQ==")
        #expect(verifier.storedKey.count == 32)
        #expect(verifier.description == Self.pencil)
    }

    @Test(
        "the bounds themselves are allowed",
        arguments: [
            "SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):\(key)", "SCRAM-SHA-256$10000000:AAAAAAAAAAA=$\(key):\(key)",
            "SCRAM-SHA-256$1:\(String(repeating: "A", count: 86))==$\(key):\(key)",
            "SCRAM-SHA-256$10000000:\(String(repeating: "A", count: 86))==$\(key):\(key)",
        ])
    func bounds(_ text: String) throws {
        #expect(try Verifier(text).description == text)
    }

    @Test(
        "a text that is none says why",
        arguments: [
            ("", Verifier.Fault.otherScheme), ("sesame", .otherScheme), ("SCRAM-SHA-256", .otherScheme),
            ("scram-sha-256$1:AAAAAAAAAAA=$\(key):\(key)", .otherScheme),
            ("SCRAM-SHA-1$1:AAAAAAAAAAA=$\(key):\(key)", .otherScheme),
            (" SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):\(key)", .otherScheme),
            ("SCRAM-SHA-256$", .malformed), ("SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key)", .malformed),
            ("SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):\(key)\n", .malformed),
            ("SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):\(key):", .malformed),
            ("SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):\(key)$", .malformed),
            ("SCRAM-SHA-256$:AAAAAAAAAAA=$\(key):\(key)", .malformed),
            ("SCRAM-SHA-256$0:AAAAAAAAAAA=$\(key):\(key)", .malformed),
            ("SCRAM-SHA-256$01:AAAAAAAAAAA=$\(key):\(key)", .malformed),
            ("SCRAM-SHA-256$-1:AAAAAAAAAAA=$\(key):\(key)", .malformed),
            ("SCRAM-SHA-256$99999999999999999999:AAAAAAAAAAA=$\(key):\(key)", .malformed),
            ("SCRAM-SHA-256$9999999999:AAAAAAAAAAA=$\(key):\(key)", .iterationsOutOfBounds),
            ("SCRAM-SHA-256$10000001:AAAAAAAAAAA=$\(key):\(key)", .iterationsOutOfBounds),
            ("SCRAM-SHA-256$1:AAAAAAAAAA==$\(key):\(key)", .saltOutOfBounds),
            ("SCRAM-SHA-256$1:$\(key):\(key)", .saltOutOfBounds),
            ("SCRAM-SHA-256$1:\(String(repeating: "A", count: 87))=$\(key):\(key)", .saltOutOfBounds),
            ("SCRAM-SHA-256$1:AAAAAAAAAAA=$AAAA:\(key)", .keySize), ("SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):", .keySize),
            ("SCRAM-SHA-256$1:AAAAAAAAAAA=$\(key):\(String(repeating: "A", count: 44))", .keySize),
            ("SCRAM-SHA-256$1:AAAAAAAAAAA$\(key):\(key)", .malformed),
        ])
    func malformed(_ text: String, _ fault: Verifier.Fault) {
        #expect(throws: fault) { try Verifier(text) }
    }

    @Test("a text cut short anywhere is none")
    func truncated() {
        for count in 0..<Self.pencil.count {
            #expect(throws: Verifier.Fault.self) { try Verifier(String(Self.pencil.prefix(count))) }
        }
    }
}
