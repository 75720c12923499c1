// Bytes as anybody may send them first, through everything that reads them. A trap, an access out of bounds or a broken
// promise stops the fuzzer, which writes the bytes to a file; such a find becomes a row of ServerCoreTests.
//
//     CHAT_FUZZ=1 swift build --product proxy-fuzz -c release --build-path .build/fuzz
//     .build/fuzz/release/proxy-fuzz FINDS Tests/Fuzz/ProxyFuzz/corpus

import ServerCore

/// Called with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    checkProxy(bytes)
    checkHead(bytes)
    checkFirstBytes(bytes)
    checkAddress(String(decoding: bytes, as: UTF8.self))
    return 0
}

/// libFuzzer's own `main`, under the name of it that the package manager looks for in an executable of this target.
@_cdecl("ProxyFuzz_main")
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

/// What is waited for is bounded, and a header that was read is the same without what follows it.
private func checkProxy(_ bytes: [UInt8]) {
    switch ProxyHeader.read(bytes.span) {
    case .absent, .malformed: break
    case .incomplete: precondition(bytes.count < ProxyHeader.longestBinary, "more is waited for than may come")
    case .header(let header, let length):
        precondition(length <= bytes.count, "a header is longer than what came")
        let alone = Array(bytes[..<length])
        precondition(ProxyHeader.read(alone.span) == .header(header, length: length), "what follows changed a header")
        for count in max(0, length - 40)..<length {
            let part = Array(bytes[..<count])
            precondition(ProxyHeader.read(part.span) == .incomplete, "a header was read before its end")
        }
        if let source = header.source {
            precondition(IPAddress(source.host)?.description == source.host, "an address was lost")
            precondition((0...65_535).contains(source.port), "a port was lost")
        }
    }
}

private func checkHead(_ bytes: [UInt8]) {
    switch RequestHead.read(bytes.span) {
    case .malformed: break
    case .incomplete: precondition(bytes.count < RequestHead.longest, "more is waited for than may come")
    case .tooLong: precondition(bytes.count >= RequestHead.longest, "a short head is too long")
    case .head(let head, let length):
        precondition(length <= min(bytes.count, RequestHead.longest), "a head is longer than what came")
        precondition(!head.target.utf8.contains(10), "a target holds the end of a line")
        for name in ["upgrade", "connection", "sec-websocket-key"] {
            precondition(head[name]?.utf8.contains(10) != true, "a value holds the end of a line")
        }
    }
}

/// The longer a beginning, the surer what it is: it never changes once it has been told.
private func checkFirstBytes(_ bytes: [UInt8]) {
    for mayBeProxied in [false, true] {
        let whole = FirstBytes(bytes.span, mayBeProxied: mayBeProxied)
        for count in 0..<min(bytes.count, 20) {
            let start = Array(bytes[..<count])
            let part = FirstBytes(start.span, mayBeProxied: mayBeProxied)
            precondition(part == .incomplete || part == whole, "more bytes changed what a connection is")
        }
    }
}

private func checkAddress(_ text: String) {
    if let address = IPAddress(text) {
        precondition(IPAddress(address.description) == address, "an address written is not the one that was read")
    }
    if let network = Network(text) {
        precondition(Network(network.description) == network, "a network written is not the one that was read")
    }
}
