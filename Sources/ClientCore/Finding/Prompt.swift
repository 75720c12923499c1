/// A line of its own that asks for something, in the place of the input.
struct Prompt: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        /// What the person feels about the line of this number.
        case reaction(line: Int)
        /// What to look for in the buffer.
        case search
        /// A password, which nobody sees.
        case password(Model.Entrance)

        /// Whether signs stand for what is typed.
        var isSecret: Bool { if case .password = self { true } else { false } }
    }

    let kind: Kind
    var editor = LineEditor()

    init(_ kind: Kind) {
        self.kind = kind
    }
}
