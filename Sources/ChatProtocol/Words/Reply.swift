/// What a server tells a client: one line, understood. Whose doing it is, is the line's source.
package enum Reply: Equatable, Sendable {
    /// `receiver` is the client's nick, or `*` before it has one.
    case numeric(Numeric, receiver: String, [String])

    case joined(room: String, account: String?, realname: String?)
    case parted(room: String, reason: String?)
    case left(reason: String?)
    case renamed(String)
    case kicked(room: String, nick: String, reason: String?)
    case topic(room: String, text: String)
    case mode(target: String, changes: [String])
    case invited(nick: String, room: String)
    /// nil: back again.
    case away(String?)
    case realname(String)
    /// nil: logged out (IRCv3 account-notify).
    case account(String?)
    /// IRCv3 chghost
    case hostChanged(user: String, host: String)
    /// IRCv3 draft/channel-rename
    case roomRenamed(String, to: String, reason: String?)

    case said(SpeechKind, target: String, text: String)
    /// IRCv3 draft/message-redaction
    case redacted(target: String, id: String, reason: String?)
    /// IRCv3 draft/message-edit; the id and the text are tags.
    case edited(target: String, id: String, text: String)
    /// IRCv3 draft/read-marker
    case markedRead(target: String, ReadMark)
    /// IRCv3 draft/metadata-2; `value` nil: the key is no longer set.
    case metadataChanged(target: String, key: String, visibility: String, value: String?)

    /// `CAP`: the answer's word, whether more lines of it follow, and the capabilities with their values.
    case capability(String, isPartial: Bool, [String])
    /// The server's part of a login: a piece of base64, or `+` (IRCv3 sasl).
    case authenticate(String)
    case ping(String)
    case pong(String)
    case batchStarted(String, type: String, [String])
    case batchEnded(String)
    /// The labelled answer that there is none.
    case acknowledged
    case standard(StandardReply)
    /// The server closes the connection.
    case error(String)
    /// Anything else, as it came.
    case other(Message)
}
