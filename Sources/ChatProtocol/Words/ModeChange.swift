/// One letter of a `MODE` line, with its sign and its argument.
package struct ModeChange: Equatable, Sendable {
    package var isAdding: Bool
    package var letter: Character
    package var argument: String?

    package init(isAdding: Bool, _ letter: Character, _ argument: String? = nil) {
        self.isAdding = isAdding
        self.letter = letter
        self.argument = argument
    }

    /// When a mode's letter takes an argument (ISUPPORT CHANMODES and PREFIX).
    package enum Kind: Equatable, Sendable {
        /// A list, or a rank: always, except that a list without one is a question.
        case always
        case whenAdding
        case never
    }

    /// Reads mode letters and their arguments. A letter whose argument is missing has nil; unknown letters have none.
    package static func changes(of words: [String], kind: (Character) -> Kind?) -> [ModeChange] {
        var arguments = words.dropFirst()
        var isAdding = true
        var changes: [ModeChange] = []
        for letter in words.first ?? "" {
            switch letter {
            case "+": isAdding = true
            case "-": isAdding = false
            default:
                let takesOne =
                    switch kind(letter) {
                    case .always: true
                    case .whenAdding: isAdding
                    case .never, nil: false
                    }
                changes.append(ModeChange(isAdding: isAdding, letter, takesOne ? arguments.popFirst() : nil))
            }
        }
        return changes
    }

    /// The words of a `MODE` line that says these changes: letters under as few signs as can be, then arguments.
    package static func words(of changes: [ModeChange]) -> [String] {
        var letters = ""
        var sign: Bool?
        for change in changes {
            if sign != change.isAdding { letters.append(change.isAdding ? "+" : "-") }
            sign = change.isAdding
            letters.append(change.letter)
        }
        return [letters] + changes.compactMap(\.argument)
    }
}
