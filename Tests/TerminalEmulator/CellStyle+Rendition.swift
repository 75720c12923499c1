extension CellStyle {
    /// Obeys one `SGR`; false if it holds a number that is not known, and then what was known has been obeyed.
    mutating func apply(_ parameters: [[Int?]]) -> Bool {
        guard !parameters.isEmpty else {
            self = .plain
            return true
        }
        var everythingIsKnown = true
        var rest = parameters[...]
        while let group = rest.popFirst() {
            let code = (group.first ?? nil) ?? 0
            switch code {
            case 38, 48, 58:
                guard let colour = group.count > 1 ? Self.colour(inGroup: group) : Self.colour(from: &rest) else {
                    everythingIsKnown = false
                    continue
                }
                set(colour, for: code)
            case 4 where group.count == 2:
                guard let kind = Underline(rawValue: group[1] ?? 0) else {
                    everythingIsKnown = false
                    continue
                }
                underline = kind
            default:
                if group.count > 1 || !apply(code) { everythingIsKnown = false }
            }
        }
        return everythingIsKnown
    }

    private mutating func set(_ colour: Colour, for code: Int) {
        switch code {
        case 38: foreground = colour
        case 48: background = colour
        default: underlineColour = colour
        }
    }

    private mutating func apply(_ code: Int) -> Bool {
        switch code {
        case 0: self = .plain
        case 1: isBold = true
        case 2: isDim = true
        case 3: isItalic = true
        case 4: underline = .single
        case 5: isBlinking = true
        case 7: isReversed = true
        case 8: isHidden = true
        case 9: isStruckThrough = true
        case 21: underline = .double
        case 22:
            isBold = false
            isDim = false
        case 23: isItalic = false
        case 24: underline = .none
        case 25: isBlinking = false
        case 27: isReversed = false
        case 28: isHidden = false
        case 29: isStruckThrough = false
        case 30...37: foreground = .indexed(UInt8(code - 30))
        case 39: foreground = .plain
        case 40...47: background = .indexed(UInt8(code - 40))
        case 49: background = .plain
        case 59: underlineColour = .plain
        case 90...97: foreground = .indexed(UInt8(code - 90 + 8))
        case 100...107: background = .indexed(UInt8(code - 100 + 8))
        default: return false
        }
        return true
    }

    /// `38;5;n` and `38;2;r;g;b`: the numbers that follow, which are used up as far as they belong to the colour.
    private static func colour(from rest: inout ArraySlice<[Int?]>) -> Colour? {
        func next() -> UInt8? { rest.popFirst()?.first.flatMap { UInt8(exactly: $0 ?? 0) } }
        switch next() {
        case 5: return next().map(Colour.indexed)
        case 2:
            guard let red = next(), let green = next(), let blue = next() else { return nil }
            return .rgb(red, green, blue)
        default: return nil
        }
    }

    /// `38:5:n`, `38:2:r:g:b` and, with a colour space that terminals ignore, `38:2::r:g:b`.
    private static func colour(inGroup group: [Int?]) -> Colour? {
        let numbers = group.map { UInt8(exactly: $0 ?? 0) }
        guard !numbers.contains(nil) else { return nil }
        let known = numbers.compactMap(\.self)
        switch (known[1], known.count) {
        case (5, 3): return .indexed(known[2])
        case (2, 5): return .rgb(known[2], known[3], known[4])
        case (2, 6): return .rgb(known[3], known[4], known[5])
        default: return nil
        }
    }
}
