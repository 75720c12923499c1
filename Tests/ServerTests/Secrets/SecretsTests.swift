import ChatProtocol
import Testing

@testable import Server

@Suite("Passwords, and what is kept of them")
struct SecretsTests {
    // The rows of RFC 6070 with SHA-256, and the lengths at which HMAC hashes its key; computed with Python's hashlib.
    @Test(
        "PBKDF2 gives the known answers",
        arguments: [
            ("password", "salt", 1, "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"),
            ("password", "salt", 2, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
            ("password", "salt", 4_096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
            (
                "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4_096,
                "348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1"
            ),
            ("pass\0word", "sa\0lt", 4_096, "89b69d0516f829893c696226650a86878c029ac13ee276509d5ae58b6466a724"),
            (
                String(repeating: "a", count: 64), "salt", 1,
                "eed8efdcf06f4355320eff3cd8ff022e86995fa88ba355ce50f2b9ef1a84e7fd"
            ),
            (
                String(repeating: "a", count: 65), "salt", 1,
                "4e9fbc963eb0986fa9bc9c6c5021065e65c535c9666c53ade96dd8b8df72d66d"
            ),
            (
                String(repeating: "a", count: 300), "salt", 3,
                "fc589dafb7bad6a7380348b32d581f988ffdd89140ef28be08b68b49b21a599f"
            ),
            (
                String(repeating: "é", count: 100), "salt", 1,
                "bf42cecff72ee32260a2c5ed10ad60fc41a96778f4256336d99818159cd10fdf"
            ),
        ])
    func known(_ password: String, _ salt: String, _ iterations: Int, _ hexadecimal: String) {
        let key = Secrets.saltedPassword(Array(password.utf8), salt: Array(salt.utf8), iterations: iterations)
        let text = key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(text == hexadecimal)
    }

    @Test(
        "a password is known again, and no other is",
        arguments: ["sesame", "a", " ", String(repeating: "a", count: 300), String(repeating: "é", count: 100), "😀"])
    func matches(_ password: String) throws {
        let verifier = try Secrets.verifier(of: password, iterations: 1)
        #expect(Secrets.matches(password, verifier))
        #expect(!Secrets.matches(password + "x", verifier))
        #expect(!Secrets.matches(String(password.dropLast()), verifier))
        #expect(!Secrets.matches(password.uppercased() + "Z", verifier))
    }

    @Test("where nothing is kept, no password fits, and the empty one never does")
    func unknown() throws {
        #expect(!Secrets.matches("sesame", nil, iterations: 1))
        #expect(!Secrets.matches("", nil, iterations: 1))
        #expect(!Secrets.matches("", try Secrets.verifier(of: "sesame", iterations: 1)))
        let zeros = Verifier(
            salt: Array(repeating: 0, count: 16), iterations: 1, storedKey: Array(repeating: 0, count: 32),
            serverKey: Array(repeating: 0, count: 32))
        #expect(!Secrets.matches("sesame", zeros))
    }

    @Test(
        "two ways to type a password are one",
        arguments: [
            ("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("a\u{A0}b", "a b"), ("ｓｅｓａｍｅ", "sesame"), ("\u{AA}", "a"),
            ("\u{2168}", "IX"), ("I\u{AD}X", "IX"), ("ﬁ", "fi"),
        ])
    func normalised(_ one: String, _ other: String) throws {
        #expect(Secrets.matches(other, try Secrets.verifier(of: one, iterations: 1)))
        #expect(Secrets.matches(one, try Secrets.verifier(of: other, iterations: 1)))
    }

    @Test(
        "what is no password is refused, not hashed",
        arguments: [
            ("", SaslPrep.Fault.empty), ("\u{AD}", .empty), ("a\u{7}b", .prohibited("\u{7}")),
            ("a\nb", .prohibited("\n")), (String(repeating: "a", count: 1_025), .tooLong),
        ])
    func refused(_ password: String, _ fault: SaslPrep.Fault) {
        #expect(throws: fault) { try Secrets.verifier(of: password, iterations: 1) }
        #expect(!Secrets.matches(password, nil, iterations: 1))
    }

    @Test("two hashes of one password have different salts")
    func salts() throws {
        let one = try Secrets.verifier(of: "sesame", iterations: 1)
        let other = try Secrets.verifier(of: "sesame", iterations: 1)
        #expect(one.salt.count == 16)
        #expect(one.salt != other.salt)
        #expect(one.storedKey != other.storedKey)
    }

    @Test("a printed hash is known as one, read again, and opens to its password alone")
    func hash() throws {
        let hash = try Secrets.hash(of: "sesame", iterations: 3)
        #expect(Secrets.isHash(hash))
        let verifier = try Verifier(hash)
        #expect(verifier.iterations == 3)
        #expect(Secrets.matches("sesame", verifier))
        #expect(!Secrets.matches(hash, verifier))
    }

    @Test("a password of the configuration may be plain or a hash")
    func setting() throws {
        #expect(Secrets.matches("sesame", setting: "sesame"))
        #expect(Secrets.matches("jose\u{301}", setting: "jos\u{E9}"))
        #expect(!Secrets.matches("millet", setting: "sesame"))
        #expect(!Secrets.matches("", setting: ""))
        let hash = try Secrets.hash(of: "sesame", iterations: 1)
        #expect(Secrets.matches("sesame", setting: hash))
        #expect(!Secrets.matches("millet", setting: hash))
        // Whoever reads the file cannot log in with what stands there.
        #expect(!Secrets.matches(hash, setting: hash))
        let damaged = String(hash.dropLast())
        #expect(!Secrets.matches("sesame", setting: damaged))
        #expect(!Secrets.matches(damaged, setting: damaged))
    }

    @Test("a verifier that another program wrote serves here")
    func foreign() throws {
        let verifier = try Verifier(
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")
        #expect(Secrets.matches("pencil", verifier))
        #expect(!Secrets.matches("pen", verifier))
    }

    @Test(
        "a plain password is no hash, but a damaged hash is one", arguments: ["sesame", "", "SCRAM", "scram-sha-256$"])
    func plain(_ text: String) {
        #expect(!Secrets.isHash(text))
        #expect(Secrets.isHash("SCRAM-SHA-256$4096:damaged"))
    }
}
