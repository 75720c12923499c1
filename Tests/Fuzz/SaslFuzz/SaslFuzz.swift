// Bytes as anybody may send them, through everything that reads passwords and SASL messages. A trap, an access out of
// bounds or a broken promise stops the fuzzer, which writes the bytes to a file; such a find becomes a row of
// ChatProtocolTests.
//
//     CHAT_FUZZ=1 swift build --product sasl-fuzz -c release --build-path .build/fuzz
//     .build/fuzz/release/sasl-fuzz -dict=Tests/Fuzz/SaslFuzz/sasl.dict FINDS Tests/Fuzz/SaslFuzz/corpus

import ChatProtocol

/// Called with one input after another, each a message that has lost its base64, a text, and a row of chunks.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    checkPlain(bytes)
    checkScram(bytes)
    checkBase64(bytes)
    checkChunks(bytes)
    if let text = String(bytes.span, 0..<bytes.count) { checkText(text) }
    return 0
}

/// libFuzzer's own `main`, under the name of it that the package manager looks for in an executable of this target.
@_cdecl("SaslFuzz_main")
package func run(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, testOneInput)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

// MARK: Messages

private func checkPlain(_ bytes: [UInt8]) {
    guard let plain = try? SaslPlain(parsing: bytes) else { return }
    precondition(plain.bytes == bytes, "a password message written is not the one that was read")
    precondition(!plain.authcid.isEmpty && !plain.password.isEmpty, "a part is missing")
}

private func checkScram(_ bytes: [UInt8]) {
    if let first = try? Scram.ClientFirst(parsing: bytes) {
        precondition(first.text.utf8.elementsEqual(bytes), "a first message written is not the one that was read")
        precondition(first.username.utf8.count <= Scram.Bounds.name, "a name is longer than its limit")
        let built = try? Scram.ClientFirst(
            binding: first.binding, authzid: first.authzid, username: first.username, nonce: first.nonce,
            extensions: first.extensions)
        precondition(built == first, "what can be read can be written")
    }
    if let first = try? Scram.ServerFirst(parsing: bytes) {
        precondition(first.text.utf8.elementsEqual(bytes), "a server's first message has changed")
        precondition(Verifier.iterationBounds.contains(first.iterations), "iterations without bound")
    }
    if let final = try? Scram.ClientFinal(parsing: bytes) {
        precondition(final.text.utf8.elementsEqual(bytes), "a final message has changed")
        precondition(bytes.starts(with: final.textWithoutProof.utf8), "what is signed is not what came")
    }
    if let final = try? Scram.ServerFinal(parsing: bytes) {
        precondition(final.text.utf8.elementsEqual(bytes), "a server's final message has changed")
    }
}

// MARK: Base64

private func checkBase64(_ bytes: [UInt8]) {
    precondition(Base64.decode(Base64.encode(bytes)) == bytes, "bytes were lost in base64")
    if let decoded = Base64.decode(bytes) {
        precondition(Base64.encode(decoded).utf8.elementsEqual(bytes), "two texts say the same bytes")
    }
}

private func checkChunks(_ bytes: [UInt8]) {
    if let chunks = try? SaslChunks.chunks(of: bytes) {
        var reading = SaslChunks()
        for (number, chunk) in chunks.enumerated() {
            // A fault and a message that goes on are told apart by what stays behind.
            let message = try? reading.take(chunk)
            let isLast = number == chunks.count - 1
            precondition(message == (isLast ? bytes : nil), "a message was lost in its chunks")
            precondition((reading == SaslChunks()) == isLast, "a message ends elsewhere than in its last chunk")
        }
    } else {
        precondition(bytes.count > SaslChunks.total / 4 * 3, "a message within its limit was refused")
    }
    var reading = SaslChunks()
    for chunk in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        guard let message = try? reading.take(String(decoding: chunk, as: UTF8.self)) else { continue }
        precondition(message.count <= SaslChunks.total / 4 * 3, "a message is longer than its limit")
    }
}

// MARK: Texts

private func checkText(_ text: String) {
    if let verifier = try? Verifier(text) {
        precondition(verifier.description.utf8.elementsEqual(text.utf8), "two texts say one verifier")
        precondition(text.utf8.count <= Verifier.textBytes, "a verifier is longer than its limit")
    }
    if let prepared = try? SaslPrep.prepared(text, compose: { $0 }) {
        precondition(!prepared.isEmpty && prepared.utf8.count <= SaslPlain.passwordBytes, "a password out of bounds")
        let again = try? SaslPrep.prepared(prepared, compose: { $0 })
        precondition(again.map { $0.utf8.elementsEqual(prepared.utf8) } == true, "prepared twice is not prepared once")
    }
}
