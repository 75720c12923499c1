package import ChatProtocol

/// The whole client but for its terminal and its socket: what the person sees, and what their keys mean.
///
/// `update` takes an event and gives the effects to perform; `view` gives the picture. Neither knows a clock: the moment
/// and the time of day come with each event. Every text from outside is made safe to draw where it enters (`Receiving`).
package struct Model: Sendable {
    /// Buffers at once: more do not fit any list that a person reads.
    static let mostBuffers = 200
    /// Lines of standard input that wait for the connection (`--plain`); more are dropped with a word.
    static let mostWaitingLines = 1_000

    /// The line of the status row that answers what the person did last.
    struct Hint: Equatable, Sendable {
        var text: String
        var isAlarm = false
    }

    /// A private line to nobody, given back to the input: the same line again is said to the room.
    struct Refused: Equatable, Sendable {
        var buffer: Int
        var typed: String
    }

    /// As they were given.
    package internal(set) var settings: ClientSettings
    /// Columns of the terminal.
    package internal(set) var columns = 80
    /// Rows of the terminal.
    package internal(set) var rows = 24
    /// In the order in which they are listed: of each network the server's own, rooms, persons. On the way of a plain key one
    /// is looked at in `buffers.span`, in its place: reading it from the array copies the whole of it, a kilobyte.
    package internal(set) var buffers: [Buffer] = []
    /// The index in `buffers` of the one on the screen.
    package internal(set) var current = 0

    var now = Instant(milliseconds: 0)
    var clock = Timestamp(milliseconds: 0)
    var effects: [Effect] = []
    /// In the order in which they are listed; never empty.
    var networks: [Network]
    /// The index in `networks` of the one at hand: the one that an event is about; between events, that of the buffer on
    /// the screen.
    var here = 0
    var knownServers: KnownServers
    /// The moment that the shell has been asked to wake us at.
    var armed: Instant?
    /// The next moment at which more is due than to keep something: until then, no time that passes can be seen.
    var moreDue: Instant?
    var nextLine = 1
    var nextBuffer = 0
    var nextNetwork = 0
    let seed: UInt64
    var hint: Hint?
    var refused: Refused?
    var completion = Completion()
    /// The number of the line in hand.
    var selected: Int?
    /// The number of the line that a second press takes back.
    var redacting: Int?
    /// What stands in front of the messages; nil for nothing.
    var panel: Panel?
    /// What is asked for in the place of the input; nil for nothing.
    var prompt: Prompt?
    /// The list after Ctrl-K; nil while that is closed.
    var goingTo: GoTo?
    var lastWord: LastWord?
    var showsRooms = true
    var showsMembers = true
    /// Whether what is hidden in messages is shown.
    var showsHidden = false
    var isFocused = true
    /// When the buffer on the screen counts as read; nil where it does, or where it is not being read.
    var markDue: Instant?
    /// nil while nobody thinks that the person is writing.
    var toldTyping: ToldTyping?
    /// Until when the desktop is left in peace.
    var noticeUntil: Instant?
    /// Until when leaving once more is the answer to the question whether to leave; nil: it was not asked.
    var leavesUntil: Instant?
    /// The person is leaving all networks.
    var isLeaving = false
    var hasEnded = false
    var wraps = WrapCache()
    var picture = Picture()
    /// What the event at hand changes of the picture.
    var change = Picture.Change.all
    var log = LogState()
    // Without a screen.
    var plain = PlainState()

    /// A client that has not started. The same seed gives the same waits between attempts to connect.
    package init(settings: ClientSettings, seed: UInt64) {
        self.settings = settings
        self.seed = seed
        knownServers = settings.knownServers
        networks = []
        for network in settings.networks { addNetwork(network) }
    }

    /// The nick that the server knows the person by.
    package var nick: String { Sanitiser.clean(session.nick) }

    /// True once `.leave` has been given: nothing more will come.
    package var isOver: Bool { hasEnded }

    /// Begins: gives the first effects.
    package mutating func start(at now: Instant, clock: Timestamp) -> [Effect] {
        self.now = now
        self.clock = clock
        if let file = settings.exposedFile { note(.fault, .passwordExposed(Sanitiser.clean(file)), in: home) }
        forEachNetwork { $0.connect() }
        openLog()
        comeHome()
        return takeEffects() + settle().effects
    }

    /// Takes an event and gives what is to be done, in order.
    package mutating func update(_ event: Event, at now: Instant, clock: Timestamp) -> [Effect] {
        let effects = answer(event, at: now, clock: clock)
        return effects + settle().effects
    }

    /// The half of `update` that shows: what the event itself means. A shell that has a person before it takes all events
    /// that have come, shows the picture, and then lets the model `settle`, once for all of them.
    package mutating func answer(_ event: Event, at now: Instant, clock: Timestamp) -> [Effect] {
        guard !hasEnded else { return [] }
        self.now = now
        self.clock = clock
        let lineBefore = nextLine
        change = .all
        switch event {
        case .key(let press):
            buffers[current].pagesOnScreen = 0
            let wasWriting = isWritingPlainly
            self.press(press)
            if !wasWriting || !isWritingPlainly { change = .all }
        case .resized(let columns, let rows): resize(columns: columns, rows: rows)
        case .network(let number, let arrival): take(arrival, from: number)
        case .measured(let rules): measured(rules)
        case .deadline:
            armed = nil
            change = .nothing
            keepWhatIsDue()
            checkTypists()
            checkReading()
            forEachNetwork { $0.checkTimes() }
        case .interrupted: if settings.isPlain { leave(nil, isCertain: true) } else { interrupt() }
        case .resumed: effects.append(.redraw)
        case .typedLine(let line): type(line)
        case .inputEnded: plain.inputHasEnded = true
        case .hostSays(let text): hostSays(text)
        case .kept(let key, let problem): kept(key, problem: problem)
        case .notRemembered(let reason): note(.fault, .notKept(Sanitiser.clean(reason)), in: home)
        case .log(let news):
            hear(news)
            if case .kept = news { change = .nothing }
        case .unlocked(let name, let credentials, let problem): unlocked(name, credentials, problem: problem)
        case .prepared(let number, let credentials): prepared(number, credentials)
        }
        // Where a time that passes is shown, another one is now.
        picture.change = max(picture.change, isMoreDue ? .all : change)
        keepSoon(after: event, lineBefore: lineBefore)
        if settings.isPlain { movePlainOn() }
        comeHome()
        renewPanel()
        return takeEffects()
    }

    /// The half of `update` that nobody waits for: asks the server what is of interest now, and to be woken in time. Where
    /// that is more than a wake-up, the picture counts as changed: whether one is to be drawn, it says too.
    package mutating func settle() -> (effects: [Effect], hasChanged: Bool) {
        guard !hasEnded else { return ([], false) }
        surveyRoom()
        forEachNetwork { model in
            model.watchPeople()
            model.surveyNewcomers()
        }
        watchReading()
        readIntoHole()
        if !effects.isEmpty { picture.change = .all }
        arm()
        return (takeEffects(), picture.change != .nothing)
    }

    private mutating func takeEffects() -> [Effect] {
        if effects.isEmpty { return [] }
        let done = effects
        effects = []
        return done
    }
}

