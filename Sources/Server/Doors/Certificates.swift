import Crypto
package import FoundationEssentials
import Glibc
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL
import SwiftASN1
import X509

/// The certificate that the server shows, and how it greets over TLS.
///
/// Clients are asked for a certificate and need none. Whose name stands in it and who signed it is not looked at: it is
/// known by its fingerprint alone, and the handshake proves that the client has its key.
package final class Certificates: Sendable {
    /// Two files in PEM: a certificate, with those that signed it behind it, and its key.
    package struct Files: Equatable, Sendable {
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }

        /// Those that the server makes by itself, in the folder of its data.
        package init(in folder: String) {
            self.init(certificate: folder + "/tls.crt", key: folder + "/tls.key")
        }
    }

    private struct Loaded {
        var context: NIOSSLContext
        var fingerprint: String
    }

    private let files: Files
    /// Guards the swap alone; it is never held while files are read.
    private let loaded: NIOLockedValueBox<Loaded>

    /// Reads both files, which are there.
    package init(_ files: Files) throws(CertificateFailure) {
        self.files = files
        loaded = NIOLockedValueBox(try Self.load(files))
    }

    /// Reads both files of the folder; where there are none they are made, once.
    ///
    /// - Parameters:
    ///   - names: what clients call the server: names and addresses, the first as the certificate's own.
    package convenience init(in folder: String, names: [String], now: Date = Date()) throws(CertificateFailure) {
        let files = Files(in: folder)
        try SelfSigned.make(files, names: names, now: now)
        try self.init(files)
    }

    /// SHA-256 of the certificate in DER, in small hexadecimal digits, for the host to tell others.
    package var fingerprint: String { loaded.withLockedValue { $0.fingerprint } }

    /// Reads both files again, for connections that come from now on. Nothing changes if that fails.
    package func reload() throws(CertificateFailure) {
        let new = try Self.load(files)
        loaded.withLockedValue { $0 = new }
    }

    /// The first handler of one connection over TLS.
    func makeHandler() -> NIOSSLServerHandler {
        NIOSSLServerHandler(
            context: loaded.withLockedValue { $0.context },
            customVerificationCallback: { _, promise in promise.succeed(.certificateVerified) })
    }

    static func fingerprint(of certificate: NIOSSLCertificate) throws -> String {
        SHA256.hash(data: try certificate.toDERBytes()).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func load(_ files: Files) throws(CertificateFailure) -> Loaded {
        for path in [files.certificate, files.key] where access(path, R_OK) != 0 {
            throw .unreadable(path, reason: String(cString: strerror(errno)))
        }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(files.certificate), let own = chain.first else {
            throw .noCertificate(files.certificate)
        }
        guard let key = try? NIOSSLPrivateKey(file: files.key, format: .pem) else { throw .noKey(files.key) }
        do {
            try requireMatch(files, own)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.certificateVerification = .optionalVerification
            // Nobody is verified by who signed: the system's list, which takes long to read, stays unread.
            configuration.trustRoots = .certificates([])
            return Loaded(
                context: try NIOSSLContext(configuration: configuration), fingerprint: try fingerprint(of: own))
        } catch let failure as CertificateFailure {
            throw failure
        } catch {
            throw .refused(files.certificate, reason: String(describing: error))
        }
    }

    /// A key of a kind that cannot be compared here is left to the TLS library.
    private static func requireMatch(_ files: Files, _ own: NIOSSLCertificate) throws {
        guard let text = try? String(contentsOfFile: files.key, encoding: .utf8),
            let key = try? Certificate.PrivateKey(pemEncoded: text),
            let certificate = try? Certificate(derEncoded: try own.toDERBytes())
        else { return }
        guard certificate.publicKey == key.publicKey else { throw CertificateFailure.mismatch(files) }
    }
}

/// Why there is no certificate, in one sentence.
package enum CertificateFailure: Error, Equatable, CustomStringConvertible {
    case unreadable(String, reason: String)
    case noCertificate(String)
    case noKey(String)
    case mismatch(Certificates.Files)
    /// The TLS library does not take it.
    case refused(String, reason: String)
    /// The server cannot make its own.
    case notMade(String, reason: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .noCertificate(let path): "\(path) holds no certificate in PEM"
        case .noKey(let path): "\(path) holds no private key in PEM, or one that wants a password"
        case .mismatch(let files): "the key in \(files.key) does not belong to the certificate in \(files.certificate)"
        case .refused(let path, let reason): "the certificate in \(path) cannot be used: \(reason)"
        case .notMade(let path, let reason): "no certificate could be made in \(path): \(reason)"
        }
    }
}
