/// What a server shows in the handshake, which waits until somebody has said whether to go on.
package struct ShownCertificate: Equatable, Sendable {
    /// Why nobody vouches for it.
    package enum Doubt: Equatable, Sendable {
        /// It vouches for itself.
        case selfSigned
        /// Nobody whom the system trusts has signed it.
        case unknownIssuer
        /// It is that of others; their names are the server's word, not safe to draw.
        case otherName([String])
        case expired
        case notYetValid
        /// It cannot be read as a certificate at all.
        case unreadable
    }

    /// Of the server's own certificate, not of those above it.
    package let fingerprint: Fingerprint
    /// nil: the system's roots vouch for it, for this name and at this time.
    package let doubt: Doubt?

    /// A certificate that has been looked at.
    package init(fingerprint: Fingerprint, doubt: Doubt?) {
        self.fingerprint = fingerprint
        self.doubt = doubt
    }
}

extension ShownCertificate.Doubt {
    /// Names told of a certificate that is another's.
    private static let mostNames = 3

    /// Few words, safe to draw.
    func text(in language: Language) -> String {
        let isChinese = language == .chinese
        return switch self {
        case .selfSigned: isChinese ? "自签名" : "it is self-signed"
        case .unknownIssuer: isChinese ? "签发者不受信任" : "its issuer is not trusted here"
        case .otherName(let names): (isChinese ? "属于 " : "it is that of ") + Self.list(names)
        case .expired: isChinese ? "已过期" : "it has expired"
        case .notYetValid: isChinese ? "尚未生效" : "it is not valid yet"
        case .unreadable: isChinese ? "无法读取" : "it cannot be read"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "?" : names.prefix(mostNames).map { Sanitiser.clean($0) }.joined(separator: ", ")
    }
}
