/// A line read by the seed's rule: left to right, `@@` (in either width) is a literal @; the last other @ splits.
struct SeedLine {
    /// The whole line with each literal @ written once, in the width its first half was typed in.
    let unescaped: String
    /// The text before the splitting @ without white space around it, and the addressee behind it without white space
    /// at its end. nil where no @ splits.
    let divided: (text: String, addressee: String)?

    init(_ line: Substring) {
        var text = ""
        var splitter: Character?
        var addressee = ""
        var rest = line
        while let character = rest.popFirst() {
            if Sign(character) != .at {
                addressee.append(character)
            } else if Sign(rest.first) == .at {
                rest.removeFirst()
                addressee.append(character)
            } else {
                if let splitter { text.append(splitter) }
                text += addressee
                addressee = ""
                splitter = character
            }
        }
        guard let splitter else {
            unescaped = addressee
            divided = nil
            return
        }
        unescaped = text + String(splitter) + addressee
        while addressee.last?.isWhitespace == true { addressee.removeLast() }
        divided = (String(text[...].trimmed), addressee)
    }
}
