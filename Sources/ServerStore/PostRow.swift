import ChatProtocol
import ServerCore

/// How a post stands in its row.
enum PostRow {
    static let columns = "sequence, time, author, kind, target, text, account, flags, tags, about"

    /// What a row says beside its post.
    struct Flags: OptionSet {
        let rawValue: Int64

        static let bot = Flags(rawValue: 1)
        static let serverOperator = Flags(rawValue: 2)
        /// It was taken back: no text is left. An edit is, with what it is about.
        static let redacted = Flags(rawValue: 4)
        /// The text is that of the last edit.
        static let edited = Flags(rawValue: 8)
        /// What its author wrote was blanked, or it stays only so that its number is not given again.
        static let erased = Flags(rawValue: 16)

        /// Nothing is left to be shown.
        static let blank: Flags = [.redacted, .erased]

        init(rawValue: Int64) {
            self.rawValue = rawValue
        }

        init(_ author: Author) {
            self = []
            if author.isBot { insert(.bot) }
            if author.isOperator { insert(.serverOperator) }
        }
    }

    /// Reads a row of `columns`.
    static func read(_ row: PreparedStatement, room: RoomNumber) throws(StoreError) -> Post {
        let sequence = try row.integer(0)
        guard sequences.contains(sequence) else {
            throw .corrupt("a post of room \(room.value) has number \(sequence)")
        }
        guard let kind = Post.Kind(number: try row.integer(3), about: try row.integerIfAny(9)) else {
            throw .corrupt("post \(sequence) of room \(room.value) is of no known kind")
        }
        let text = try row.textIfAny(8)
        guard let tags = TagText.tags(of: text) else {
            throw .corrupt("post \(sequence) of room \(room.value) has tags that are none")
        }
        return Post(
            room: room, sequence: sequence, time: Timestamp(milliseconds: try row.integer(1)),
            author: try author(row, 2, account: 6, flags: 7), kind: kind, target: try row.word(4),
            text: try row.lines(5), tags: tags)
    }

    /// Of a row of `columns`.
    static func flags(_ row: PreparedStatement) throws(StoreError) -> Flags {
        Flags(rawValue: try row.integer(7))
    }

    /// Whether a row of `columns` is something that was said and can still be shown, or one of the extras. Its text is not
    /// looked at.
    static func isShown(_ row: PreparedStatement, _ extras: PageRequest.Extras) throws(StoreError) -> Bool {
        switch try row.integer(3) {
        case Post.Kind.redacting: return extras.contains(.redactions)
        case Post.Kind.editing where !extras.contains(.edits): return false
        case Post.Kind.leastUnsaid where !extras.contains(.tags): return false
        default: return try flags(row).isDisjoint(with: .blank)
        }
    }

    static func author(
        _ row: PreparedStatement, _ source: Int32, account: Int32, flags: Int32
    ) throws(StoreError) -> Author {
        let flags = Flags(rawValue: try row.integer(flags))
        return Author(
            Source(try row.word(source)), account: row.isNull(account) ? nil : try row.word(account),
            isBot: flags.contains(.bot), isOperator: flags.contains(.serverOperator))
    }

    /// Whether a post of this kind can be found by what it says; an edit is how its post is found.
    static func isIndexed(_ kind: Int64) -> Bool { kind < Post.Kind.leastUnsaid || kind == Post.Kind.editing }

    /// Numbers that a post can have: those outside cannot have been reached by counting.
    static let sequences: ClosedRange<Int64> = 1...(1 << 62)
}

extension Post.Kind {
    /// As it stands in the database: never changes.
    var number: Int64 {
        switch self {
        case .message: 0
        case .notice: 1
        case .tags: Self.leastUnsaid
        case .redaction: Self.redacting
        case .edit: Self.editing
        }
    }

    /// The post that this one is about.
    var about: Int64? {
        switch self {
        case .message, .notice, .tags: nil
        case .redaction(let target), .edit(let target): target
        }
    }

    /// From here on a post is not something that was said.
    static let leastUnsaid: Int64 = 2
    static let redacting: Int64 = 3
    static let editing: Int64 = 4

    init?(number: Int64, about: Int64?) {
        switch (number, about) {
        case (0, nil): self = .message
        case (1, nil): self = .notice
        case (Self.leastUnsaid, nil): self = .tags
        case (Self.redacting, let target?) where PostRow.sequences.contains(target): self = .redaction(of: target)
        case (Self.editing, let target?) where PostRow.sequences.contains(target): self = .edit(of: target)
        default: return nil
        }
    }
}
