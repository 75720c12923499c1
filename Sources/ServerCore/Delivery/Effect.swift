package import ChatProtocol

/// What the rules want done, in order. Plain values: the shell carries them out and decides nothing.
package enum Effect: Equatable, Sendable {
    /// Write this to each of these; what `store`d records came before it is on disk when it is written.
    case deliver(Parcel, to: Audience)
    /// Keep this before anybody hears it: if it cannot be kept, the parcels that tell of it are dropped and `refuse` is told.
    case say(Post, Attempt)
    /// Keep this, in order with the posts.
    case store(Record)
    /// From here on the member is among those of the room.
    case enter(MemberID, RoomID)
    case leave(MemberID, RoomID)
    /// From here on the connection is a member's: other time limits hold for it.
    case admit(MemberID)
    /// From here on the member takes lines of this kind.
    case speaks(MemberID, Capabilities)
    /// Ask the store; the member's next command waits for the answer to have been given to `answer`.
    case ask(Question)
    /// Close the connection once all that was written to it is out.
    case close(MemberID)
    /// A line for the host's log.
    case log(LogEntry)
}

/// Who tried to say a post, and under which label: who is told if it cannot be kept.
package struct Attempt: Equatable, Sendable {
    package var author: MemberID
    package var label: String?
}

/// To whom something goes: told as rules, so that the cost of telling does not grow with the number of members.
package enum Audience: Equatable, Sendable {
    case member(MemberID)
    /// The members of a room who have all of these capabilities.
    case room(RoomID, except: MemberID?, having: Capabilities = [])
    /// Everybody who shares one of these rooms, each once.
    case rooms([RoomID], except: MemberID, having: Capabilities = [])
    case everybody
}

/// What is written: told once, encoded for each kind of receiver.
package enum Parcel: Equatable, Sendable {
    /// IRC only; a raw member gets nothing.
    case line(Line)
    /// Something said, to members of both dialects.
    case speech(Speech)
    /// Raw only.
    case raw(RawLine)
}

extension Parcel {
    /// The post that this tells of: if it cannot be kept, nobody gets this. nil: it tells of none.
    package var post: MessageID? {
        switch self {
        case .line(let line): line.post
        case .speech(let speech): speech.id
        case .raw: nil
        }
    }
}

/// A line of IRC before it is known who reads it.
package struct Line: Equatable, Sendable {
    /// Whose doing it is; nil: the server's.
    package var source: Source?
    package var reply: Reply
    package var time: Timestamp
    /// For those who labelled what this answers.
    package var label: String?
    /// The batch that this is a part of.
    package var batch: String?
    /// The post that this acknowledges.
    package var post: MessageID?

    package init(source: Source? = nil, _ reply: Reply, at time: Timestamp, label: String? = nil, batch: String? = nil)
    {
        self.source = source
        self.reply = reply
        self.time = time
        self.label = label
        self.batch = batch
    }
}

/// A post, or tags alone, on its way to those who hear it.
package struct Speech: Equatable, Sendable {
    package var author: Source
    package var kind: SpeechKind
    package var target: String
    package var text: String
    package var time: Timestamp
    /// nil where it is not kept (tags alone, CTCP).
    package var id: MessageID?
    /// The author's own client tags.
    package var tags: [Tag]
    package var label: String?
    package var batch: String?
    /// Whether it went to one member alone: a raw member then sees the text without its author, as the seed shows it.
    package var isPrivate: Bool
}

/// A line for the host, in the seed's words.
package enum LogEntry: Equatable, Sendable {
    case joined(nick: String, Address)
    case left(nick: String, Address, reason: String)
    case said(nick: String, room: String, text: String)
    case refusing(String)
    case storingAgain
}

/// Something that only the store can answer.
package struct Question: Equatable, Sendable {
    package enum Subject: Equatable, Sendable {
        case page(PageRequest)
        /// The time of the last post of each of these rooms.
        case lastTimes([RoomNumber])
    }

    /// Why it was asked: what the answer becomes.
    package enum Purpose: Equatable, Sendable {
        case history(HistoryRequest, label: String?)
        case joining
    }

    package var asker: MemberID
    /// Where the answer belongs; nil for the list of conversations.
    package var room: RoomID?
    package var subject: Subject
    package var purpose: Purpose
}

/// What the store answered.
package enum Answer: Equatable, Sendable {
    case posts([Post])
    case times([RoomNumber: Timestamp])
    case failed
}
