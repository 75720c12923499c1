import ServerCore

extension Check {
    /// Everything that reads what comes first on a connection: a proxy's header, a request's head, an address.
    static let proxy = Check("proxy") { bytes throws(BrokenPromise) in
        try checkProxy(bytes)
        try checkHead(bytes)
        try checkFirstBytes(bytes)
        try checkAddress(String(decoding: bytes, as: UTF8.self))
    }
}

/// What is waited for is bounded, and a header that was read is the same without what follows it.
private func checkProxy(_ bytes: [UInt8]) throws(BrokenPromise) {
    switch ProxyHeader.read(bytes.span) {
    case .absent, .malformed: break
    case .incomplete: try require(bytes.count < ProxyHeader.longestBinary, "more is waited for than may come")
    case .header(let header, let length):
        try require(length <= bytes.count, "a header is longer than what came")
        let alone = Array(bytes[..<length])
        try require(ProxyHeader.read(alone.span) == .header(header, length: length), "what follows changed a header")
        for count in max(0, length - 40)..<length {
            let part = Array(bytes[..<count])
            try require(ProxyHeader.read(part.span) == .incomplete, "a header was read before its end")
        }
        if let source = header.source {
            try require(IPAddress(source.host)?.description == source.host, "an address was lost")
            try require((0...65_535).contains(source.port), "a port was lost")
        }
    }
}

private func checkHead(_ bytes: [UInt8]) throws(BrokenPromise) {
    switch RequestHead.read(bytes.span) {
    case .malformed: break
    case .incomplete: try require(bytes.count < RequestHead.longest, "more is waited for than may come")
    case .tooLong: try require(bytes.count >= RequestHead.longest, "a short head is too long")
    case .head(let head, let length):
        try require(length <= min(bytes.count, RequestHead.longest), "a head is longer than what came")
        try require(!head.target.utf8.contains(10), "a target holds the end of a line")
        for name in ["upgrade", "connection", "sec-websocket-key"] {
            try require(head[name]?.utf8.contains(10) != true, "a value holds the end of a line")
        }
    }
}

/// The longer a beginning, the surer what it is: it never changes once it has been told.
private func checkFirstBytes(_ bytes: [UInt8]) throws(BrokenPromise) {
    for mayBeProxied in [false, true] {
        let whole = FirstBytes(bytes.span, mayBeProxied: mayBeProxied)
        for count in 0..<min(bytes.count, 20) {
            let start = Array(bytes[..<count])
            let part = FirstBytes(start.span, mayBeProxied: mayBeProxied)
            try require(part == .incomplete || part == whole, "more bytes changed what a connection is")
        }
    }
}

private func checkAddress(_ text: String) throws(BrokenPromise) {
    if let address = IPAddress(text) {
        try require(IPAddress(address.description) == address, "an address written is not the one that was read")
    }
    if let network = Network(text) {
        try require(Network(network.description) == network, "a network written is not the one that was read")
    }
}
