import FoundationEssentials
import Glibc
import NIOSSL
import Server
import TerminalEmulator
import Testing

@Suite("The server's certificate")
struct CertificatesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func permissions(of name: String) -> mode_t {
        var status = stat()
        return stat(folder.path(of: name), &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test("it is made once, for ten years, for its owner's eyes, and kept")
    func madeOnce() throws {
        let now = Date(timeIntervalSince1970: 1_795_424_400)
        let first = try Certificates(in: folder.path, names: ["chat.example", "192.0.2.7", "2001:db8::7"], now: now)
        let key = folder.text(of: "tls.key")
        let second = try Certificates(in: folder.path, names: ["other.example"])
        #expect(first.fingerprint == second.fingerprint)
        #expect(folder.text(of: "tls.key") == key)
        #expect(permissions(of: "tls.crt") == 0o600)
        #expect(permissions(of: "tls.key") == 0o600)

        let certificate = try #require(try NIOSSLCertificate.fromPEMFile(folder.path(of: "tls.crt")).first)
        #expect(certificate.notValidAfter == 1_795_424_400 + 3_650 * 86_400)
        #expect(certificate.notValidBefore < 1_795_424_400)
        #expect(certificate.description.contains("common_name=chat.example"))
    }

    @Test("two servers have two certificates")
    func notShared() throws {
        let other = try TemporaryFolder()
        let one = try Certificates(in: folder.path, names: ["chat.local"])
        #expect(try Certificates(in: other.path, names: ["chat.local"]).fingerprint != one.fingerprint)
    }

    @Test("half of a pair is not written over")
    func half() throws {
        try folder.writes("mine", to: "tls.key")
        #expect(
            throws: CertificateFailure.unreadable(
                folder.path(of: "tls.crt"), reason: "it is gone, and its key is there")
        ) {
            try Certificates(in: folder.path, names: ["chat.local"])
        }
        #expect(folder.text(of: "tls.key") == "mine")
    }

    @Test("what cannot be used is named in one sentence")
    func failures() throws {
        let other = try TemporaryFolder()
        _ = try Certificates(in: folder.path, names: ["a"])
        _ = try Certificates(in: other.path, names: ["b"])
        let (own, foreign) = (Certificates.Files(in: folder.path), Certificates.Files(in: other.path))
        try folder.writes("nothing", to: "empty")
        let empty = folder.path(of: "empty")
        let gone = folder.path(of: "gone")
        let rows: [(Certificates.Files, CertificateFailure)] = [
            (.init(certificate: gone, key: own.key), .unreadable(gone, reason: "No such file or directory")),
            (.init(certificate: own.certificate, key: gone), .unreadable(gone, reason: "No such file or directory")),
            (.init(certificate: empty, key: own.key), .noCertificate(empty)),
            (.init(certificate: own.certificate, key: empty), .noKey(empty)),
            (
                .init(certificate: own.certificate, key: foreign.key),
                .mismatch(.init(certificate: own.certificate, key: foreign.key))
            ),
        ]
        for (files, failure) in rows {
            #expect(throws: failure) { try Certificates(files) }
        }
        #expect(throws: (any Error).self) { try Certificates(in: folder.path(of: "no/such"), names: []) }
    }

    @Test("a new pair is shown to those who come from then on, and a broken one to nobody")
    func reload() async throws {
        let certificates = try Certificates(in: folder.path, names: ["chat.local"])
        let house = try await OpenHouse.open { $0.certificates = certificates }
        let first = certificates.fingerprint
        let before = try await Visitor.come(to: house.port(), tls: trusting("tls.crt"))
        try await before.sends("hello\r\n")
        try await before.hears("heard hello\r\n")

        let other = try TemporaryFolder()
        let new = try Certificates(in: other.path, names: ["chat.local"])
        try folder.writes(try #require(other.text(of: "tls.crt")), to: "tls.crt")
        #expect(throws: CertificateFailure.mismatch(.init(in: folder.path))) { try certificates.reload() }
        #expect(certificates.fingerprint == first)
        try folder.writes(try #require(other.text(of: "tls.key")), to: "tls.key")
        try certificates.reload()
        #expect(certificates.fingerprint == new.fingerprint)

        try await before.sends("still here\r\n")
        try await before.hears("heard still here\r\n")
        let after = try await Visitor.come(to: house.port(), tls: trusting("tls.crt"))
        try await after.sends("hello\r\n")
        try await after.hears("heard hello\r\n")
        await before.leaves()
        await after.leaves()
        await house.close()
    }

    /// A client that trusts what stands in this file alone, and no name.
    private func trusting(_ file: String) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(folder.path(of: file))
        configuration.certificateVerification = .noHostnameVerification
        return configuration
    }
}
