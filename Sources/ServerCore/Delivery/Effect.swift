package import ChatProtocol

/// What the rules want done, in order. Plain values: the shell carries them out and decides nothing. They are handed on
/// several times, so that what is large is one reference.
package enum Effect: Equatable, Sendable {
    /// Write this to each of these; what `store`d records came before it is on disk when it is written.
    case deliver(Parcel, to: Audience)
    /// Keep this before anybody hears it: if it cannot be kept, the parcels that tell of it are dropped and `refuse` is told.
    indirect case say(Post, Attempt)
    /// Keep this, in order with the posts.
    indirect case store(Record)
    /// From here on the connection hears what is said in the room.
    case enter(SessionID, RoomID)
    case leave(SessionID, RoomID)
    /// From here on the connection is a member's: other time limits hold for it.
    case admit(SessionID)
    /// From here on the connection takes lines of this kind.
    case speaks(SessionID, Capabilities)
    /// Ask the shell; the connection's next command waits for the answer to have been given to `answer`.
    indirect case ask(Question)
    /// Close the connection once all that was written to it is out.
    case close(SessionID)
    /// The connection has been sent every post of the room up to this one.
    case caughtUp(SessionID, RoomNumber, through: Int64)
    /// Read the settings again.
    case reload
    /// A line for the host's log.
    indirect case log(LogEntry)
}

/// Who tried to say a post, and under which label: who is told if it cannot be kept.
package struct Attempt: Equatable, Sendable {
    package var author: SessionID
    package var label: String?
}

/// To whom something goes: told as rules, so that the cost of telling does not grow with the number of members.
package enum Audience: Equatable, Sendable {
    case session(SessionID)
    /// Those of these who have all of the capabilities.
    case sessions([SessionID], having: Capabilities = [])
    /// The connections in a room that have all of some capabilities and none of others.
    case room(RoomID, except: SessionID?, having: Capabilities = [], lacking: Capabilities = [])
    /// Everybody in one of these rooms, and these connections, each once.
    case rooms([RoomID], and: [SessionID] = [], except: SessionID?, having: Capabilities = [])
    case everybody
}

/// What is written: told once, encoded for each kind of receiver. Handed on several times until then, so that it is one
/// reference wherever it stands.
package indirect enum Parcel: Equatable, Sendable {
    /// IRC only; a raw member gets nothing.
    case line(Line)
    /// Something said, to members of both dialects.
    case speech(Speech)
    /// Raw only.
    case raw(RawLine)
    /// IRC only, to one connection.
    case announcement(Announcement, to: String, at: Timestamp)
}

extension Parcel {
    /// How many lines it counts for in the numbers; a post of several is one.
    package var lines: Int {
        if case .announcement(let announcement, _, _) = self { announcement.lines } else { 1 }
    }

    /// The post that this tells of: if it cannot be kept, nobody gets this. nil: it tells of none.
    package var post: MessageID? {
        switch self {
        case .line(let line): line.post
        case .speech(let speech): speech.id
        case .raw, .announcement: nil
        }
    }

    /// Whether this tells only that somebody comes, goes or is away: many of them make one write where they come in crowds.
    package var isPresence: Bool {
        guard case .line(let line) = self else { return false }
        switch line.reply {
        case .joined, .parted, .left, .away: return true
        default: return false
        }
    }
}

/// A line of IRC before it is known who reads it.
package struct Line: Equatable, Sendable {
    /// Whose doing it is; nil: the server's.
    package var author: Author?
    package var reply: Reply
    package var time: Timestamp
    /// The event's or the redaction's own id, for those who take tags.
    package var id: MessageID?
    /// For those who labelled what this answers.
    package var label: String?
    /// The batch that this is a part of.
    package var batch: String?
    /// The post that this acknowledges, or that it is.
    package var post: MessageID?
    /// Client tags that go with it.
    package var tags: [Tag] = []

    /// What the server says itself.
    package init(_ reply: Reply, at time: Timestamp, label: String? = nil, batch: String? = nil) {
        self.init(nil, reply, at: time, label: label, batch: batch)
    }

    package init(
        _ author: Author?, _ reply: Reply, at time: Timestamp, id: MessageID? = nil, label: String? = nil,
        batch: String? = nil
    ) {
        self.author = author
        self.reply = reply
        self.time = time
        self.id = id
        self.label = label
        self.batch = batch
    }
}

/// A post, or tags alone, on its way to those who hear it.
package struct Speech: Equatable, Sendable {
    package var author: Author
    package var kind: SpeechKind
    package var target: String
    /// As in `Post.text`.
    package var text: String
    package var time: Timestamp
    /// nil where it is not kept (typing, questions between programs).
    package var id: MessageID?
    /// The author's own client tags.
    package var tags: [Tag]
    package var label: String?
    package var batch: String?
    /// Whether it went to one member alone: a raw member then sees the text without its author, as the seed shows it.
    package var isPrivate: Bool

    package init(
        author: Author, kind: SpeechKind, target: String, text: String, time: Timestamp, tags: [Tag] = [],
        isPrivate: Bool
    ) {
        self.author = author
        self.kind = kind
        self.target = target
        self.text = text
        self.time = time
        self.tags = tags
        self.isPrivate = isPrivate
    }
}

/// A line for the host, in the seed's words.
package enum LogEntry: Equatable, Sendable {
    case joined(nick: String, Address)
    case left(nick: String, Address, reason: String)
    case said(nick: String, room: String, text: String)
    case refusing(String)
    case storingAgain
    /// Something that whoever runs the server should know, in one sentence.
    case notice(String)
}
