import ChatProtocol

/// Which of the two drafts a connection speaks: news are `METADATA` lines in the second and numerics in the third, and
/// what is refused has other names. Who has asked for neither, or for both, is told in the words of the third.
enum MetadataDraft: Equatable {
    case second
    case third

    init(_ capabilities: Capabilities) {
        self = capabilities.contains(.metadata2) && !capabilities.contains(.metadata3) ? .second : .third
    }

    /// Either of them.
    static func isSpoken(in capabilities: Capabilities) -> Bool {
        capabilities.contains(.metadata2) || capabilities.contains(.metadata3)
    }

    /// Small letters of ASCII, digits and `_./-`.
    static func isKey(_ text: String) -> Bool {
        (1...ServerSettings.metadataKeyBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x2D...0x39).contains($0) || $0 == 0x5F }
    }

    // MARK: - Lines

    /// The answer to a question, in both drafts: 761, or 766 where there is no value.
    static func numeric(receiver: String, _ target: String, _ key: String, _ value: String?) -> Reply {
        if let value { return .numeric(.keyValue, receiver: receiver, [target, key, "*", value]) }
        return .numeric(.keyNotSet, receiver: receiver, [target, key, "Key not set"])
    }

    /// What is told without being asked for.
    func news(receiver: String = "*", _ target: String, _ key: String, _ value: String?) -> Reply {
        switch self {
        case .second: .metadataChanged(target: target, key: key, visibility: "*", value: value)
        case .third: Self.numeric(receiver: receiver, target, key, value)
        }
    }

    /// One key of several is none; a warning in the third draft, since the others are answered.
    func invalid(_ key: String) -> Reply { invalid(key, self == .second ? .fail : .warn) }

    func invalid(_ key: String, _ severity: StandardReply.Severity) -> Reply {
        let code = self == .second ? "KEY_INVALID" : "INVALID_KEY"
        return .standard(
            StandardReply(severity, "METADATA", code, [ServerState.shown(key)], "That is no key of metadata"))
    }

    func invalidValue(of key: String) -> Reply {
        let code = self == .second ? "VALUE_INVALID" : "INVALID_VALUE"
        return .standard(StandardReply(.fail, "METADATA", code, self == .second ? [] : [key], "That value is too long"))
    }

    func tooManySubscriptions(_ key: String) -> Reply {
        let limit = String(ServerSettings.subscriptions)
        let code = self == .second ? "TOO_MANY_SUBS" : "LIMIT_REACHED"
        let context = self == .second ? [key] : [key, limit]
        return .standard(StandardReply(.fail, "METADATA", code, context, "There are too many subscriptions"))
    }
}
