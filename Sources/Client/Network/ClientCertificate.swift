import NIOSSL

/// The person's certificate, with its key, from one file in PEM.
struct ClientCertificate: Sendable {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey

    /// Reads it. Throws what is wrong with the file, in a sentence.
    init(file: String) throws(ClientCertificateError) {
        do {
            chain = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            throw .noCertificate(file)
        }
        guard !chain.isEmpty else { throw .noCertificate(file) }
        do {
            key = try NIOSSLPrivateKey(file: file, format: .pem)
        } catch {
            throw .noKey(file)
        }
    }
}

/// Why there is no certificate to show.
package enum ClientCertificateError: Error, Equatable, CustomStringConvertible {
    case noCertificate(String)
    case noKey(String)

    /// One sentence with the file in it.
    package var description: String {
        switch self {
        case .noCertificate(let file): "certificate: \(file) cannot be read, or holds no certificate in PEM"
        case .noKey(let file): "certificate: \(file) holds no key in PEM, or one that wants a password"
        }
    }
}
