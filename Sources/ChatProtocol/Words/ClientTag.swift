/// The tags that clients put on their lines, by their names on the wire.
package enum ClientTag {
    /// `active`, `paused` or `done` (IRCv3 typing).
    package static let typing = "+typing"
    /// The same from clients that are older than its ratification.
    package static let draftTyping = "+draft/typing"
    /// The id of the post that is answered (IRCv3 reply).
    package static let reply = "+reply"
    /// The same from clients that are older than its ratification.
    package static let draftReply = "+draft/reply"
    /// A reaction to the post that `reply` names (IRCv3 draft/react).
    package static let react = "+draft/react"
    /// The withdrawal of a reaction.
    package static let unreact = "+draft/unreact"
    /// The room that a private line belongs to (IRCv3 channel-context).
    package static let channelContext = "+channel-context"
    /// The same from clients that are older than its ratification.
    package static let draftChannelContext = "+draft/channel-context"
    /// This line goes on in the line before it (IRCv3 draft/multiline). Not a client's own: it is not relayed as it is.
    package static let multilineConcat = "draft/multiline-concat"
    /// A `TAGMSG` that is to be kept in the history (Ergo).
    package static let persist = "+draft/persist"
    /// Tags that say something of the moment alone: a `TAGMSG` with no others is not worth keeping.
    package static let passing: Set<String> = [typing, draftTyping, channelContext, draftChannelContext]
}

/// The tags of `EDIT`, which are its content (ircv3-specifications, pull request 425).
package enum EditTag {
    /// The id of the post that is edited.
    package static let id = "draft/target-msgid"
    /// What it says from now on.
    package static let text = "draft/edit-text"

    static func tags(id: String, text: String) -> [Tag] { [Tag(Self.id, id), Tag(Self.text, text)] }
}
