import ChatProtocol
import ServerCore

/// What happened in rooms.
extension Writer {
    /// Within a transaction.
    func write(_ event: Event) throws(StoreError) {
        guard PostRow.sequences.contains(event.number), !event.places.isEmpty else {
            throw .contradiction("event \(event.number) is nowhere")
        }
        try run(
            """
            INSERT INTO event (number, time, author, account, flags, kind, nick, text)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            [
                .integer(event.number), .integer(event.time.milliseconds), .text(event.author.source.description),
                Value(event.author.account), .integer(PostRow.Flags(event.author).rawValue),
                .integer(event.kind.number), Value(event.kind.nick), Value(event.kind.text),
            ])
        for place in event.places {
            guard (0...PostRow.sequences.upperBound).contains(place.after) else {
                throw .contradiction("event \(event.number) is behind post \(place.after)")
            }
            try run(
                "INSERT INTO event_place (room, after, event, time, name) VALUES (?1, ?2, ?3, ?4, ?5)",
                [
                    .integer(place.room.value), .integer(place.after), .integer(event.number),
                    .integer(event.time.milliseconds), .text(place.name),
                ])
        }
    }
}