extension Model {
    func phrase(_ phrase: Phrase) -> String { phrase.text(in: settings.language) }

    /// A line of the program's own.
    mutating func note(_ phrase: Phrase, in index: Int) {
        note(.note, phrase, in: index)
    }

    mutating func note(_ kind: Line.Kind, _ phrase: Phrase, in index: Int) {
        note(kind, text: StyledText(self.phrase(phrase)), in: index)
    }

    /// A line that nobody said. The text is safe to draw.
    mutating func note(_ kind: Line.Kind = .note, text: StyledText, at time: Timestamp? = nil, in index: Int) {
        add(Line(number: newLineNumber(), time: time ?? clock, kind, text), to: index)
    }

    mutating func newLineNumber() -> Int {
        nextLine += 1
        return nextLine
    }

    /// Puts a line at the end of a buffer, and counts it where the person is not looking.
    mutating func add(_ line: Line, to index: Int) {
        keepBeforeTheyGo(from: index)
        buffers[index].transcript.append(line)
        // What a server tells of itself at the start is nothing that was said: a script does not want it.
        let isGreeting = index == home && line.kind == .note && !session.hasJoinedRooms
        // A raw server says back what the person has heard themselves type.
        let isEcho = settings.isSpoken && isRaw && line.isOwn
        if settings.isPlain, !isGreeting, !isEcho {
            tellCounted(in: index)
            plain.tell(line, in: buffers[index])
        }
        if line.isSaid { wraps.forgetPresence() }
        guard line.isSaid, !line.isOwn else { return }
        gatherMention(line, in: index)
        if let author = line.author { stopsTyping(session.fold(author), in: index) }
        countUnread(line, in: index)
    }

    mutating func countUnread(_ line: Line, in index: Int) {
        let isElsewhere = index != current
        guard isElsewhere || !isFocused else { return }
        let concerns = line.isMention || buffers[index].kind == .person
        if isElsewhere {
            buffers[index].unread += 1
            if concerns { buffers[index].mentions += 1 }
        }
        if buffers[index].marker == nil { buffers[index].marker = line.number }
        buffers[index].markedCount += 1
        announce(line, in: index, concerns: concerns)
    }

    mutating func show(_ phrase: Phrase, isAlarm: Bool = false) {
        hint = Hint(text: self.phrase(phrase), isAlarm: isAlarm)
        if settings.isPlain { plain.tell(self.phrase(phrase), isAlarm: isAlarm) }
    }

    func index(ofNumber number: Int) -> Int? { buffers.firstIndex { $0.number == number } }

    /// The buffer of that name in the network at hand.
    func index(of name: String) -> Int? { network.indices[session.fold(name)] }

    /// The first buffer that one of the names has.
    func index(ofAny names: some Sequence<String>) -> Int? {
        for name in names { if let index = index(of: name) { return index } }
        return nil
    }
}
