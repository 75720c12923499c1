import ChatProtocol

/// A text of several lines that a connection is saying (IRCv3 draft/multiline): nobody hears of it before it is whole.
struct MultilineDraft: Equatable, Sendable {
    /// Why a line cannot be a part of it.
    enum Fault: Error, Equatable, Sendable {
        case tooManyLines
        case tooManyBytes
        /// In one sentence.
        case invalid(String)
    }

    /// The connection's own name for it.
    let reference: String
    /// The room or nick that every line must name too.
    let target: String
    /// Of the line that began it, as the tags are.
    let label: String?
    let tags: [Tag]
    /// nil while there is no line.
    private(set) var kind: SpeechKind?
    /// As in `Post.text`.
    private(set) var text = ""
    private(set) var lines = 0
    /// Of the text as the specification counts them: a joint within a line has none.
    private(set) var bytes = 0
    /// Something was wrong, and its author was told: what still comes of it is passed over until it ends.
    private(set) var isSpoilt = false

    init(_ reference: String, to target: String, label: String? = nil, tags: [Tag] = []) {
        self.reference = reference
        self.target = target
        self.label = label
        self.tags = tags
    }

    /// Adds one line, or with `continuing` the rest of the one before it.
    mutating func add(_ line: String, _ kind: SpeechKind, continuing: Bool) throws(Fault) {
        guard kind == self.kind ?? kind else { throw .invalid("A batch is either of PRIVMSG or of NOTICE") }
        guard !continuing || !line.isEmpty else { throw .invalid("A blank line continues nothing") }
        guard lines < ServerSettings.multilineLines else { throw .tooManyLines }
        let isJoined = lines > 0
        let more = line.utf8.count + (isJoined && !continuing ? 1 : 0)
        guard bytes + more <= ServerSettings.multilineBytes else { throw .tooManyBytes }
        if isJoined { text.unicodeScalars.append(continuing ? "\r" : "\n") }
        text += line
        bytes += more
        lines += 1
        self.kind = kind
    }

    mutating func spoil() {
        text = ""
        isSpoilt = true
    }

    /// Nothing but ends of lines.
    var isBlank: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: "\n") } }

    /// The byte of questions between programs, which are one short line: within a longer text it could come to stand at
    /// the front of a line for those who are told line by line.
    var hasCTCP: Bool { text.utf8.contains(1) }
}

/// Saying something of several lines: `BATCH +reference`, its lines, `BATCH -reference`.
extension ServerState {
    private static let multiline = "draft/multiline"

    mutating func beginDraft(_ reference: String, _ type: String, _ words: [String], _ turn: inout Turn) {
        func refuse(_ code: String, _ context: [String], _ text: String) {
            turn.answer(fail("BATCH", code, context, text))
            // Its lines are on their way already: each would be refused again.
            var draft = MultilineDraft(reference, to: "")
            draft.spoil()
            sessions[turn.session]?.draft = draft
        }
        guard type == Self.multiline, turn.has(.multiline) else {
            refuse("UNKNOWN_TYPE", [Self.shown(reference), Self.shown(type)], "Unknown type of batch")
            return
        }
        guard sessions[turn.session]?.draft?.isSpoilt ?? true else {
            refuse("MULTILINE_INVALID", [], "One batch ends before the next begins; neither is said")
            return
        }
        guard words.count == 1, let target = words.first, !target.isEmpty else {
            refuse("MULTILINE_INVALID", [], "Expected one target")
            return
        }
        let folded = settings.casemapping.fold(target)
        guard !Self.services.contains(folded), folded != Self.playback else {
            refuse("MULTILINE_INVALID", [], "A service is asked in one line")
            return
        }
        sessions[turn.session]?.draft = MultilineDraft(reference, to: target, label: turn.label, tags: turn.tags)
        // What answers it comes with its end.
        turn.needsNoAcknowledgement = true
    }

