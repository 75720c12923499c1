/// The parameters of one message of a client, read by their place.
struct CommandWords: Sendable {
    /// In capitals.
    let verb: String
    let all: [String]
    private let tags: [Tag]

    init(verb: String, of message: Message) {
        self.verb = verb
        all = message.parameters
        tags = message.tags
    }

    subscript(place: Int) -> String? { place < all.count ? all[place] : nil }

    /// The value of a tag; nil where it is not there.
    subscript(tag key: String) -> String? { tags.last { $0.key == key }?.value }

    func rest(_ place: Int) -> [String] { Array(all.dropFirst(place)) }

    /// The first one must not be empty either.
    func needed(_ place: Int) throws(CommandError) -> String {
        guard let word = self[place], place > 0 || !word.isEmpty else { throw .needMoreParameters(verb: verb) }
        return word
    }

    /// A word that must not be empty.
    func filled(_ place: Int) throws(CommandError) -> String {
        guard let word = self[place], !word.isEmpty else { throw .needMoreParameters(verb: verb) }
        return word
    }

    /// At least one word.
    func neededRest(_ place: Int) throws(CommandError) -> [String] {
        guard place < all.count else { throw .needMoreParameters(verb: verb) }
        return rest(place)
    }

    /// The words of a list with commas, empty ones left out.
    func list(_ place: Int) -> [String] { Self.split(self[place] ?? "", at: ",") }

    func neededList(_ place: Int) throws(CommandError) -> [String] {
        let words = list(place)
        guard !words.isEmpty else { throw .needMoreParameters(verb: verb) }
        return words
    }

    /// The words of all parameters from this place on, whether they are one each or all in the last.
    func spaced(_ place: Int = 0) -> [String] { rest(place).flatMap { Self.split($0, at: " ") } }

    func neededWords() throws(CommandError) -> [String] {
        let words = spaced()
        guard !words.isEmpty else { throw .needMoreParameters(verb: verb) }
        return words
    }

    /// A `FAIL` of this verb.
    func refusal(_ code: String, _ context: [String], _ text: String) -> CommandError {
        .standard(command: verb, code: code, context: context, text: text)
    }

    /// By scalars, since a separator is one whatever mark comes after it.
    private static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: separator).map { String($0) }
    }
}
