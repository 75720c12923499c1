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
        case asked(isGap: Bool, isOlder: Bool)
        case open
        /// There is nothing older.
        case complete
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
    /// The last line before what was missed, as long as not all of that has come.
    var gapStart: String?
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
