import ChatProtocol
import Testing

@Suite("A password from any keyboard")
struct SaslPrepTests {
    /// What stands in for a normalisation: it composes one letter.
    private func compose(_ text: String) -> String {
        text == "e\u{301}" ? "\u{E9}" : text
    }

    @Test(
        "spaces become one kind, and what is not seen goes",
        arguments: [
            ("sesame", "sesame"), ("open sesame", "open sesame"), ("a\u{A0}b", "a b"), ("a\u{3000}b", "a b"),
            ("a\u{200B}b", "a b"), ("I\u{AD}X", "IX"), ("a\u{200D}b\u{FE0F}", "ab"), ("\u{FEFF}a", "a"), ("😀", "😀"),
            ("e\u{301}", "\u{E9}"), ("שלום a", "שלום a"),
        ])
    func mapped(_ text: String, _ expected: String) throws {
        let prepared = try SaslPrep.prepared(text, compose: compose)
        #expect(prepared.unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test(
        "what no password may hold is named",
        arguments: [
            "\0", "\t", "\n", "\u{1B}", "\u{7F}", "\u{85}", "\u{E000}", "\u{FFFF}", "\u{1FFFF}", "\u{FFFD}", "\u{202E}",
            "\u{2028}", "\u{2FF0}", "\u{E0041}", "\u{6DD}", "\u{341}",
        ] as [Unicode.Scalar])
    func prohibited(_ scalar: Unicode.Scalar) {
        #expect(throws: SaslPrep.Fault.prohibited(scalar)) {
            try SaslPrep.prepared("a\(scalar)b", compose: compose)
        }
    }

    @Test("what a normalisation makes is judged too")
    func made() {
        #expect(throws: SaslPrep.Fault.prohibited("\u{A0}")) { try SaslPrep.prepared("é") { _ in "\u{A0}" } }
    }

    @Test("nothing is no password", arguments: ["", "\u{AD}", "\u{200D}\u{FEFF}"])
    func empty(_ text: String) {
        #expect(throws: SaslPrep.Fault.empty) { try SaslPrep.prepared(text, compose: compose) }
    }

    @Test("a password may have 1,024 bytes, which is what a message can bring")
    func length() throws {
        _ = try SaslPrep.prepared(String(repeating: "é", count: 512), compose: compose)
        #expect(throws: SaslPrep.Fault.tooLong) {
            try SaslPrep.prepared(String(repeating: "a", count: 1_025), compose: compose)
        }
    }
}
