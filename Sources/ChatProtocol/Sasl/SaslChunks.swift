/// A SASL message as the parameters of AUTHENTICATE lines (IRCv3 sasl-3.1): base64 in chunks of 400 bytes. A chunk of
/// exactly 400 is followed by another, and `+` is the empty one.
///
/// As a value, the chunks that have come so far. `*`, the word that aborts, is for the caller to see first.
package struct SaslChunks: Equatable, Sendable {
    /// Bytes of one chunk (IRCv3 sasl-3.1).
    package static let chunk = 400
    /// Bytes of base64 in one message: ten times what a password of 512 bytes needs.
    package static let total = 8_192

    /// Why chunks make no message.
    package enum Fault: Error, Equatable, Sendable {
        /// One chunk of more than `chunk` bytes: numeric 905.
        case chunkTooLong
        /// More than `total` bytes in all.
        case messageTooLong
        /// No base64.
        case malformed
    }

    private var base64: [UInt8] = []

    package init() {}

    /// Takes one parameter. Gives the whole message with its last chunk, and nil while another chunk has to follow.
    /// After a message or a fault it is empty again.
    package mutating func take(_ chunk: String) throws(Fault) -> [UInt8]? {
        do {
            return try added(chunk)
        } catch {
            base64 = []
            throw error
        }
    }

    private mutating func added(_ chunk: String) throws(Fault) -> [UInt8]? {
        let bytes = chunk == "+" ? [] : Array(chunk.utf8)
        guard bytes.count <= Self.chunk else { throw .chunkTooLong }
        guard bytes.count <= Self.total - base64.count else { throw .messageTooLong }
        guard !chunk.isEmpty else { throw .malformed }
        base64 += bytes
        if bytes.count == Self.chunk { return nil }
        guard let message = Base64.decode(base64) else { throw .malformed }
        base64 = []
        return message
    }

    /// The parameters that say this message, at least one.
    package static func chunks(of message: [UInt8]) throws(Fault) -> [String] {
        guard message.count <= total / 4 * 3 else { throw .messageTooLong }
        let base64 = Array(Base64.encode(message).utf8)
        var chunks = stride(from: 0, to: base64.count, by: chunk).map { start in
            String(decoding: base64[start..<min(start + chunk, base64.count)], as: UTF8.self)
        }
        if base64.count.isMultiple(of: chunk) { chunks.append("+") }
        return chunks
    }
}
