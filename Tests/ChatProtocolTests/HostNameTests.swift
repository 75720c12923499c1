import ChatProtocol
import Testing

@Suite("The names of hosts")
struct HostNameTests {
    @Test("labels of 63 bytes and names of 253 are the longest")
    func length() {
        let label = String(repeating: "a", count: 63)
        #expect(HostName.isValid("\(label).example"))
        #expect(!HostName.isValid("a\(label).example"))
        let name = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
        #expect(name.utf8.count == 253)
        #expect(HostName.isValid(name))
        #expect(!HostName.isValid(name + "b"))
    }

    @Test("an IPv4 address is a name, too", arguments: ["127.0.0.1", "a.b", "A.", "a-b.c-d", "a--b.c"])
    func valid(_ name: String) {
        #expect(HostName.isValid(name))
    }

    @Test(
        "empty labels and foreign signs are refused",
        arguments: [
            ".", "..", "a..", "a..b", ".a.b", "a.-", "a-.b", "::1", "[a.b]", "a.b:1", "例.中国", "a.b\n", "a.b\u{0}",
        ])
    func invalid(_ name: String) {
        #expect(!HostName.isValid(name))
    }
}
