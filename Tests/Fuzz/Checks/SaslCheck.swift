import ChatProtocol

extension Check {
    /// Everything that reads passwords and SASL messages: a message that has lost its base64, a text, a row of chunks.
    static let sasl = Check("sasl") { bytes throws(BrokenPromise) in
        try checkPlain(bytes)
        try checkScram(bytes)
        try checkBase64(bytes)
        try checkChunks(bytes)
        if let text = String(bytes.span, 0..<bytes.count) { try checkText(text) }
    }
}

// MARK: Messages

private func checkPlain(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let plain = try? SaslPlain(parsing: bytes) else { return }
    try require(plain.bytes == bytes, "a password message written is not the one that was read")
    try require(!plain.authcid.isEmpty && !plain.password.isEmpty, "a part is missing")
}

private func checkScram(_ bytes: [UInt8]) throws(BrokenPromise) {
    if let first = try? Scram.ClientFirst(parsing: bytes) {
        try require(first.text.utf8.elementsEqual(bytes), "a first message written is not the one that was read")
        try require(first.username.utf8.count <= Scram.Bounds.name, "a name is longer than its limit")
        let built = try? Scram.ClientFirst(
            binding: first.binding, authzid: first.authzid, username: first.username, nonce: first.nonce,
            extensions: first.extensions)
        try require(built == first, "what can be read can be written")
    }
    if let first = try? Scram.ServerFirst(parsing: bytes) {
        try require(first.text.utf8.elementsEqual(bytes), "a server's first message has changed")
        try require(Verifier.iterationBounds.contains(first.iterations), "iterations without bound")
    }
    if let final = try? Scram.ClientFinal(parsing: bytes) {
        try require(final.text.utf8.elementsEqual(bytes), "a final message has changed")
        try require(bytes.starts(with: final.textWithoutProof.utf8), "what is signed is not what came")
    }
    if let final = try? Scram.ServerFinal(parsing: bytes) {
        try require(final.text.utf8.elementsEqual(bytes), "a server's final message has changed")
    }
}

// MARK: Base64

private func checkBase64(_ bytes: [UInt8]) throws(BrokenPromise) {
    try require(Base64.decode(Base64.encode(bytes)) == bytes, "bytes were lost in base64")
    if let decoded = Base64.decode(bytes) {
        try require(Base64.encode(decoded).utf8.elementsEqual(bytes), "two texts say the same bytes")
    }
}

private func checkChunks(_ bytes: [UInt8]) throws(BrokenPromise) {
    if let chunks = try? SaslChunks.chunks(of: bytes) {
        var reading = SaslChunks()
        for (number, chunk) in chunks.enumerated() {
            // A fault and a message that goes on are told apart by what stays behind.
            let message = try? reading.take(chunk)
            let isLast = number == chunks.count - 1
            try require(message == (isLast ? bytes : nil), "a message was lost in its chunks")
            try require((reading == SaslChunks()) == isLast, "a message ends elsewhere than in its last chunk")
        }
    } else {
        try require(bytes.count > SaslChunks.total / 4 * 3, "a message within its limit was refused")
    }
    var reading = SaslChunks()
    for chunk in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        guard let message = try? reading.take(String(decoding: chunk, as: UTF8.self)) else { continue }
        try require(message.count <= SaslChunks.total / 4 * 3, "a message is longer than its limit")
    }
}

// MARK: Texts

private func checkText(_ text: String) throws(BrokenPromise) {
    if let verifier = try? Verifier(text) {
        try require(verifier.description.utf8.elementsEqual(text.utf8), "two texts say one verifier")
        try require(text.utf8.count <= Verifier.textBytes, "a verifier is longer than its limit")
    }
    if let prepared = try? SaslPrep.prepared(text, compose: { $0 }) {
        try require(!prepared.isEmpty && prepared.utf8.count <= SaslPlain.passwordBytes, "a password out of bounds")
        let again = try? SaslPrep.prepared(prepared, compose: { $0 })
        try require(again.map { $0.utf8.elementsEqual(prepared.utf8) } == true, "prepared twice is not prepared once")
    }
}
