/// Where a server is and how it is spoken to: what stands behind `--connect`.
package struct Endpoint: Hashable, Sendable {
    /// What the connection is wrapped in.
    package enum Security: Hashable, Sendable {
        case plain
        case tls
    }

    /// What is spoken over it.
    package enum Dialect: Hashable, Sendable {
        case irc
        /// The seed's raw text.
        case raw
    }

    /// A name or an address; an IPv6 address without its brackets.
    package var host: String
    /// 1 to 65,535.
    package var port: Int
    /// Plain unless `ircs://` says otherwise.
    package var security: Security
    /// IRC unless `raw://` says otherwise.
    package var dialect: Dialect
    /// The room that the URL names, its `#` included; nil where it names none.
    package var room: String?

    /// An endpoint of parts that are valid already.
    package init(
        host: String, port: Int, security: Security = .plain, dialect: Dialect = .irc, room: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.dialect = dialect
        self.room = room
    }

    /// Whether what is said there stays on this machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// The port of IRC in the clear (IANA `ircu`), and of ours.
    package static let plainPort = 6_667
    /// The port of IRC over TLS (RFC 7194).
    package static let tlsPort = 6_697
}

/// Why a text is no endpoint. `description` is a sentence for the person who typed it.
package enum EndpointError: Error, Equatable, Sendable {
    case empty
    case unknownScheme(String)
    /// No host where one belongs.
    case noHost(String)
    /// A `[` without its `]`, or something other than a port behind it.
    case malformedBrackets(String)
    /// A space or a control in it, or a sign that no host has.
    case malformedHost(String)
    case malformedPort(String)
    /// A room where the raw dialect, which has none, is spoken.
    case roomInRaw(String)
}

extension Endpoint {
    /// Reads `HOST`, `HOST:PORT`, `[::1]:6667`, `::1`, `irc://HOST[:PORT][/#room]` (or `/room`), `ircs://...`,
    /// `raw://HOST:PORT`. The room may be percent-encoded.
    package init(_ text: String) throws(EndpointError) {
        guard !text.isEmpty else { throw .empty }
        var rest = text[...]
        var security = Security.plain
        var dialect = Dialect.irc
        if let mark = Self.schemeEnd(in: text) {
            switch text[..<mark].lowercased() {
            case "irc": break
            case "ircs": security = .tls
            case "raw": dialect = .raw
            default: throw .unknownScheme(String(text[..<mark]))
            }
            rest = text[text.index(mark, offsetBy: 3)...]
        }
        var room: String?
        if let slash = rest.firstIndex(of: "/") {
            room = Self.room(String(rest[rest.index(after: slash)...]))
            rest = rest[..<slash]
        }
        guard dialect == .irc || room == nil else { throw .roomInRaw(text) }
        let (host, port) = try Self.hostAndPort(String(rest), in: text)
        self.init(
            host: host, port: port ?? (security == .tls ? Self.tlsPort : Self.plainPort), security: security,
            dialect: dialect, room: room)
    }

    /// Where `://` begins.
    private static func schemeEnd(in text: String) -> String.Index? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        return colon
    }

    private static func hostAndPort(_ text: String, in whole: String) throws(EndpointError) -> (String, Int?) {
        guard !text.isEmpty else { throw .noHost(whole) }
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { throw .malformedBrackets(whole) }
            let host = String(text[text.index(after: text.startIndex)..<close])
            let behind = text[text.index(after: close)...]
            guard behind.isEmpty || behind.hasPrefix(":") else { throw .malformedBrackets(whole) }
            return (try checked(host, in: whole), behind.isEmpty ? nil : try port(String(behind.dropFirst())))
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        guard colons == 1, let colon = text.firstIndex(of: ":") else { return (try checked(text, in: whole), nil) }
        let host = try checked(String(text[..<colon]), in: whole)
        return (host, try port(String(text[text.index(after: colon)...])))
    }

    private static func checked(_ host: String, in whole: String) throws(EndpointError) -> String {
        guard !host.isEmpty else { throw .noHost(whole) }
        let isClean = host.unicodeScalars.allSatisfy {
            $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) && !"[]@#?\"<>\\^`{|}".unicodeScalars.contains($0)
        }
        guard isClean else { throw .malformedHost(host) }
        return host
    }

    private static func port(_ text: String) throws(EndpointError) -> Int {
        guard !text.isEmpty, text.utf8.count <= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(text), (1...65_535).contains(port)
        else { throw .malformedPort(text) }
        return port
    }

    /// `#` is put before a room that has none; nil for the empty text.
    private static func room(_ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                plain.append(value)
                index += 3
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        let name = String(decoding: plain, as: UTF8.self)
        return name.hasPrefix("#") || name.hasPrefix("&") ? name : "#" + name
    }
}

extension Endpoint: CustomStringConvertible {
    /// As it is typed: `Endpoint(description)` is the endpoint again.
    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let scheme = dialect == .raw ? "raw" : security == .tls ? "ircs" : "irc"
        return "\(scheme)://\(name):\(port)" + (room.map { "/" + $0 } ?? "")
    }
}

extension EndpointError: CustomStringConvertible {
    /// One sentence, with what was typed in it.
    package var description: String {
        switch self {
        case .empty: "no address: write HOST, HOST:PORT, irc://HOST, ircs://HOST or raw://HOST:PORT"
        case .unknownScheme(let scheme): "\"\(scheme)://\" is not known here: irc://, ircs:// and raw:// are"
        case .noHost(let text): "\"\(text)\" names no host"
        case .malformedBrackets(let text): "\"\(text)\": an IPv6 address is written [ADDRESS] or [ADDRESS]:PORT"
        case .malformedHost(let host): "\"\(host)\" is not the name or address of a host"
        case .malformedPort(let port): "port: \"\(port)\" is not a number from 1 to 65535"
        case .roomInRaw(let text): "\"\(text)\": the raw dialect has no rooms"
        }
    }
}
