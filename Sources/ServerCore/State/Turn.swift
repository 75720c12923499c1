import ChatProtocol

/// One command being carried out: who acts, when, what they are answered and what else comes of it.
struct Turn {
    let session: SessionID
    /// Whose connection it is; before that is known, `Slots.ID.none`, which nobody has.
    private(set) var actor: MemberID
    /// What the connection takes.
    var capabilities: Capabilities
    let now: Timestamp
    /// The label on the command, where there may be one.
    let label: String?
    /// Every tag of the command.
    let tags: [Tag]
    var effects: [Effect] = []
    /// What answers the command itself: labelled as one when the command is done.
    private(set) var answers: [Parcel] = []
    /// The whole of a batch of lines that was said, where this command ends one.
    var draft: MultilineDraft?
    /// The last post of the command.
    var said: MessageID?
    /// The answer comes later, with its label, or the command is itself an answer.
    var needsNoAcknowledgement = false

    /// How many batches have been named by any command.
    private(set) var batches: UInt64

    init(_ session: Session, at now: Timestamp, label: String? = nil, tags: [Tag] = [], batches: UInt64 = 0) {
        self.batches = batches
        self.session = session.id
        actor = session.member ?? .none
        capabilities = session.capabilities
        self.now = now
        self.label = label
        self.tags = tags
    }

    /// The connection has become this member's.
    mutating func act(as member: MemberID) {
        actor = member
    }

    /// The batch of lines that the command is a part of.
    var batch: String? { tags.first { $0.key == "batch" }?.value }

    /// What others are to see of the tags.
    var clientTags: [Tag] { tags.filter(\.isClientOnly) }

    /// A batch name that no other batch of this server has.
    mutating func nextBatch() -> String {
        batches += 1
        return String(batches, radix: 36)
    }

    func has(_ capability: Capability) -> Bool { capabilities.contains(capability) }

    mutating func deliver(_ parcel: Parcel, to audience: Audience) {
        effects.append(.deliver(parcel, to: audience))
    }

    mutating func answer(_ parcel: Parcel) {
        answers.append(parcel)
    }

    mutating func answer(_ reply: Reply, from author: Author? = nil, id: MessageID? = nil) {
        answers.append(.line(Line(author, reply, at: now, id: id)))
    }

    /// An answer with a label is made of lines that can be told apart.
    mutating func answer(_ announcement: Announcement, to receiver: String) {
        guard label != nil else {
            answers.append(.announcement(announcement, to: receiver, at: now))
            return
        }
        for reply in announcement.replies(to: receiver) { answer(reply) }
    }

    /// Takes back the numerics among the answers that say that something was refused.
    mutating func withholdErrors() {
        answers.removeAll { parcel in
            guard case .line(let line) = parcel, case .numeric(let numeric, _, _) = line.reply else { return false }
            return numeric.isError && numeric != .inputTooLong
        }
    }

    mutating func store(_ record: Record) {
        effects.append(.store(record))
    }

    /// Puts the answers behind the effects: one is labelled itself, several become a batch, none an acknowledgement.
    mutating func close() {
        defer { answers = [] }
        guard let label, !needsNoAcknowledgement else {
            for parcel in answers { deliver(parcel, to: .session(session)) }
            return
        }
        switch answers.count {
        case _ where answers.first?.startsBatch == true:
            // The answer is a batch already: its own beginning carries the label.
            deliver(answers[0].labelled(label), to: .session(session))
            for parcel in answers.dropFirst() { deliver(parcel, to: .session(session)) }
        case 0:
            var line = Line(.acknowledged, at: now, label: label)
            line.post = said
            deliver(.line(line), to: .session(session))
        case 1: deliver(answers[0].labelled(label), to: .session(session))
        default:
            let name = nextBatch()
            let start = Reply.batchStarted(name, type: "labeled-response", [])
            deliver(.line(Line(start, at: now, label: label)), to: .session(session))
            for parcel in answers { deliver(parcel.inside(name), to: .session(session)) }
            deliver(.line(Line(.batchEnded(name), at: now)), to: .session(session))
        }
    }
}

extension Parcel {
    var startsBatch: Bool {
        guard case .line(let line) = self, case .batchStarted = line.reply else { return false }
        return true
    }

    func labelled(_ label: String?) -> Parcel {
        switch self {
        case .line(var line):
            line.label = label
            return .line(line)
        case .speech(var speech):
            speech.label = label
            return .speech(speech)
        case .raw, .announcement: return self
        }
    }

    func inside(_ batch: String) -> Parcel {
        switch self {
        case .line(var line):
            if line.batch == nil { line.batch = batch }
            return .line(line)
        case .speech(var speech):
            if speech.batch == nil { speech.batch = batch }
            return .speech(speech)
        case .raw, .announcement: return self
        }
    }
}
