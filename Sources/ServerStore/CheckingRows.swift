import ServerCore

/// How the rows of several tables belong together: each question gives the rows that contradict another table.
extension Store {
    static func rows(of connection: Connection) throws(StoreError) -> [String] {
        let pages = try Pages(connection)
        var faults: [String] = []
        for contradiction in contradictions where faults.count <= sentences {
            let statement = try PreparedStatement(
                "\(contradiction.question) LIMIT \(sentences + 1)", on: connection.handle)
            defer { statement.reset() }
            while try statement.step() { faults.append(contradiction.told(try statement.row())) }
        }
        for room in try Occupied.rooms(in: "event_place", connection.handle) where faults.count <= sentences {
            faults += try events(of: room, pages, connection)
        }
        return faults
    }

    private static let redacted = PostRow.Flags.redacted.rawValue
    private static let edited = PostRow.Flags.edited.rawValue
    private static let blank = PostRow.Flags.blank.rawValue
    private static let redacting = Post.Kind.redacting
    private static let editing = Post.Kind.editing

    /// A question for rows that contradict others; in the sentence, `?1` is the first column of such a row.
    private struct Contradiction {
        let question: String
        let sentence: String

        init(_ sentence: String, where question: String) {
            self.question = question
            self.sentence = sentence
        }

        func told(_ row: [Value]) -> String {
            var words = sentence.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            for (index, value) in row.enumerated() {
                for word in words.indices where words[word].hasPrefix("?\(index + 1)") {
                    words[word] = value.told + words[word].dropFirst(2)
                }
            }
            return words.joined(separator: " ")
        }
    }

    private static var contradictions: [Contradiction] { amongPosts + amongEvents + amongOwners }

    /// Conversations are rooms here. A redaction whose post was deleted with age is none of these.
    private static var amongPosts: [Contradiction] {
        [
            // From one room to the next, so that the posts themselves are not read.
            Contradiction(
                "There are posts of room ?1, which is not stored.",
                where: """
                    WITH RECURSIVE occupied (room) AS (
                        SELECT min(room) FROM post
                        UNION ALL
                        SELECT (SELECT min(room) FROM post WHERE room > occupied.room) FROM occupied
                        WHERE occupied.room IS NOT NULL
                    )
                    SELECT room FROM occupied WHERE room <> 0 AND room NOT IN (SELECT number FROM room)
                        AND room NOT IN (SELECT number FROM conversation)
                    """),
            Contradiction(
                "Room ?1 is a conversation as well.",
                where: "SELECT number FROM conversation WHERE number IN (SELECT number FROM room) OR number < 2"),
            Contradiction(
                "Post ?2 of room ?1 was taken back or edited, and is as before.",
                where: """
                    SELECT deed.room, deed.about FROM post AS deed INDEXED BY post_about JOIN post AS target
                        ON target.room = deed.room AND target.sequence = deed.about
                    WHERE deed.about IS NOT NULL AND (
                        deed.kind = \(redacting) AND target.flags & \(blank) = 0
                        OR deed.kind = \(editing) AND target.flags & \(edited | blank) = 0)
                    """),
            Contradiction(
                "Post ?2 of room ?1 is gone, and nobody took it back.",
                where: """
                    SELECT room, sequence FROM post WHERE flags & \(redacted) <> 0 AND NOT EXISTS (
                        SELECT 1 FROM post AS deed INDEXED BY post_about
                        WHERE deed.room = post.room AND deed.kind = \(redacting)
                            AND deed.about IN (post.sequence, post.about))
                    """),
            Contradiction(
                "Post ?2 of room ?1 was edited by nobody.",
                where: """
                    SELECT room, sequence FROM post WHERE flags & \(edited) <> 0 AND NOT EXISTS (
                        SELECT 1 FROM post AS deed INDEXED BY post_about
                        WHERE deed.room = post.room AND deed.about = post.sequence
                            AND deed.kind = \(editing))
                    """),
        ]
    }

    private static var amongEvents: [Contradiction] {
        [
            Contradiction(
                "Event ?2 is in room ?1, which is not stored.",
                where: """
                    SELECT room, event FROM event_place WHERE room <> 0 AND room NOT IN (SELECT number FROM room)
                        AND room NOT IN (SELECT number FROM conversation)
                    """),
            Contradiction(
                "Event ?2 of room ?1 is not stored.",
                where: "SELECT room, event FROM event_place WHERE event NOT IN (SELECT number FROM event)"),
            Contradiction(
                "Event ?2 of room ?1 has two times.",
                where: """
                    SELECT room, event FROM event_place JOIN event ON event.number = event_place.event
                    WHERE event.time <> event_place.time
                    """),
        ]
    }

    private static var amongOwners: [Contradiction] {
        let rooms = ["belonging", "room_mask"].map { table in
            Contradiction(
                "Table \(table) has rows of room ?1, which is not stored.",
                where: "SELECT DISTINCT room FROM \(table) WHERE room NOT IN (SELECT number FROM room)")
        }
        let accounts = ["belonging", "fingerprint", "marker"].map { table in
            Contradiction(
                "Table \(table) has rows of account ?1, which is not stored.",
                where: "SELECT DISTINCT account FROM \(table) WHERE account NOT IN (SELECT number FROM account)")
        }
        return rooms + accounts
    }

    /// Whether all of them can be read, and time does not go back.
    private static func events(
        of room: RoomNumber, _ pages: Pages, _ connection: Connection
    ) throws(StoreError) -> [String] {
        var faults: [String] = []
        do throws(StoreError) {
            var last: Event?
            try pages.eachEvent(of: room) { event in
                if let last, event.time < last.time || event.number <= last.number {
                    faults.append("Event \(event.number) of room \(room.value) is earlier than the one before it.")
                }
                last = event
                return faults.count <= sentences
            }
        } catch {
            faults.append(error.description)
        }
        return faults
    }
}

extension Value {
    fileprivate var told: String {
        switch self {
        case .null: "none"
        case .integer(let number): String(number)
        case .text(let text): text
        }
    }
}
