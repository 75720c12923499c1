import ChatProtocol

/// Where the client stands with its server.
enum Connection: Equatable, Sendable {
    case idle
    case connecting
    /// The transport is up, the welcome has not come.
    case registering
    case online
    /// Waiting for the next attempt.
    case waiting(until: Instant)
    /// QUIT has been said.
    case leaving(until: Instant)
    case over
}

/// What is known of one connection, and forgotten with it.
struct Session: Equatable, Sendable {
    /// Batches open at once; a line that opens one more is read as if there were none. Ours needs two.
    static let mostBatches = 64
    /// Lines kept of one batch: Ergo answers CHATHISTORY with at most 1,000.
    static let mostBatchLines = 1_000
    /// Bytes kept of one post of several lines: four times what our server takes, and what `StyledText` keeps.
    static let mostPostBytes = 16_384
    /// Own lines whose echo is waited for.
    static let mostAwaited = 1_000
    /// Those of them that are sent before earlier ones are answered: a server lets somebody say so much at once, and holds
    /// back what comes faster (Ergo's and our own limit: 5).
    static let mostUnderway = 4
    /// Nicks asked about at once.
    static let mostQuestions = 16
    /// How long the server is given to say whether a nick exists.
    static let patience: Int64 = 10_000
    /// Silence after which the server is asked whether it is there (reliability.md, threat 24).
    static let pingAfter: Int64 = 30_000
    /// Silence after which the connection is given up (same source). The last half of it is behind a question: where the
    /// client itself stood still, what the server said meanwhile is still to come.
    static let deadAfter: Int64 = 60_000

    /// An own line that the server has not answered yet.
    struct Awaited: Equatable, Sendable {
        var buffer: Int
        var line: Int
        var spoken: Spoken
        /// When it was sent; nil before that.
        var sent: Instant?
    }

    /// A private line to a nick that may not be there: held until the server has said.
    struct Question: Equatable, Sendable {
        var nick: String
        var folded: String
        var text: String
        /// As it was typed.
        var typed: String
        var form: Intent.Form
        /// The buffer's number that it was typed in.
        var buffer: Int
        var until: Instant
    }

    /// A search: its words, safe to draw, and whether it is for more than one conversation.
    /// What LIST has told so far.
    var listed: [ListedRoom] = []

    struct Searched: Equatable, Sendable {
        var words: String
        var isEverywhere: Bool
    }

    /// A line of the past, and the folded name of the conversation that it is of.
    struct Surrounded: Equatable, Sendable {
        var folded: String
        var id: String
        /// Of the request; nil where the server labels no answers.
        var label: String?
    }

    var registration: Registration
    /// Whom the person can meet here.
    var people = People()
    /// The server takes the person for away.
    var isAway = false
    /// What the person tells of themselves.
    var profile = Profile()
    /// Those whom the server was asked to watch, by folded nicks.
    var watched: [String: String] = [:]
    /// The question who is in a room, until it is answered.
    var survey: Survey?
    /// Nicks of those whom a private chat is with and who have come into view: whether they are away is asked next.
    var newcomers: [String] = []
    /// Folded nicks of those among the watched who have been asked about since they came.
    var askedAbout: Set<String> = []
    /// More of them do not wait at once; they are not asked about.
    static let mostNewcomers = 32
    /// Questions for what people tell of themselves that the server wants to be asked later, by folded targets.
    var deferrals: [String: Deferral] = [:]
    var isupport = ISupport()
    var lastHeard: Instant
    /// When the server was asked whether it is there; nil where it has said something since.
    var pinged: Instant?
    var lag = Lag()
    /// Behind an ERROR, when the server must have closed the connection.
    var endsUntil: Instant?
    /// All that a server says of itself at the start has come.
    var isGreeted = false
    var hasJoinedRooms = false
    /// Those that have begun and not ended, by the name that the server gave them.
    var batches: [String: Batch] = [:]
    var nextLabel = 1
    var awaited: [String: Awaited] = [:]
    /// Own posts that are still to be sent, in order, each as its lines; each is awaited as well.
    var outgoing: [[Message]] = []
    /// Labels of own lines behind which a ping is under way, since the server says nothing back.
    var asked: [String] = []
    var questions: [Question] = []
    /// Folded nicks whose WHOIS was the client's question, not the person's: its answer is not shown.
    var quietNicks: Set<String> = []
    /// Answers to WHOIS that are coming in, by folded nicks.
    var whois: [String: Whois] = [:]
    /// What the server was asked to search for last, until it has answered.
    var searched: Searched?
    /// The finding whose surroundings the server was asked for.
    var surrounded: Surrounded?
    /// Pages of history that were asked for under a label.
    var pagesAsked = 0
    /// The server has answered one of them under its label: what comes without one is no answer.
    var labelsPages = false
    /// nil before it begins.
    var login: Login?
    /// When the server must have answered it.
    var loginUntil: Instant?
    /// Whom the server takes the person for.
    var account: String?
    /// The server's last words (ERROR).
    var lastWords: String?
    /// Rooms, folded, that the person asked for and wants to see once they are in.
    var roomsToShow: Set<String> = []
    /// Requests that may be open at once; what is beyond opens without coming to the front.
    static let mostRoomsToShow = 32

    mutating func showOnJoining(_ room: String) {
        if roomsToShow.count < Self.mostRoomsToShow { roomsToShow.insert(fold(room)) }
    }

    init(nick: String, wantsLogin: Bool = false, at now: Instant) {
        registration = Registration(nick: nick, wantsLogin: wantsLogin)
        lastHeard = now
    }

    /// When the server is asked whether it is there or, once it was, given up.
    var nextLook: Instant {
        pinged?.later(by: Self.deadAfter - Self.pingAfter) ?? lastHeard.later(by: Self.pingAfter)
    }

    /// Own lines that have been sent and not answered.
    var underway: Int { awaited.count - outgoing.count }

    var nick: String { registration.nick }

    /// What one post of several lines may hold, as the server says with the capability; at least what its draft has.
    var multiline: Post.Bounds {
        var bounds = Post.Bounds(bytes: 4_096, lines: 24)
        for word in (registration.values[Capability.multiline.name] ?? "").split(separator: ",") {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[1]), number > 1 else { continue }
            if parts[0] == "max-bytes" { bounds.bytes = min(number, Session.mostPostBytes) }
            if parts[0] == "max-lines" { bounds.lines = min(number, Session.mostBatchLines) }
        }
        return bounds
    }

    func has(_ capability: Capability) -> Bool { registration.enabled.contains(capability) }

    /// Whether an own line comes back and is known again.
    var echoes: Bool { has(.echoMessage) && has(.labeledResponse) && has(.messageTags) }

    func fold(_ name: String) -> String { isupport.casemapping.fold(name) }

    func isRoom(_ name: String) -> Bool {
        guard let first = name.first else { return false }
        return isupport.roomSigns.contains(first)
    }
}

extension [String: Session.Awaited] {
    /// When the first of them was sent that was.
    var oldest: Instant? { isEmpty ? nil : values.compactMap(\.sent).min() }
}
