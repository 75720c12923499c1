extension Scram {
    /// What a client wants or can of channel binding (RFC 5802, 6).
    package enum Binding: Equatable, Sendable {
        /// `n`: the client cannot.
        case unsupported
        /// `y`: the client can, and believes that the server cannot.
        case notOffered
        /// `p=NAME`: the client wants this kind.
        case required(String)

        /// As the header says it.
        var text: String {
            switch self {
            case .unsupported: "n"
            case .notOffered: "y"
            case .required(let name): "p=\(name)"
            }
        }
    }

    /// `n,,n=user,r=NONCE`: who wants to log in.
    package struct ClientFirst: Equatable, Sendable {
        package let binding: Binding
        /// Whom to act as; nil where that is the user.
        package let authzid: String?
        /// Never empty; neither folded nor normalised.
        package let username: String
        /// The client's part of the nonce.
        package let nonce: String
        /// Further parts, each `LETTER=VALUE`, which mean nothing here.
        package let extensions: [String]

        /// A message of these parts, checked as one that comes is.
        package init(
            binding: Binding = .unsupported, authzid: String? = nil, username: String, nonce: String,
            extensions: [String] = []
        ) throws(Fault) {
            if case .required(let name) = binding { try Self.check(bindingName: name) }
            if let authzid { try Scram.check(authzid, as: .authzid) }
            try Scram.check(username, as: .username)
            try Scram.check(nonce: nonce)
            try Scram.check(extensions: extensions)
            self.binding = binding
            self.authzid = authzid
            self.username = username
            self.nonce = nonce
            self.extensions = extensions
            try Scram.check(whole: text)
        }

        /// Reads the message, without its base64.
        package init(parsing bytes: [UInt8]) throws(Fault) {
            var reader = try ScramReader(bytes)
            let binding: Binding
            if let name = reader.nextValue(of: .proof) {
                binding = .required(String(decoding: name, as: UTF8.self))
            } else {
                switch reader.next().map(Array.init) {
                case [UInt8(ascii: "n")]: binding = .unsupported
                case [UInt8(ascii: "y")]: binding = .notOffered
                default: throw .malformedHeader
                }
            }
            var authzid: String?
            if let value = reader.nextValue(of: .authzid) {
                authzid = try ScramReader.name(value, of: .authzid)
            } else if reader.next()?.isEmpty != true {
                throw .malformedHeader
            }
            try reader.refuseMandatoryExtension()
            let username = try ScramReader.name(reader.value(of: .username), of: .username)
            let nonce = try reader.text(of: .nonce)
            try self.init(
                binding: binding, authzid: authzid, username: username, nonce: nonce, extensions: reader.extensions())
        }

        /// What the client repeats in its final message: `n,,`.
        package var gs2Header: String {
            "\(binding.text),\(authzid.map { "a=\(Scram.escaped($0))" } ?? ""),"
        }

        /// What both sides sign: the message behind its header.
        package var bare: String {
            (["n=\(Scram.escaped(username))", "r=\(nonce)"] + extensions).joined(separator: ",")
        }

        /// The message, before its base64.
        package var text: String { gs2Header + bare }

        /// Letters and digits of ASCII, `.` and `-` (RFC 5802, 7, cb-name).
        private static func check(bindingName name: String) throws(Fault) {
            guard name.utf8.count <= Bounds.bindingName else { throw .tooLong }
            let isName = name.utf8.allSatisfy {
                (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".")
                    || $0 == UInt8(ascii: "-")
            }
            guard !name.isEmpty, isName else { throw .malformedHeader }
        }
    }
}
