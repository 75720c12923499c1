/// An IRCv3 capability that both sides here know.
package enum Capability: UInt8, CaseIterable, Sendable {
    case awayNotify
    case batch
    case capNotify
    case chathistory
    case echoMessage
    case extendedJoin
    case inviteNotify
    case labeledResponse
    case messageTags
    case multiPrefix
    case noImplicitNames
    case serverTime
    case setname
    case standardReplies
    case userhostInNames

    /// As it is written on the wire.
    package var name: String {
        switch self {
        case .awayNotify: "away-notify"
        case .batch: "batch"
        case .capNotify: "cap-notify"
        case .chathistory: "draft/chathistory"
        case .echoMessage: "echo-message"
        case .extendedJoin: "extended-join"
        case .inviteNotify: "invite-notify"
        case .labeledResponse: "labeled-response"
        case .messageTags: "message-tags"
        case .multiPrefix: "multi-prefix"
        case .noImplicitNames: "no-implicit-names"
        case .serverTime: "server-time"
        case .setname: "setname"
        case .standardReplies: "standard-replies"
        case .userhostInNames: "userhost-in-names"
        }
    }

    /// The capability of this name; nil where it is none of ours.
    package init?(name: String) {
        guard let capability = Self.byName[name] else { return nil }
        self = capability
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// A set of capabilities, in one word.
package struct Capabilities: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package init(_ capability: Capability) {
        rawValue = 1 << UInt64(capability.rawValue)
    }

    package init(_ capabilities: [Capability]) {
        rawValue = capabilities.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }

    package func contains(_ capability: Capability) -> Bool { rawValue & 1 << UInt64(capability.rawValue) != 0 }

    /// In the order of their names.
    package var names: [String] { Capability.allCases.filter { contains($0) }.map(\.name) }
}
