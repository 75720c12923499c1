/// Something to be printed, each once.
enum PlainNews: Equatable, Sendable {
    /// Where something was said or happened.
    struct Place: Equatable, Sendable {
        let number: Int
        let kind: Buffer.Kind
        /// Safe to draw: `#lobby`, `@bbb`.
        let label: String
        /// Without the sign of a person.
        let name: String

        init(_ buffer: Buffer) {
            number = buffer.number
            kind = buffer.kind
            label = buffer.label
            name = buffer.name
        }
    }

    /// A line of a transcript.
    case line(Line, Place)
    /// Something that happened to somebody or something there; nil where it is about no one place.
    case event(String, Place?)
    /// An answer to what was typed, or something to know.
    case hint(String, isAlarm: Bool)
}
