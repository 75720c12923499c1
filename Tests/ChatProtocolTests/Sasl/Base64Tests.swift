import Chance
import ChatProtocol
import Testing

@Suite("Bytes as text")
struct Base64Tests {
    @Test(
        "the known answers of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("\0jilles\0sesame", "AGppbGxlcwBzZXNhbWU="),
        ])
    func known(_ text: String, _ base64: String) {
        #expect(Base64.encode(Array(text.utf8)) == base64)
        #expect(Base64.decode(base64) == Array(text.utf8))
    }

    @Test("every sign of the alphabet is read and written")
    func alphabet() {
        let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let bytes = Base64.decode(text)
        #expect(bytes?.count == 48)
        #expect(bytes.map { Base64.encode($0) } == text)
    }

    @Test(
        "what nobody wrote so is not read",
        arguments: [
            "Z", "Zg", "Zg=", "Zm8", "Zm9vY", "=", "==", "===", "====", "Z===", "Zg==Zg==", "Zg=v", "Z=g=", "=Zg=",
            "Zm8=Zm8=", "Zm9v====", "Zm9v=", "Zh==", "Zm9=", "Zm9v\n", "Zm 9", " Zg=", "Zg==\r\n\r\n", "Zm-_", "Zm!v",
            "!!!", "Zmé", "Zg==\0\0\0\0", "*", "+",
        ])
    func malformed(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("any bytes come back, and each text is the only one of its bytes")
    func roundTrips() {
        var random = SeededNumbers(seed: 64)
        for _ in 0..<2_000 {
            let bytes = random.bytes(upTo: 40)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            let text = random.text(of: ["A", "Q", "w", "g", "/", "="], 0...8)
            if let bytes = Base64.decode(text) { #expect(Base64.encode(bytes) == text) }
        }
    }
}