    /// A command of a connection whose batch is open, or one that says it is of a batch.
    ///
    /// A client should say nothing else in between (client-batch); since nobody hears of the batch before its end, what
    /// it says is carried out all the same.
    mutating func draft(_ command: Command, _ turn: inout Turn) {
        let open = sessions[turn.session]?.draft?.reference
        guard let reference = turn.batch else {
            if case .batchEnded(let ended) = command, ended == open { endDraft(&turn) } else { obey(command, &turn) }
            return
        }
        switch command {
        case .ping, .pong, .quit: obey(command, &turn)
        case _ where open == nil:
            turn.answer(fail("BATCH", "MULTILINE_INVALID", [], "No batch of that name is open"))
        case .say(let kind, let targets, let text) where reference == open && kind != .tags:
            add(text, kind, to: targets, &turn)
        default: spoil("MULTILINE_INVALID", [], "The batch holds what is no line of it", &turn)
        }
    }

    private mutating func add(_ text: String, _ kind: SpeechKind, to targets: [String], _ turn: inout Turn) {
        guard let draft = sessions[turn.session]?.draft, !draft.isSpoilt else { return }
        guard targets.count == 1, settings.casemapping.fold(targets[0]) == settings.casemapping.fold(draft.target)
        else {
            let words = [draft.target, targets.joined(separator: ",")].map(Self.shown)
            spoil("MULTILINE_INVALID_TARGET", words, "A line names another target than its batch", &turn)
            return
        }
        let isContinuing = turn.tags.contains { $0.key == ClientTag.multilineConcat }
        do {
            try sessions[turn.session]?.draft?.add(text, kind, continuing: isContinuing)
        } catch {
            switch error {
            case .tooManyLines:
                spoil(
                    "MULTILINE_MAX_LINES", [String(ServerSettings.multilineLines)], "The batch has too many lines",
                    &turn)
            case .tooManyBytes:
                spoil(
                    "MULTILINE_MAX_BYTES", [String(ServerSettings.multilineBytes)], "The batch has too many bytes",
                    &turn)
            case .invalid(let why): spoil("MULTILINE_INVALID", [], why, &turn)
            }
        }
    }

    /// Says what was collected, as if it had been said in one line: with the label and the tags of the beginning.
    private mutating func endDraft(_ turn: inout Turn) {
        guard let session = sessions[turn.session], let draft = session.draft else { return }
        sessions[turn.session]?.draft = nil
        guard !draft.isSpoilt else { return }
        var said = self.turn(of: session, at: turn.now, label: draft.label, tags: draft.tags)
        if draft.isBlank {
            said.answer(fail("BATCH", "MULTILINE_INVALID", [], "The batch has nothing but blank lines"))
        } else if draft.hasCTCP, draft.lines > 1 {
            said.answer(fail("BATCH", "MULTILINE_INVALID", [], "A question between programs is one line"))
        } else if let kind = draft.kind {
            if !draft.hasCTCP { said.draft = draft }
            say(kind, toOne: draft.target, draft.text, &said)
        }
        said.close()
        turn.effects += said.effects
    }

    // MARK: - What goes wrong

    /// Whether the line of this turn is one of the open batch.
    func isOfDraft(_ turn: Turn) -> Bool {
        turn.batch != nil && sessions[turn.session]?.draft?.reference == turn.batch
    }

    /// A line that could not be understood was one of the batch, or may have been: without it the text would say
    /// something else.
    mutating func spoilDraft(_ turn: inout Turn) {
        spoil("MULTILINE_INVALID", [], "A line of the batch could not be understood", &turn)
    }

    /// The batch will not be said. Its label, which its end would have answered, is answered now.
    private mutating func spoil(_ code: String, _ context: [String], _ text: String, _ turn: inout Turn) {
        guard let draft = sessions[turn.session]?.draft, !draft.isSpoilt else { return }
        sessions[turn.session]?.draft?.spoil()
        turn.answer(.line(Line(nil, fail("BATCH", code, context, text), at: turn.now, label: draft.label)))
    }
}

extension MessageError {
    /// Whether the line may have been one of a batch, which nobody can tell without its tags.
    var mayBeSpeech: Bool {
        guard let verb = verb?.uppercased() else { return reason != .empty }
        return verb == SpeechKind.message.rawValue || verb == SpeechKind.notice.rawValue
    }
}
