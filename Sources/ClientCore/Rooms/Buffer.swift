import ChatProtocol

/// One conversation on the screen: the server's own lines, a room, or one person.
package struct Buffer: Equatable, Sendable {
    /// Whose conversation it is.
    package enum Kind: Equatable, Sendable {
        case server
        case room
        case person
    }

    /// What the screen shows of the transcript.
    package enum Place: Equatable, Sendable {
        /// The newest line stands at the bottom.
        case newest
        /// Row `row` of the line of this number stands at the top.
        case line(number: Int, row: Int)
    }

    /// What has been asked of the server's history.
    enum History: Equatable, Sendable {
        case unasked
        case asked(Page)
        case open
        /// There is nothing older.
        case complete
    }

    /// A page that the server was asked for.
    struct Page: Equatable, Sendable {
        enum Purpose: Equatable, Sendable {
            /// The newest lines, where none were known.
            case first
            /// What is just before the first line.
            case older
            /// What is missing at the line of this number: behind what is before it, or before what is behind it.
            case hole(Int, fromBelow: Bool)
            /// The newest lines, behind the hole of this number.
            case newest(hole: Int)
            /// Whether history keeps what is said here.
            case proof
        }

        var purpose: Purpose
        /// The server's id that it begins behind, or ends before.
        var edge: String?
        var limit: Int
        /// What the answer bears; nil where the server labels none.
        var label: String?
        /// The person has missed what it brings, and did nothing to have it.
        var isByItself = false
    }

    /// How far the server has told of what is older than the first line: it may be nothing that a line is made of.
    struct Reached: Equatable, Sendable {
        /// The id of the first line at that time.
        var first: String
        var oldest: String
    }

    /// How far a hole was filled from both sides: ids of the server, also of what no line is made of.
    struct Edges: Equatable, Sendable {
        var above: String?
        var below: String?
        /// What the server answers brings nobody any further; nothing is asked there until the next connection.
        var isStuck = false
        /// What was asked for last was not given.
        var isRefused = false
    }

    /// Stays the same for as long as the buffer is there.
    package let number: Int
    /// The number of the network that it is of.
    let network: Int
    /// Never changes.
    package let kind: Kind
    /// Safe to draw, its `#` included; a person's nick without `@`.
    package internal(set) var name: String
    /// As the server writes it; never drawn.
    var target: String
    var folded: String
    /// What was said in it.
    package internal(set) var transcript = Transcript()
    /// Who is in the room; empty for others.
    package internal(set) var members = MemberList()
    /// It has been asked who they are, or there are too many to ask.
    var isSurveyed = false
    /// The first row of the list of members that is shown.
    var membersTop = 0
    /// Safe to draw; empty where none is set.
    package internal(set) var topic = ""
    /// Whether the person is in the room now.
    package internal(set) var isJoined = false
    /// Is joined again after a lost connection.
    var isWanted = false
    /// Said while the person was elsewhere.
    package internal(set) var unread = 0
    /// How many of those spoke to the person.
    package internal(set) var mentions = 0
    /// The line that the person has not seen, the first of them; the rule stands before it.
    var marker: Int?
    var markedCount = 0
    /// Where the person reads.
    package internal(set) var place = Place.newest
    var history = History.unasked
    /// How far the server knows this to be read; nil where it has not said.
    var readUpTo: Timestamp?
    /// The log brought own lines of which nobody knows whether they arrived.
    var hasUncertain = false
    /// The number of the line that tells whether the person is here.
    var presenceLine: Int?
    /// Who is writing.
    var typists: [Typist] = []
    /// It is being asked whether history keeps what is said here.
    var isProving = false
    /// The number of the hole that what was missed since the last connection goes into, as long as it is being asked for.
    var gap: Int?
    /// Of holes that are being filled, by their numbers.
    var edges: [Int: Edges] = [:]
    /// Pages that were asked for since the person came, without their doing.
    var pagesByItself = 0
    /// Pages of holes on the screen that were asked for since the person last did anything.
    var pagesOnScreen = 0
    /// Something else is being asked for; what was missed is next.
    var isBehind = false
    /// nil: nothing older was asked for.
    var reached: Reached?
    /// What has been asked of the log.
    var recall = LogRecall.unasked
    /// The last line that `/clear` has taken off the screen.
    var cleared: LogPlace?
    var editor = LineEditor()
    /// What the line in the editor is for.
    var purpose = Model.Purpose.post
    /// What stood in the editor before an older line came back into it.
    var setAside: LineEditor?
    var past = InputHistory()
    var paste = Model.Paste.none

    init(number: Int, network: Int, _ kind: Kind, name: String, target: String, folded: String) {
        self.number = number
        self.network = network
        self.kind = kind
        self.name = name
        self.target = target
        self.folded = folded
    }

    /// As it stands in lists and before what is typed: `#lobby`, `@bbb`.
    package var label: String { kind == .person ? "@" + name : name }
}
