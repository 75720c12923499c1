import ChatProtocol
import Testing

@Suite("A password in the clear")
struct SaslPlainTests {
    @Test(
        "names and a password come back",
        arguments: [
            ("", "jilles", "sesame"), ("jilles", "jilles", "sesame"), ("ann", "bob", "é"), ("", "小明", " "),
            ("", String(repeating: "a", count: 255), String(repeating: "é", count: 512)),
        ])
    func roundTrips(_ authzid: String, _ authcid: String, _ password: String) throws {
        let written = try SaslPlain(authzid: authzid, authcid: authcid, password: password)
        #expect(written.bytes == Array("\(authzid)\0\(authcid)\0\(password)".utf8))
        let read = try SaslPlain(parsing: written.bytes)
        #expect(read == written)
        #expect((read.authzid, read.authcid, read.password) == (authzid, authcid, password))
    }

    static let refused: [([UInt8], SaslPlain.Fault)] = [
        ([], .malformed),
        (Array("jilles".utf8), .malformed),
        (Array("jilles\0sesame".utf8), .malformed),
        (Array("\0jilles\0sesame\0".utf8), .malformed),
        (Array("\0\0\0".utf8), .malformed),
        (Array("\0\0".utf8), .empty),
        (Array("\0\0sesame".utf8), .empty),
        (Array("\0jilles\0".utf8), .empty),
        ([0, 0xFF, 0, 0x61], .invalidUTF8),
        ([0, 0x61, 0, 0xC3], .invalidUTF8),
        ([0xED, 0xA0, 0x80, 0, 0x61, 0, 0x61], .invalidUTF8),
        ([0] + Array(repeating: 0x61, count: 256) + [0, 0x61], .tooLong),
        (Array(repeating: 0x61, count: 256) + [0, 0x61, 0, 0x61], .tooLong),
        ([0, 0x61, 0] + Array(repeating: 0x61, count: 1_025), .tooLong),
        (Array(repeating: 0, count: 1_537), .tooLong),
    ]

    @Test("bytes that are no such message", arguments: refused)
    func malformed(_ bytes: [UInt8], _ fault: SaslPlain.Fault) {
        #expect(throws: fault) { try SaslPlain(parsing: bytes) }
    }

    @Test(
        "nothing is written that would not be read",
        arguments: [
            ("a\0b", "ann", "x", SaslPlain.Fault.malformed), ("", "ann\0", "x", .malformed),
            ("", "ann", "\0", .malformed),
            ("", "", "x", .empty), ("", "ann", "", .empty), ("", "ann", String(repeating: "a", count: 1_025), .tooLong),
        ])
    func unwritable(_ authzid: String, _ authcid: String, _ password: String, _ fault: SaslPlain.Fault) {
        #expect(throws: fault) { try SaslPlain(authzid: authzid, authcid: authcid, password: password) }
    }

    @Test("a message cut short is refused, or is another password")
    func truncated() throws {
        let whole = try SaslPlain(authzid: "ann", authcid: "小明", password: "sesame").bytes
        for count in 0..<whole.count {
            let read = try? SaslPlain(parsing: Array(whole[..<count]))
            #expect((read != nil) == (count > 11), "\(count) bytes")
        }
    }
}
