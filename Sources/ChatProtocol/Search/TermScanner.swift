/// Takes a text apart into words and runs of signs that are written without spaces.
///
/// Its memory is used again for the next text. Nothing that a text holds makes it fail.
struct TermScanner {
    enum Piece {
        /// `word` holds it.
        case word
        /// `run` holds it.
        case run
        case quote
    }

    /// Bytes of a word that count: what is longer is found by its beginning. Of English words none has 46.
    static let wordBound = 48

    /// Folded, of `wordBound` bytes at most.
    private(set) var word: [UInt8] = []
    /// Of at least one sign.
    private(set) var run: [Unicode.Scalar] = []

    private var scalars = String.UnicodeScalarView().makeIterator()
    private var ahead: Unicode.Scalar?
    /// Of the word, as it was before folding.
    private var lastLetter: Unicode.Scalar?
    /// A letter did not fit: nothing behind it counts, so that the word stays a beginning.
    private var isFull = false

    /// - Parameter text: an action in its CTCP form counts without that form.
    mutating func begin(_ text: String) {
        scalars = text.unicodeScalars.makeIterator()
        ahead = scalars.next()
        guard ahead?.value == 1 else { return }
        while let scalar = ahead, scalar != " " { ahead = scalars.next() }
    }

    /// nil at the end of the text.
    mutating func next() -> Piece? {
        while let scalar = ahead {
            let sign = Self.sign(of: scalar)
            switch sign.sign {
            case .word:
                readWord()
                return .word
            case .unspaced:
                readRun()
                return .run
            case .quote:
                ahead = scalars.next()
                return .quote
            case .colour: skipColour()
            case .mark, .unread, .gap: ahead = scalars.next()
            }
        }
        return nil
    }

    private static func sign(of scalar: Unicode.Scalar) -> (sign: TermSign, scalar: Unicode.Scalar) {
        let narrow = TermSign.narrow(scalar)
        return (TermSign(narrow), narrow)
    }

    private mutating func readWord() {
        word.removeAll(keepingCapacity: true)
        lastLetter = nil
        isFull = false
        // Where the last letter begins.
        var start = 0
        while let scalar = ahead {
            let (sign, narrow) = Self.sign(of: scalar)
            switch sign {
            case .word:
                start = word.count
                append(narrow)
            case .mark:
                if let letter = lastLetter, let composed = TermSign.composed(letter, narrow) {
                    word.removeSubrange(start...)
                    append(composed)
                } else {
                    append(narrow)
                }
            case .unread: break
            case .colour:
                skipColour()
                continue
            case .unspaced, .quote, .gap: return
            }
            ahead = scalars.next()
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        guard !isFull else { return }
        let end = word.count
        TermSign.appendLower(scalar, to: &word)
        guard word.count <= Self.wordBound else {
            word.removeSubrange(end...)
            isFull = true
            lastLetter = nil
            return
        }
        lastLetter = scalar
    }

    private mutating func readRun() {
        run.removeAll(keepingCapacity: true)
        while let scalar = ahead {
            let (sign, narrow) = Self.sign(of: scalar)
            switch sign {
            case .unspaced: run.append(narrow)
            case .mark:
                guard let last = run.last, let composed = TermSign.composed(last, narrow) else { return }
                run[run.count - 1] = composed
            case .unread: break
            case .colour:
                skipColour()
                continue
            case .word, .quote, .gap: return
            }
            ahead = scalars.next()
        }
    }

    /// `^C`, up to two digits, and a comma and up to two digits (modern.ircdocs.horse/formatting).
    private mutating func skipColour() {
        ahead = scalars.next()
        guard skipDigits(), ahead == "," else { return }
        // A comma that no digit follows ends the word all the same.
        ahead = scalars.next()
        _ = skipDigits()
    }

    private mutating func skipDigits() -> Bool {
        var count = 0
        while count < 2, let scalar = ahead, (0x30...0x39).contains(scalar.value) {
            ahead = scalars.next()
            count += 1
        }
        return count > 0
    }
}
