import ServerCore
import Testing

@Suite("What a proxy says first")
struct ProxyHeaderTests {
    private static let client = Address(host: "1.1.1.1", port: 65_533)

    private static func read(_ bytes: [UInt8]) -> ProxyHeader.Reading { ProxyHeader.read(bytes.span) }

    private static func firstBytes(_ bytes: [UInt8], _ mayBeProxied: Bool) -> FirstBytes {
        FirstBytes(bytes.span, mayBeProxied: mayBeProxied)
    }

    /// Version 2: the fixed part, then what is given.
    static func binary(
        command: UInt8 = 0x21, family: UInt8 = 0x11, _ body: [UInt8], length: Int? = nil
    ) -> [UInt8] {
        let count = length ?? body.count
        return [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, command, family, UInt8(count >> 8), UInt8(count & 255)]
            + body
    }

    private static let v4: [UInt8] = [1, 1, 1, 1, 127, 0, 0, 1, 0xFF, 0xFD, 0x1A, 0x0B]
    private static let v6: [UInt8] =
        [0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1] + Array(repeating: 0, count: 16) + [
            0, 80, 0x1A, 0x0B,
        ]
    private static let tls: [UInt8] = [0x20, 0, 5, 1, 0, 0, 0, 0]

    static let headers: [(bytes: [UInt8], header: ProxyHeader)] = [
        (Array("PROXY TCP4 1.1.1.1 127.0.0.1 65533 6667\r\n".utf8), ProxyHeader(source: client)),
        (
            Array("PROXY TCP6 2001:db8::1 ::1 80 6667\r\n".utf8),
            ProxyHeader(source: Address(host: "2001:db8::1", port: 80))
        ),
        (Array("PROXY UNKNOWN\r\n".utf8), ProxyHeader(source: nil)),
        (Array("PROXY UNKNOWN ffff::1 what ever 1 2\r\n".utf8), ProxyHeader(source: nil)),
        (binary(v4), ProxyHeader(source: client)),
        (binary(family: 0x21, v6), ProxyHeader(source: Address(host: "2001:db8::1", port: 80))),
        (binary(v4 + tls), ProxyHeader(source: client, isSecure: true)),
        (binary(v4 + [4, 0, 2, 9, 9] + tls), ProxyHeader(source: client, isSecure: true)),
        (binary(v4 + [0x20, 0, 5, 0, 0, 0, 0, 0]), ProxyHeader(source: client)),
        (binary(command: 0x20, family: 0, []), ProxyHeader(source: nil)),
        (binary(command: 0x20, family: 0x11, [9, 9, 9]), ProxyHeader(source: nil)),
        (binary(family: 0x00, [1, 2, 3]), ProxyHeader(source: nil)),
        (binary(family: 0x31, Array(repeating: 1, count: 216)), ProxyHeader(source: nil)),
    ]

    @Test("a header is read once its last byte has come, and not before", arguments: headers.indices)
    func everySplit(_ index: Int) {
        let (bytes, header) = Self.headers[index]
        for count in 1..<bytes.count {
            #expect(Self.read(Array(bytes.prefix(count))) == .incomplete)
        }
        #expect(Self.read(bytes) == .header(header, length: bytes.count))
        let more = bytes + Array("NICK ann\r\n".utf8)
        #expect(Self.read(more) == .header(header, length: bytes.count))
    }

    @Test(
        "a broken line is refused",
        arguments: [
            ("PROXY TCP5 1.1.1.1 1.1.1.1 1 1\r\n", ProxyHeader.Fault.family), ("PROXY \r\n", .family),
            ("PROXY TCP4 1.1.1.1 1.1.1.1 1\r\n", .family), ("PROXY TCP4 1.1.1.1 1.1.1.1 1 1 1\r\n", .family),
            ("PROXY  TCP4 1.1.1.1 1.1.1.1 1 1\r\n", .family), ("PROXY TCP4 ::1 ::1 1 1\r\n", .address),
            ("PROXY TCP6 1.1.1.1 1.1.1.1 1 1\r\n", .address), ("PROXY TCP4 1.1.1.1 nobody 1 1\r\n", .address),
            ("PROXY TCP4 1.1.1.1 1.1.1.1 65536 1\r\n", .port), ("PROXY TCP4 1.1.1.1 1.1.1.1 1 -1\r\n", .port),
            ("PROXY TCP4 1.1.1.1 1.1.1.1 99999999999999999999 1\r\n", .port),
            ("PROXY TCP4 \u{FF} 1.1.1.1 1 1\r\n", .address),
            ("PROXY " + String(repeating: "x", count: 120), .tooLong),
            ("PROXY UNKNOWN " + String(repeating: "x", count: 92) + "\r\n", .tooLong),
        ])
    func refusesLines(_ line: String, _ fault: ProxyHeader.Fault) {
        #expect(Self.read(Array(line.utf8)) == .malformed(fault))
    }

    @Test(
        "a broken binary header is refused",
        arguments: [
            (binary(command: 0x11, v4), ProxyHeader.Fault.version), (binary(command: 0x22, v4), .version),
            (binary(family: 0x12, v4), .family), (binary(family: 0x41, v4), .family),
            (binary(Array(v4.dropLast())), .address), (binary(family: 0x21, v4), .address),
            (binary(v4 + [0x20, 0]), .extensions), (binary(v4 + [0x20, 0, 6, 1, 0, 0, 0, 0]), .extensions),
            (binary(v4 + [0x20, 0, 1, 1]), .extensions), (binary([], length: 2_033), .tooLong),
            (binary([], length: 65_535), .tooLong),
        ])
    func refusesBinary(_ bytes: [UInt8], _ fault: ProxyHeader.Fault) {
        #expect(Self.read(bytes) == .malformed(fault))
    }

    @Test(
        "other words are no header",
        arguments: ["PASS x\r\n", "PROXYING\r\n", "NICK ann\r\n", "\r\nNICK", "!ann", "proxy "])
    func absent(_ text: String) {
        #expect(Self.read(Array(text.utf8)) == .absent)
    }

    @Test(
        "the first bytes say what a connection is",
        arguments: [
            ("", true, FirstBytes.incomplete), ("P", false, .lines), ("P", true, .incomplete), ("PA", true, .lines),
            ("PROXY TCP4", false, .lines), ("PROXY TCP9 \r\n", true, .malformed(.family)),
            ("PROXY UNKNOWN\r\nNICK", true, .proxied(ProxyHeader(source: nil), length: 15)),
            ("\u{16}", false, .encrypted),
            ("G", false, .incomplete), ("GET", false, .incomplete), ("GET ", false, .request), ("GETS", false, .lines),
            ("!", false, .lines), ("\r", false, .lines), ("\r", true, .incomplete), ("\r\nN", true, .lines),
        ])
    func firstBytes(_ text: String, _ mayBeProxied: Bool, _ expected: FirstBytes) {
        #expect(Self.firstBytes(Array(text.utf8), mayBeProxied) == expected)
    }
}
