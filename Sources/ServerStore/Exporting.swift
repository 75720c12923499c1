import ChatProtocol
package import ServerCore

/// Gives back what is stored of a conversation or of an account.
extension Store {
    /// Hands over every post of a room, of the earlier rooms of that name too, in the order they were said; or, for
    /// `@nick`, every private post that was from that nick or account or to it.
    ///
    /// Only reads, a page at a time, so that a server may be running. The posts hold what people sent: use
    /// `Post.line` or `Post.json` to show them. Posts of which nothing is left are passed over.
    ///
    /// - Parameters:
    ///   - name: a room's name with its `#`, or `@` and a nick or an account's name.
    ///   - fold: the form under which two names are the same (`Casemapping.fold`).
    /// - Returns: whether anything of that name is stored.
    @discardableResult
    package static func export(
        _ name: String, at directory: String, fold: (String) -> String, each: (Post) -> Void
    ) throws(StoreError) -> Bool {
        let connection = try Connection.reading(at: DataDirectory.database(in: directory))
        let pages = try Pages(connection)
        guard name.utf8.first == UInt8(ascii: "@") else {
            let wanted = fold(name)
            let rooms = try rooms(of: connection) { fold($0) == wanted }
            for room in rooms { try hand(over: room, pages) { each($0) } }
            return !rooms.isEmpty
        }
        let nick = fold(String(name.dropFirst()))
        var isFound = false
        try hand(over: .privately, pages) { post in
            guard isOf(nick, post, fold) else { return }
            isFound = true
            each(post)
        }
        for (room, names) in try conversations(of: connection) {
            let isTheirs = names.contains { fold($0) == nick }
            isFound = isFound || isTheirs
            // Whoever has no account any more, or had another nick, is named by the posts alone.
            try hand(over: room, pages) { post in
                guard isTheirs || isOf(nick, post, fold) else { return }
                isFound = true
                each(post)
            }
        }
        return isFound
    }

    /// Hands over every post that the account has written, room by room, in the order they were said: for its owner,
    /// who may ask for it. Reads everything that is stored, a page at a time.
    ///
    /// - Returns: whether an account of that name has ever written anything that is left.
    @discardableResult
    package static func exportAccount(
        _ name: String, at directory: String, fold: (String) -> String, each: (Post) -> Void
    ) throws(StoreError) -> Bool {
        try exportAccount(name, Connection.reading(at: DataDirectory.database(in: directory)), fold, each)
    }

    /// The same, of a store that is open. The posts are in memory all at once. Call it from any thread; where the
    /// store is in memory, writing waits.
    package func exportAccount(_ name: String, fold: @Sendable (String) -> String) throws(StoreError) -> [Post] {
        try withConnection { connection throws(StoreError) in
            var posts: [Post] = []
            try Self.exportAccount(name, connection, fold) { posts.append($0) }
            return posts
        }
    }

    @discardableResult
    private static func exportAccount(
        _ name: String, _ connection: Connection, _ fold: (String) -> String, _ each: (Post) -> Void
    ) throws(StoreError) -> Bool {
        let pages = try Pages(connection)
        let wanted = fold(name)
        // One account writes under one name, so that few need folding.
        var known: [String: Bool] = [:]
        var isFound = false
        for room in try Occupied.rooms(in: "post", connection.handle) {
            try hand(over: room, pages) { post in
                guard let account = post.author.account else { return }
                let isTheirs = known[account] ?? (fold(account) == wanted)
                if known[account] == nil, known.count < namesKnown { known[account] = isTheirs }
                guard isTheirs else { return }
                isFound = true
                each(post)
            }
        }
        return isFound
    }

    /// Names whose folded form is remembered: some 100 KB.
    private static let namesKnown = 1_000

    private static func hand(over room: RoomNumber, _ pages: Pages, _ each: (Post) -> Void) throws(StoreError) {
        try pages.each(of: room) { post, flags in
            if flags.isDisjoint(with: .blank) { each(post) }
            return true
        }
    }

    private static func isOf(_ nick: String, _ post: Post, _ fold: (String) -> String) -> Bool {
        fold(post.author.source.nick) == nick || fold(post.target) == nick
            || post.author.account.map { fold($0) == nick } ?? false
    }

    /// Conversations of the past and the present, the oldest first, with the names of those of the two who are known.
    private static func conversations(
        of connection: Connection
    ) throws(StoreError) -> [(room: RoomNumber, names: [String])] {
        let statement = try PreparedStatement(
            """
            SELECT conversation.number, conversation.nick, one.name, two.name FROM conversation
            LEFT JOIN account AS one ON one.number = conversation.account
            LEFT JOIN account AS two ON two.number = conversation.other ORDER BY conversation.number
            """, on: connection.handle)
        defer { statement.reset() }
        var conversations: [(room: RoomNumber, names: [String])] = []
        while try statement.step() {
            let names = [try statement.textIfAny(1), try statement.textIfAny(2), try statement.textIfAny(3)]
            conversations.append((RoomNumber(try statement.integer(0)), names.compactMap { $0 }))
        }
        return conversations
    }

    /// Rooms of the past and the present, the oldest first.
    private static func rooms(
        of connection: Connection, named isWanted: (String) -> Bool
    ) throws(StoreError) -> [RoomNumber] {
        let statement = try PreparedStatement("SELECT number, name FROM room ORDER BY number", on: connection.handle)
        defer { statement.reset() }
        var rooms: [RoomNumber] = []
        while try statement.step() {
            if isWanted(try statement.text(1)) { rooms.append(RoomNumber(try statement.integer(0))) }
        }
        return rooms
    }
}
