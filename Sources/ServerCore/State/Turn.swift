import ChatProtocol

/// One command being carried out: who acts, when, what they are answered and what else comes of it.
struct Turn {
    let actor: MemberID
    let now: Timestamp
    /// The actor's label on the command, where they may have one.
    let label: String?
    /// The client tags of the command.
    let tags: [Tag]
    var effects: [Effect] = []
    /// What answers the command itself: labelled as one when the command is done.
    private(set) var answers: [Parcel] = []
    /// The last post of the command.
    var said: MessageID?
    /// The answer comes later, with its label, or the command is itself an answer.
    var needsNoAcknowledgement = false

    init(_ actor: MemberID, at now: Timestamp, label: String? = nil, tags: [Tag] = []) {
        self.actor = actor
        self.now = now
        self.label = label
        self.tags = tags
    }

    mutating func deliver(_ parcel: Parcel, to audience: Audience) {
        effects.append(.deliver(parcel, to: audience))
    }

    mutating func answer(_ parcel: Parcel) {
        answers.append(parcel)
    }

    mutating func answer(_ reply: Reply, from source: Source? = nil) {
        answers.append(.line(Line(source: source, reply, at: now)))
    }

    /// Tells a room what the actor did: to the actor as the answer, to everybody else as news.
    mutating func announce(_ reply: Reply, by source: Source, in room: RoomID, having: Capabilities = []) {
        answer(reply, from: source)
        deliver(.line(Line(source: source, reply, at: now)), to: .room(room, except: actor, having: having))
    }

    /// Puts the answers behind the effects: one is labelled itself, several become a batch, none an acknowledgement.
    mutating func close(batch: () -> String) {
        defer { answers = [] }
        guard let label, !needsNoAcknowledgement else {
            for parcel in answers { deliver(parcel, to: .member(actor)) }
            return
        }
        switch answers.count {
        case _ where answers.first?.startsBatch == true:
            // The answer is a batch already: its own beginning carries the label.
            deliver(answers[0].labelled(label), to: .member(actor))
            for parcel in answers.dropFirst() { deliver(parcel, to: .member(actor)) }
        case 0:
            var line = Line(.acknowledged, at: now, label: label)
            line.post = said
            deliver(.line(line), to: .member(actor))
        case 1: deliver(answers[0].labelled(label), to: .member(actor))
        default:
            let name = batch()
            let start = Reply.batchStarted(name, type: "labeled-response", [])
            deliver(.line(Line(start, at: now, label: label)), to: .member(actor))
            for parcel in answers { deliver(parcel.inside(name), to: .member(actor)) }
            deliver(.line(Line(.batchEnded(name), at: now)), to: .member(actor))
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
        case .raw: return self
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
        case .raw: return self
        }
    }
}
