import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Server
import ServerCore
import TerminalEmulator
import Testing

@Suite("The doors", .timeLimit(.minutes(1)))
struct DoorsTests {
    private let folder: TemporaryFolder
    private let certificates: Certificates
    private let trusting: TLSConfiguration

    init() throws {
        folder = try TemporaryFolder()
        certificates = try Certificates(in: folder.path, names: ["chat.local"])
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        trusting = configuration
    }

    private func house(_ kinds: [Door.Kind] = [.main], proxyFrom: [String] = []) async throws -> OpenHouse {
        try await OpenHouse.open(kinds) { entrance in
            entrance.certificates = certificates
            entrance.proxyFrom = proxyFrom.compactMap { Network($0) }
        }
    }

    // MARK: - Plain

    @Test("a plain connection's own handler is alone once the doors have done their work")
    func plain() async throws {
        let house = try await house()
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends("NICK ann\r\nwhere\r\n")
        #expect(try await ann.hears("true\r\n") == "heard NICK ann\r\n127.0.0.1 plain - active=true\r\n")
        try await ann.sends("pipe\r\n")
        #expect(try await ann.hears("\r\n") == "1 handlers\r\n")
        await ann.leaves()
        await house.close()
    }

    @Test(
        "words that begin like something else are plain lines when they come byte after byte",
        arguments: ["GETS\r\n", "PROXY TCP4 1.1.1.1 1.1.1.1 1 1\r\n", "!ann\r\n", "\r\nPING\r\n", "G\r\n"])
    func slowly(_ words: String) async throws {
        let house = try await house()
        let ann = try await Visitor.come(to: house.port())
        try await ann.sendsSlowly(Array((words + "end\r\n").utf8))
        let last = words.split(separator: "\r\n").last ?? ""
        #expect(try await ann.hears("heard end\r\n").hasSuffix("heard \(last)\r\nheard end\r\n"))
        await ann.leaves()
        await house.close()
    }

    @Test("who says all at once and then no more is still answered")
    func halfClosed() async throws {
        let house = try await house()
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends("hello\r\n")
        try await ann.ends()
        #expect(try await ann.hearsTheEnd() == Array("heard hello\r\nno more\r\n".utf8))
        await house.close()
    }

    @Test("who goes in the middle of the first word is let go", arguments: ["", "GE", "PROXY TCP"])
    func goesEarly(_ start: String) async throws {
        let house = try await house(proxyFrom: ["127.0.0.0/8"])
        let ann = try await Visitor.come(to: house.port())
        if !start.isEmpty { try await ann.sends(start) }
        try await ann.ends()
        #expect(try await ann.hearsTheEnd() == [])
        await house.close()
    }

    // MARK: - TLS

    @Test("TLS is spoken at the main door and at its own", arguments: [Door.Kind.main, .tls])
    func tls(_ kind: Door.Kind) async throws {
        let house = try await house([kind])
        let ann = try await Visitor.come(to: house.port(kind), tls: trusting)
        try await ann.sends("NICK ann\r\nwhere\r\n")
        #expect(try await ann.hears("true\r\n") == "heard NICK ann\r\n127.0.0.1 secure - active=true\r\n")
        try await ann.sends("pipe\r\n")
        #expect(try await ann.hears("\r\n") == "2 handlers\r\n")
        try await ann.sends("quit\r\n")
        #expect(try await ann.hearsTheEnd() == Array("farewell\r\n".utf8))
        await house.close()
    }

