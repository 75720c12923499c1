import ChatProtocol
import ServerCore

/// Rooms, and what accounts are in them; conversations.
extension Writer {
    /// Within a transaction.
    func write(_ room: RoomRecord) throws(StoreError) {
        let number = Value.integer(room.number.value)
        try remember("room", where: ["number"], are: [number])
        try run(
            """
            INSERT INTO room (
                number, name, made_at, topic, topic_author, topic_time, is_open, founder, flags, entry_key,
                member_limit, forward, pause, ended_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL)
            ON CONFLICT (number) DO UPDATE SET
                name = excluded.name, made_at = excluded.made_at, topic = excluded.topic,
                topic_author = excluded.topic_author, topic_time = excluded.topic_time,
                is_open = excluded.is_open, founder = excluded.founder, flags = excluded.flags,
                entry_key = excluded.entry_key, member_limit = excluded.member_limit, forward = excluded.forward,
                pause = excluded.pause, ended_at = NULL
            """,
            [
                number, .text(room.name), .integer(room.madeAt.milliseconds), Value(room.topic?.text),
                Value(room.topic?.author), Value(room.topic?.time.milliseconds), Value(room.isOpen),
                Value(room.founder?.value), .text(room.modes.flagLetters), Value(room.modes.key),
                Value(room.modes.limit.map(Int64.init)), Value(room.modes.forward),
                Value(room.modes.pause.map(Int64.init)),
            ])
        try clear("room_mask", of: number)
        for (list, entries) in room.lists {
            for (position, entry) in entries.enumerated() {
                try run(
                    "INSERT INTO room_mask (room, list, position, mask, author, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    [
                        number, .text(String(list.rawValue)), .integer(Int64(position)), .text(entry.mask),
                        .text(entry.author), .integer(entry.time.milliseconds),
                    ])
            }
        }
    }

    /// Within a transaction. Its posts and events stay, for nobody but the host.
    func end(_ room: RoomNumber) throws(StoreError) {
        let number = Value.integer(room.value)
        try remember("room", where: ["number"], are: [number])
        try run("UPDATE room SET ended_at = \(Self.now) WHERE number = ?1 AND ended_at IS NULL", [number])
        try clear("room_mask", of: number)
        try clear("belonging", of: number)
        try clearMetadata(of: .room(room))
    }

    /// Within a transaction.
    func write(_ belonging: Belonging) throws(StoreError) {
        let key: [Value] = [.integer(belonging.room.value), .integer(belonging.account.value)]
        try remember("belonging", where: ["room", "account"], are: key)
        try run(
            """
            INSERT OR REPLACE INTO belonging (room, account, since, since_time, ranks, is_present)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            key + [
                .integer(belonging.since), .integer(belonging.sinceTime.milliseconds),
                .text(belonging.ranks.letters), Value(belonging.isPresent),
            ])
    }

    /// Within a transaction.
    func write(_ conversation: Conversation) throws(StoreError) {
        let number = Value.integer(conversation.number.value)
        try remember("conversation", where: ["number"], are: [number])
        let other: [Value] =
            switch conversation.other {
            case .account(let account): [.integer(account.value), .null]
            case .nick(let nick): [.null, .text(nick)]
            }
        try run(
            "INSERT OR REPLACE INTO conversation (number, account, other, nick) VALUES (?1, ?2, ?3, ?4)",
            [number, .integer(conversation.account.value)] + other)
    }

    private func clear(_ table: String, of room: Value) throws(StoreError) {
        try remember(table, where: ["room"], are: [room])
        try run("DELETE FROM \(table) WHERE room = ?1", [room])
    }
}
