/// A line of its own that asks for something, in the place of the input.
struct Prompt: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        /// What the person feels about the line of this number.
        case reaction(line: Int)
        /// What to look for in the buffer.
        case search
    }

    let kind: Kind
    var editor = LineEditor()

    init(_ kind: Kind) {
        self.kind = kind
    }
}