    @Test(
        "the fingerprint of a client's certificate is known, whoever signed it",
        arguments: [TLSVersion.tlsv12, .tlsv13])
    func fingerprint(_ version: TLSVersion) async throws {
        let house = try await house()
        let own = try TemporaryFolder()
        let annsCertificate = try Certificates(in: own.path, names: ["ann"])
        var configuration = trusting
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        configuration.certificateChain = [.certificate(try NIOSSLCertificate.fromPEMFile(own.path(of: "tls.crt"))[0])]
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: own.path(of: "tls.key"), format: .pem))
        let ann = try await Visitor.come(to: house.port(), tls: configuration)
        try await ann.sends("where\r\n")
        #expect(try await ann.hears("\r\n") == "127.0.0.1 secure \(annsCertificate.fingerprint) active=true\r\n")
        #expect(annsCertificate.fingerprint.utf8.count == 64)
        await ann.leaves()
        await house.close()
    }

    @Test("TLS 1.1 is refused")
    func oldTLS() async throws {
        let house = try await house()
        var configuration = trusting
        configuration.minimumTLSVersion = .tlsv1
        configuration.maximumTLSVersion = .tlsv11
        let ann = try await Visitor.come(to: house.port(), tls: configuration)
        await #expect(throws: (any Error).self) {
            try await ann.sends("where\r\n")
            try await ann.hears("\r\n")
        }
        await house.close()
    }

    @Test("plain lines are refused where TLS alone is spoken, and at a door for WebSocket")
    func plainRefused() async throws {
        let house = try await house([.tls, .webSocket])
        for kind in [Door.Kind.tls, .webSocket] {
            let ann = try await Visitor.come(to: house.port(kind))
            try await ann.sends("NICK ann\r\n")
            #expect(try await ann.hearsTheEnd() == [])
        }
        await house.close()
    }

    @Test("without a certificate nobody is taken for an IRC client who speaks TLS")
    func withoutCertificate() async throws {
        let house = try await OpenHouse.open()
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 10])
        #expect(try await ann.hearsTheEnd() == [])
        await house.close()
    }

    // MARK: - Proxies

    private static let v1 = Array("PROXY TCP4 203.0.113.9 127.0.0.1 65533 6667\r\n".utf8)
    private static let v2: [UInt8] =
        [
            13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 0x21, 0x11, 0, 12, 203, 0, 113, 9, 127, 0, 0, 1, 255, 253,
            26, 11,
        ]
    private static let v2OverTLS: [UInt8] =
        v2[..<15] + [20] + v2[16...] + [0x20, 0, 5, 1, 0, 0, 0, 0]

    @Test(
        "a trusted proxy says where its client is, and whether it came over TLS",
        arguments: [(v1, "plain"), (v2, "plain"), (v2OverTLS, "secure")])
    func proxied(_ header: [UInt8], _ kind: String) async throws {
        let house = try await house(proxyFrom: ["127.0.0.0/8"])
        for isSlow in [false, true] {
            let ann = try await Visitor.come(to: house.port())
            let bytes = header + Array("where\r\n".utf8)
            if isSlow { try await ann.sendsSlowly(bytes) } else { try await ann.sends(bytes) }
            #expect(try await ann.hears("\r\n") == "203.0.113.9 \(kind) - active=true\r\n")
            try await ann.sends("pipe\r\n")
            #expect(try await ann.hears("\r\n") == "1 handlers\r\n")
            await ann.leaves()
        }
        await house.close()
    }

    @Test("TLS may follow what a proxy says", arguments: [v1, v2])
    func proxiedTLS(_ header: [UInt8]) async throws {
        let house = try await house(proxyFrom: ["127.0.0.1"])
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends(header)
        try await ann.startsTLS(trusting)
        try await ann.sends("where\r\nPROXY UNKNOWN\r\n")
        #expect(
            try await ann.hears("UNKNOWN\r\n") == "203.0.113.9 secure - active=true\r\nheard PROXY UNKNOWN\r\n")
        await ann.leaves()
        await house.close()
    }

    @Test("a proxy that speaks for itself is where it is")
    func proxyItself() async throws {
        let house = try await house(proxyFrom: ["127.0.0.1"])
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends("PROXY UNKNOWN\r\nwhere\r\n")
        #expect(try await ann.hears("\r\n") == "127.0.0.1 plain - active=true\r\n")
        await ann.leaves()
        await house.close()
    }

    @Test("a broken header of a proxy ends the connection, and one from a stranger is text")
    func brokenProxy() async throws {
        let trusting = try await house(proxyFrom: ["127.0.0.1"])
        let ann = try await Visitor.come(to: trusting.port())
        try await ann.sends("PROXY TCP4 203.0.113.999 127.0.0.1 1 1\r\nwhere\r\n")
        #expect(try await ann.hearsTheEnd() == [])
        await trusting.close()

        let house = try await house(proxyFrom: ["10.0.0.0/8", "::/0"])
        let bea = try await Visitor.come(to: house.port())
        try await bea.sends(Self.v1 + Array("where\r\n".utf8))
        #expect(
            try await bea.hears("true\r\n")
                == "heard PROXY TCP4 203.0.113.9 127.0.0.1 65533 6667\r\n127.0.0.1 plain - active=true\r\n")
        await bea.leaves()
        await house.close()
    }

    // MARK: - Listening

    @Test("of doors of which one cannot be opened none is, and the reason is told")
    func inUse() async throws {
        let house = try await house()
        let listeners = Listeners(
            Entrance { origin, _, _ in Echo(origin) }, group: .singletonMultiThreadedEventLoopGroup,
            log: .init(label: "x")
        )
        await #expect(throws: ServerFailure.addressInUse(host: "127.0.0.1", port: house.port())) {
            try await listeners.open([
                Door(.main, host: "127.0.0.1", port: 0), Door(.tls, host: "127.0.0.1", port: house.port()),
            ])
        }
        await house.close()
    }

    @Test("the numbers are shown at /metrics and nowhere else")
    func metrics() async throws {
        let house = try await OpenHouse.open([.metrics]) { entrance in
            entrance.metrics = { [Metric("chat_members", help: "Here.", .gauge([.init(3)]))] }
        }
        let ann = try await Visitor.come(to: house.port(.metrics))
        try await ann.sendsSlowly(Array("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        let page = String(decoding: try await ann.hearsTheEnd(), as: UTF8.self)
        #expect(page.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4"))
        #expect(page.contains("Content-Length: 67\r\n"))
        #expect(page.hasSuffix("\r\n\r\n# HELP chat_members Here.\n# TYPE chat_members gauge\nchat_members 3\n"))
        for (target, status) in [("/", "404"), ("/metricsx", "404"), ("x", "400")] {
            let bea = try await Visitor.come(to: house.port(.metrics))
            try await bea.sends("GET \(target) HTTP/1.1\r\n\r\n")
            #expect(String(decoding: try await bea.hearsTheEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 \(status) "))
        }
        await house.close()
    }
}
