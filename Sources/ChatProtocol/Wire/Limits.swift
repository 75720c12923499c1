/// How long things may be on the wire, each number with its source.
package enum Limits {
    /// Bytes of a line without its tags, its CR LF included (RFC 1459, 2.3).
    package static let body = 512
    /// Bytes of the tags that a client sends, without the `@` and the space (IRCv3 message-tags).
    package static let clientTags = 4_094
    /// Bytes of all tags on a line from a server, with the `@` and the space (IRCv3 message-tags).
    package static let serverTags = 8_191
    /// Bytes of a whole line from a client: `@`, tags, space, body.
    package static let clientLine = clientTags + 2 + body
    /// Bytes of a whole line from a server.
    package static let serverLine = serverTags + body
    /// Bytes without a newline after which the sender is no longer taken for a client (Ergo's read queue).
    package static let withoutNewline = 16_384
    /// Parameters of one message (RFC 1459, 2.3).
    package static let parameters = 15
    /// Tags of one message that are kept; a line with more is refused. 4,094 bytes could hold 2,047.
    package static let tags = 64
    /// Bytes of a message in the raw dialect: twice the 2,048 that the seed reads at once.
    package static let rawMessage = 4_096
    /// Bytes of a nick (Ergo's NICKLEN).
    package static let nick = 32
    /// Bytes of a room's name, its `#` included (Ergo's CHANNELLEN).
    package static let room = 64
    /// Bytes of a user name (InspIRCd's IDENTLEN, 10, and room for a `~`).
    package static let user = 11
    /// Bytes of a topic, a reason for leaving or kicking, an away message (InspIRCd's TOPICLEN). In the longest line that
    /// holds one, a KICK with the longest source, room and nick, 313 are left.
    package static let phrase = 307
    /// Bytes of a real name: what fits into a WHOIS line beside everything else.
    package static let realname = 150
    /// Bytes of a room's key (Ergo's KEYLEN).
    package static let key = 32
}
