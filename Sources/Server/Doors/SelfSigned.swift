import Crypto
import FoundationEssentials
import Glibc
import ServerCore
import SwiftASN1
import X509

/// Makes the server's own certificate, signed by itself.
enum SelfSigned {
    /// Ten years: whoever trusts it knows it by its fingerprint, and a new one would be a stranger.
    private static let lifetime: TimeInterval = 10 * 365 * 86_400
    /// Clocks of clients may be behind.
    private static let grace: TimeInterval = 86_400

    /// Makes both files, unless both are there. One alone is never written over.
    static func make(_ files: Certificates.Files, names: [String], now: Date) throws(CertificateFailure) {
        switch (access(files.certificate, F_OK) == 0, access(files.key, F_OK) == 0) {
        case (true, true): return
        case (true, false): throw .unreadable(files.key, reason: "it is gone, and its certificate is there")
        case (false, true): throw .unreadable(files.certificate, reason: "it is gone, and its key is there")
        case (false, false): break
        }
        do {
            let (certificate, key) = try sign(names: names, now: now)
            // The key last: a certificate alone tells that the making was broken off.
            try write(certificate, to: files.certificate)
            try write(key, to: files.key)
        } catch let fault as Fault {
            throw .notMade(files.certificate, reason: fault.reason)
        } catch {
            throw .notMade(files.certificate, reason: String(describing: error))
        }
    }

    private static func sign(names: [String], now: Date) throws -> (certificate: String, key: String) {
        let key = P256.Signing.PrivateKey()
        let owner = try DistinguishedName { CommonName(names.first ?? "localhost") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: now - grace, notValidAfter: now + lifetime, issuer: owner, subject: owner,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                // No key usage: one that may not sign certificates has not signed itself, and could not be trusted as
                // a file by those who check (RFC 5280, 4.2.1.3).
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(alternatives(names))
            },
            issuerPrivateKey: .init(key))
        return (try certificate.serializeAsPEM().pemString + "\n", key.pemRepresentation + "\n")
    }

    /// Those given, and this machine's own name for itself, each once.
    private static func alternatives(_ names: [String]) -> [GeneralName] {
        var seen: Set<String> = []
        return (names + ["localhost", "127.0.0.1", "::1"]).filter { seen.insert($0).inserted }.map { name in
            guard let address = IPAddress(name) else { return .dnsName(name) }
            return .ipAddress(ASN1OctetString(contentBytes: ArraySlice(address.bytes)))
        }
    }

    private struct Fault: Error {
        var reason: String
    }

    /// Readable by its owner alone. A file that is there already is left.
    private static func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(reason: String(cString: strerror(errno))) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw Fault(reason: reason)
        }
    }
}

extension IPAddress {
    /// Four bytes or sixteen, as a certificate holds them (RFC 5280, 4.2.1.6).
    fileprivate var bytes: [UInt8] {
        stride(from: isV4 ? 24 : 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt128($0)) }
    }
}
