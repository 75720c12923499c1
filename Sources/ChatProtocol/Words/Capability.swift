/// An IRCv3 capability that both sides here know: at most 64, since a set of them is one word.
package enum Capability: UInt8, CaseIterable, Sendable {
    case accountNotify
    case accountTag
    case awayNotify
    case batch
    case capNotify
    /// What no published extension has: lines that are sent again until they are acknowledged.
    case reliable
    case chghost
    case accountRegistration
    case channelRename
    case chathistory
    case eventPlayback
    case extendedIsupport
    /// `EDIT`, as its proposal names it (ircv3-specifications, pull request 425).
    case messageEditing
    case messageRedaction
    case metadata2
    case metadata3
    case multiline
    /// Its tag is `draft/oper`.
    case operTag
    case persistence
    case preAway
    case readMarker
    case relaymsg
    /// `SEARCH`, as its proposal names it (ircv3-specifications, pull request 496).
    case search
    case echoMessage
    case extendedJoin
    case extendedMonitor
    case inviteNotify
    case labeledResponse
    case messageTags
    case multiPrefix
    case noImplicitNames
    case sasl
    case serverTime
    case setname
    /// `SEARCH`, as the clients that have it ask for it today; its batch has the same name.
    case sojuSearch
    case standardReplies
    case sts
    case userhostInNames
    case zncPlayback
    case zncSelfMessage

    /// As it is written on the wire.
    package var name: String {
        switch self {
        case .accountNotify: "account-notify"
        case .accountTag: "account-tag"
        case .awayNotify: "away-notify"
        case .batch: "batch"
        case .capNotify: "cap-notify"
        case .reliable: "chat.local/reliable"
        case .chghost: "chghost"
        case .accountRegistration: "draft/account-registration"
        case .channelRename: "draft/channel-rename"
        case .chathistory: "draft/chathistory"
        case .eventPlayback: "draft/event-playback"
        case .extendedIsupport: "draft/extended-isupport"
        case .messageEditing: "draft/message-edit"
        case .messageRedaction: "draft/message-redaction"
        case .metadata2: "draft/metadata-2"
        case .metadata3: "draft/metadata-3"
        case .multiline: "draft/multiline"
        case .operTag: "draft/oper-tag"
        case .persistence: "draft/persistence"
        case .preAway: "draft/pre-away"
        case .readMarker: "draft/read-marker"
        case .relaymsg: "draft/relaymsg"
        case .search: "draft/search"
        case .echoMessage: "echo-message"
        case .extendedJoin: "extended-join"
        case .extendedMonitor: "extended-monitor"
        case .inviteNotify: "invite-notify"
        case .labeledResponse: "labeled-response"
        case .messageTags: "message-tags"
        case .multiPrefix: "multi-prefix"
        case .noImplicitNames: "no-implicit-names"
        case .sasl: "sasl"
        case .serverTime: "server-time"
        case .setname: "setname"
        case .sojuSearch: "soju.im/search"
        case .standardReplies: "standard-replies"
        case .sts: "sts"
        case .userhostInNames: "userhost-in-names"
        case .zncPlayback: "znc.in/playback"
        case .zncSelfMessage: "znc.in/self-message"
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
