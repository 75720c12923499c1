import ServerCore
import Testing

@Suite("Networks")
struct NetworkTests {
    @Test(
        "an address is read and told in its short form",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
            ("::1", "::1"), ("::", "::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("fe80::", "fe80::"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
            ("::ffff:192.0.2.1", "192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            ("1::2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
        ])
    func reads(_ text: String, _ short: String) {
        #expect(IPAddress(text)?.description == short)
        #expect(IPAddress(text) == IPAddress(short))
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.-4", "1.2.3.+4", "a.b.c.d", "1.2.3.4 ", ":",
            ":::",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::g", "::+1", "1.2.3.4::", "::1.2.3.4:5",
            "[::1]", "fe80::1%eth0", "1:2:3:4:5:6:7::8", "localhost", "１.２.３.４", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
        ])
    func refuses(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "a network holds the addresses that begin like it",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.9.9.9", true),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("0.0.0.0/0", "203.0.113.9", true),
            ("192.0.2.128/25", "192.0.2.127", false), ("192.0.2.128/25", "192.0.2.128", true),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("::ffff:10.0.0.0/8", "10.1.1.1", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
            ("::1", "::1", true), ("::/0", "2001:db8::1", true), ("::/0", "10.0.0.1", false),
            ("0.0.0.0/0", "::1", false), ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
        ])
    func contains(_ network: String, _ address: String, _ expected: Bool) throws {
        #expect(try #require(Network(network)).contains(#require(IPAddress(address))) == expected)
    }

    @Test(
        "what is no network is refused",
        arguments: [
            "", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/08", "lan",
        ])
    func refusesNetworks(_ text: String) {
        #expect(Network(text) == nil)
    }

    @Test(
        "a network is told as its first address and length",
        arguments: [("10.1.2.3/8", "10.0.0.0/8"), ("::1", "::1/128"), ("2001:db8::9/32", "2001:db8::/32")])
    func describes(_ text: String, _ canonical: String) {
        #expect(Network(text)?.description == canonical)
    }

    @Test(
        "somebody on this machine is known by the address",
        arguments: [
            ("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("::ffff:127.0.0.1", true), ("128.0.0.1", false),
            ("::2", false), ("somewhere", false),
        ])
    func loopback(_ host: String, _ expected: Bool) {
        #expect((IPAddress(host)?.isLoopback ?? false) == expected)
    }
}
