import ClientCore
import Crypto
import FoundationEssentials
import NIOCore
import NIOSSL
import SwiftASN1
import X509

/// A look at the certificate that a server shows: what it is known by, and whether the system's roots vouch for it.
enum CertificateLook {
    /// Certificates above the server's own that are looked at; chains have two or three.
    private static let mostAbove = 8

    /// nil where there is nothing to look at.
    static func look(at chain: [NIOSSLCertificate], of host: String) async -> ShownCertificate? {
        guard let own = chain.first, let bytes = try? own.toDERBytes() else { return nil }
        let digits = SHA256.hash(data: bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        guard let fingerprint = Fingerprint(digits.joined()) else { return nil }
        return ShownCertificate(fingerprint: fingerprint, doubt: await doubt(about: bytes, chain, host))
    }

    private static func doubt(
        about bytes: [UInt8], _ chain: [NIOSSLCertificate], _ host: String
    ) async -> ShownCertificate.Doubt? {
        guard let leaf = try? Certificate(derEncoded: bytes) else { return .unreadable }
        let above = CertificateStore(
            chain.dropFirst().prefix(mostAbove).compactMap { try? Certificate(derEncoded: $0.toDERBytes()) })
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        var whole = Verifier(rootCertificates: .systemTrustRoots) {
            RFC5280Policy()
            ServerIdentityPolicy(serverHostname: isAddress ? nil : host, serverIP: isAddress ? host : nil)
        }
        if case .validCertificate = await whole.validate(leaf: leaf, intermediates: above) { return nil }
        let now = Date()
        if now < leaf.notValidBefore { return .notYetValid }
        if now > leaf.notValidAfter { return .expired }
        var nameless = Verifier(rootCertificates: .systemTrustRoots) { RFC5280Policy() }
        if case .validCertificate = await nameless.validate(leaf: leaf, intermediates: above) {
            return .otherName(names(of: leaf))
        }
        return leaf.issuer == leaf.subject ? .selfSigned : .unknownIssuer
    }

    private static func names(of certificate: Certificate) -> [String] {
        guard let names = try? certificate.extensions.subjectAlternativeNames else { return [] }
        return names.compactMap { name in
            if case .dnsName(let text) = name { text } else { nil }
        }
    }
}
