import NIOSSL
import TerminalEmulator
import Testing

@testable import Client
@testable import ClientCore

/// Certificates of `tea.example` that nobody vouches for.
private enum Sample {
    static let selfSigned = """
        -----BEGIN CERTIFICATE-----
        MIIBNTCB3aADAgECAgEHMAoGCCqGSM49BAMCMBYxFDASBgNVBAMMC3RlYS5leGFt
        cGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAWMRQwEgYDVQQD
        DAt0ZWEuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA6H4s8r6Osc
        Ffx7PT2cwmR+3foadMRCZORcp4aDvZLvRV9NpQYiYidm9tDDroReslFbz090AFjF
        CGYWs6lM2rujGjAYMBYGA1UdEQQPMA2CC3RlYS5leGFtcGxlMAoGCCqGSM49BAMC
        A0cAMEQCIE1Vl0djzyAlYoK+C9P9TUeOvNtX9TbfuFphhbWCHVzyAiBdlyE8hQsF
        18BqOO8X/MO2T4UgsNzx6U5O9KUlUF0+9g==
        -----END CERTIFICATE-----
        """
    static let fingerprint = "ae8618964677e750e6bff4c5e593331d7f5c5cfa0a4c4234889894a2817a33b6"
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfPfjcIU3nJ2lTyzm
        DOiaC8Cdv0N4VIuGgVy5wkQzE0mhRANCAAQOh+LPK+jrHBX8ez09nMJkft36GnTE
        QmTkXKeGg72S70VfTaUGImInZvbQw66EXrJRW89PdABYxQhmFrOpTNq7
        -----END PRIVATE KEY-----
        """
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBNDCB26ADAgECAgEHMAoGCCqGSM49BAMCMBYxFDASBgNVBAMMC3RlYS5leGFt
        cGxlMB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowFjEUMBIGA1UEAwwL
        dGVhLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQBwxqMJfCXKoRq
        uar4icExAa+gL/CoHXN6TJBnA/0M/FeYyqzRJybpFGeCsQLalevOpaR7InTb956g
        XowmE+yxoxowGDAWBgNVHREEDzANggt0ZWEuZXhhbXBsZTAKBggqhkjOPQQDAgNI
        ADBFAiAB54qRqmWj+y3vtusd6cXw+PCaxaJMrixbPVO0PwFSfAIhAI09aXwMxeG7
        v3t2uWnGOOL/6cpwLh3aopPGyqi/i0hh
        -----END CERTIFICATE-----
        """
    static let notYetValid = """
        -----BEGIN CERTIFICATE-----
        MIIBODCB36ADAgECAgEHMAoGCCqGSM49BAMCMBYxFDASBgNVBAMMC3RlYS5leGFt
        cGxlMCIYDzIxMTAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBYxFDASBgNV
        BAMMC3RlYS5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEkFJCJRWt
        iyFcSGFCBNgLk2mrdKyS20AjrLuLfSg98l6fieefncUcl6li7ZU8m20ofvBpfwMB
        SRt0JLDyupvTHqMaMBgwFgYDVR0RBA8wDYILdGVhLmV4YW1wbGUwCgYIKoZIzj0E
        AwIDSAAwRQIhALdTKUT4RUTLYWqJgHNj7gp+AThG/jNmQZA32Qhm36WFAiBNebez
        l0FrKBLLr3vSkQlKwMP7WowtupvyMkeCku3QNA==
        -----END CERTIFICATE-----
        """
    static let ofSomebody = """
        -----BEGIN CERTIFICATE-----
        MIIBNDCB2qADAgECAgEHMAoGCCqGSM49BAMCMBMxETAPBgNVBAMMCFNvbWVib2R5
        MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAWMRQwEgYDVQQDDAt0
        ZWEuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIGZn8L1PEAihpWj
        cOQbaUSAycv1LWQEX2A2zz/W/cESeuGdZ9kw+IDdsVtMRdGxa09GzUpyHGiTuWH7
        XNMFxQyjGjAYMBYGA1UdEQQPMA2CC3RlYS5leGFtcGxlMAoGCCqGSM49BAMCA0kA
        MEYCIQCSe8naglMNNlFg3vQOOFhBgN+av57L7SNO/wqShRuR0AIhAKAmfeog2JlU
        tgZu2QY3NElUSPvonjlIaKaVxF1c2e/3
        -----END CERTIFICATE-----
        """
}

@Suite("a look at a certificate") struct CertificateLookTests {
    @Test(
        "says why nobody vouches for it",
        arguments: [
            (Sample.selfSigned, ShownCertificate.Doubt.selfSigned), (Sample.expired, .expired),
            (Sample.notYetValid, .notYetValid), (Sample.ofSomebody, .unknownIssuer),
        ], ["tea.example", "127.0.0.1", "::1", "", "茶.example"])
    func doubts(row: (String, ShownCertificate.Doubt), host: String) async throws {
        let certificate = try NIOSSLCertificate(bytes: Array(row.0.utf8), format: .pem)
        let shown = try #require(await CertificateLook.look(at: [certificate], of: host))
        #expect(shown.doubt == row.1)
    }

    @Test("knows it by what openssl says of it")
    func fingerprint() async throws {
        let certificate = try NIOSSLCertificate(bytes: Array(Sample.selfSigned.utf8), format: .pem)
        let shown = await CertificateLook.look(at: [certificate], of: "tea.example")
        #expect(shown?.fingerprint == Fingerprint(Sample.fingerprint))
        #expect(await CertificateLook.look(at: [], of: "tea.example") == nil)
    }

    @Test("the person's own is read with its key from one file, and what is missing is said")
    func own() throws {
        let folder = try TemporaryFolder()
        let both = try folder.writes(Sample.selfSigned + "\n" + Sample.key, to: "both.pem")
        #expect(try ClientCertificate(file: both).chain.count == 1)
        let alone = try folder.writes(Sample.selfSigned, to: "alone.pem")
        #expect(throws: ClientCertificateError.noKey(alone)) { try ClientCertificate(file: alone) }
        let missing = folder.path(of: "missing.pem")
        #expect(throws: ClientCertificateError.noCertificate(missing)) { try ClientCertificate(file: missing) }
    }
}
