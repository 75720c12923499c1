/// One run of the sanitiser over some scalars.
struct Cleaning {
    private let scalars: [Unicode.Scalar]
    private let room: Int
    private var output: [Unicode.Scalar] = []
    /// How much of `output` leaves room for `…`.
    private var safeCount = 0
    /// What marks and joiners can belong to; nil where nothing stands before or the last thing was an escape.
    private var base: Unicode.Scalar?
    /// The last scalar put, if it was a base or a jamo.
    private var syllable: Unicode.Scalar?
    private var marks = 0
    private var hiddenInRow = 0

    /// How many scalars have been put.
    var count: Int { output.count }
    /// True if something was left out for lack of room.
    private(set) var isCut = false

    /// A run over scalars whose result may have `room` scalars; no more than `room` of them are read.
    init(_ scalars: [Unicode.Scalar], room: Int) {
        self.scalars = scalars
        self.room = room
        output.reserveCapacity(min(scalars.count, room))
    }

    /// Cleans all. To be called once.
    mutating func run() -> String {
        var index = 0
        let end = min(scalars.count, room)
        while index < end, count <= room { index += put(at: index) }
        endHidden()
        if count > room || scalars.count > room { cut() }
        var text = ""
        text.reserveCapacity(output.count * 3)
        text.unicodeScalars.append(contentsOf: output)
        return text
    }

    /// Puts what starts at an index, and returns how many scalars that was.
    private mutating func put(at index: Int) -> Int {
        let scalar = scalars[index]
        let length = EmojiSequence.length(in: scalars, at: index)
        if length > 0, index + length <= room {
            endHidden()
            put(scalars[index..<index + length], base: scalar)
            return length
        }
        let kind = ScalarKind(scalar)
        if kind == .joiner, base?.isJoiningLetter == true, let next = scalars.scalar(at: index + 1),
            next.isJoiningLetter,
            index + 2 <= room
        {
            put([scalar, next], base: next)
            return 2
        }
        switch kind {
        case .hidden, .joiner: hide(scalar)
        case .jamo where !(syllable.map { scalar.continuesSyllable(after: $0) } ?? false): hide(scalar)
        case .mark, .jamo: putMark(scalar, isJamo: kind == .jamo)
        case .tab: putBase(" ")
        case .base: putBase(scalar)
        }
        return 1
    }

    private mutating func putBase(_ scalar: Unicode.Scalar) {
        endHidden()
        put(CollectionOfOne(scalar), base: scalar)
    }

    private mutating func putMark(_ mark: Unicode.Scalar, isJamo: Bool) {
        endHidden()
        guard base != nil else {
            put(["\u{25CC}", mark], base: "\u{25CC}")
            marks = 1
            syllable = nil
            return
        }
        if marks >= Sanitiser.mostMarks { return }
        let (base, marks) = (base, marks)
        put(CollectionOfOne(mark), base: mark)
        self.base = base
        self.marks = marks + 1
        if !isJamo { syllable = nil }
    }

    /// Shows an undrawable scalar, unless enough of its run are shown.
    private mutating func hide(_ scalar: Unicode.Scalar) {
        hiddenInRow += 1
        if hiddenInRow <= Sanitiser.mostEscapes {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            putEscape(digits.count < 2 ? "0" + digits : digits)
        }
        base = nil
        syllable = nil
    }

    /// Tells how many of a run of undrawable scalars were not shown.
    private mutating func endHidden() {
        let rest = hiddenInRow - Sanitiser.mostEscapes
        hiddenInRow = 0
        if rest > 0 {
            putEscape("+\(rest)")
            base = nil
            syllable = nil
        }
    }

    private mutating func putEscape(_ text: String) {
        put("‹\(text)›".unicodeScalars, base: "›")
    }

    /// Appends scalars that stay together.
    private mutating func put(_ unit: some Collection<Unicode.Scalar>, base: Unicode.Scalar) {
        output.append(contentsOf: unit)
        if count < room { safeCount = count }
        self.base = base
        syllable = base
        marks = 0
    }

    private mutating func cut() {
        output.removeLast(count - safeCount)
        if room > 0 { output.append("…") }
        isCut = true
    }
}
