import ChatProtocol
package import ServerCore

/// Gives back what is stored of a conversation.
extension Store {
    /// Hands over every post of a room, of the earlier rooms of that name too, in the order they were said; or, for
    /// `@nick`, every private post that was from that nick or to it.
    ///
    /// Only reads, a page at a time, so that a server may be running. The posts hold what people sent: use
    /// `Post.line` or `Post.json` to show them.
    ///
    /// - Parameters:
    ///   - name: a room's name with its `#`, or `@` and a nick.
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
            for room in rooms {
                try pages.each(of: room) { post in
                    each(post)
                    return true
                }
            }
            return !rooms.isEmpty
        }
        let nick = fold(String(name.dropFirst()))
        var isFound = false
        try pages.each(of: .privately) { post in
            if fold(post.author.nick) == nick || fold(post.target) == nick {
                isFound = true
                each(post)
            }
            return true
        }
        return isFound
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
