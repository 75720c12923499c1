import ChatProtocol
import Testing

@testable import ClientCore

@Suite("what is known of servers") struct KnownServersTests {
    static let pin = String(repeating: "ab", count: 32)

    @Test("is a text that a person can read, and the text is it again")
    func text() throws {
        var known = KnownServers()
        known.learn(.trust(host: "Irc.Example", port: 6_697, .vouched))
        known.learn(.trust(host: "::1", port: 6_667, .pinned(try #require(Fingerprint(Self.pin)))))
        let until = Timestamp(milliseconds: 1_795_424_520_000)
        known.learn(.policy(host: "irc.example", KnownServers.Policy(port: 6_697, duration: 60, until: until)))
        known.learn(.policy(host: "gone.example", nil))
        let lines = known.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            lines == [
                "certificate ::1 6667 \(Self.pin)", "certificate irc.example 6697 vouched",
                "tls irc.example 6697 60 2026-11-23T09:02:00.000Z",
            ])
        #expect(KnownServers(parsing: known.text) == known)
        #expect(known.trust(host: "IRC.EXAMPLE", port: 6_697) == .vouched)
    }

    @Test(
        "leaves out lines that say nothing",
        arguments: [
            "", "certificate a 0 vouched", "certificate a 6697 abc", "certificate a", "tls a 6697 0 x", "tls a 6697 60",
            "tls a 6697 -1 2026-11-23T09:02:00.000Z", "tls a 6697 99999999999999999999 2026-11-23T09:02:00.000Z",
            "certificate a 99999999999999999999 vouched", "\u{0}\u{1}",
        ])
    func damage(line: String) {
        #expect(KnownServers(parsing: line + "\n") == KnownServers())
    }

    @Test("a wish for TLS ends when its time has come")
    func expiry() {
        var known = KnownServers()
        let until = Timestamp(milliseconds: 1_000)
        known.learn(.policy(host: "a", KnownServers.Policy(port: 1, duration: 1, until: until)))
        #expect(known.policy(host: "A", at: Timestamp(milliseconds: 999)) != nil)
        #expect(known.policy(host: "a", at: Timestamp(milliseconds: 1_000)) == nil)
    }

    @Test("a fingerprint is read with colons and without, and printed as hosts print it")
    func fingerprints() {
        let colons = Array(repeating: "AB", count: 32).joined(separator: ":")
        #expect(Fingerprint(colons)?.description == Self.pin)
        #expect(Fingerprint(Self.pin)?.description == Self.pin)
        for text in ["", "ab", Self.pin + "ab", String(Self.pin.dropLast()) + "g", Self.pin + ":::::::::"] {
            #expect(Fingerprint(text) == nil)
        }
    }

    @Test(
        "a server's wish says port and duration, each once, or nothing",
        arguments: [
            ("port=6697", 6_697, nil), ("duration=10,port=12345", 12_345, 10), ("duration=0", nil, 0),
            ("port=0,duration=-1", nil, nil), ("port=65536", nil, nil), ("preload", nil, nil), ("", nil, nil),
            ("duration=99999999999999999999", nil, nil), ("duration=999999999999", nil, 315_360_000),
        ] as [(String, Int?, Int64?)])
    func wishes(value: String, port: Int?, duration: Int64?) {
        let wish = SecurityWish(value)
        #expect(wish.port == port && wish.duration == duration)
    }
}
