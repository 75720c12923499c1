/// How a name looks: two names of one skeleton are easily taken for each other (Unicode Technical Standard #39, 4).
///
/// It is made of the name as it is shown, not as it is folded: `Ian` looks like `lan`, `ian` does not.
package struct Skeleton: Hashable, Sendable {
    /// Compared as a text: canonical equivalents are equal, so that it need not be normalised at the end.
    private let text: String

    /// Where names are of ASCII, only those that are found under the same form look the same.
    package init(of name: String, casemapping: Casemapping) {
        switch casemapping {
        case .ascii, .rfc1459: text = casemapping.fold(name)
        case .unicode: text = Self.prototype(of: name)
        }
    }

    /// Full-width signs become ASCII, all is taken apart (NFD), each sign becomes the one that stands for all that look
    /// like it, and then case does not count.
    private static func prototype(of name: String) -> String {
        // Most names are of ASCII, and most of their signs look like no others.
        if name.utf8.allSatisfy({ $0 < 0x80 && !isDouble[Int($0)] }) { return Casemapping.unicode.fold(name) }
        var parts: [Unicode.Scalar] = []
        parts.reserveCapacity(name.utf8.count)
        for scalar in name.unicodeScalars { takeApart(Casemapping.usualWidth(scalar), into: &parts) }
        orderMarks(&parts)
        var signs: [Unicode.Scalar] = []
        signs.reserveCapacity(2 * parts.count)
        for part in parts {
            if let entry = entry(of: part), !entry.isCanonical { entry.add(to: &signs) } else { signs.append(part) }
        }
        return String(String.UnicodeScalarView(signs)).lowercased()
    }

    /// Of each sign of ASCII, whether another stands for it.
    private static let isDouble = (0..<0x80).map { Unicode.Scalar(UInt32($0)).flatMap(entry) != nil }

    /// Appends the canonical decomposition, as far as a prototype or the order of marks depends on it.
    private static func takeApart(_ scalar: Unicode.Scalar, into parts: inout [Unicode.Scalar]) {
        if scalar.value < 0x80 {
            parts.append(scalar)
        } else if let syllable = Hangul(scalar) {
            parts += syllable.parts
        } else if let entry = entry(of: scalar), entry.isCanonical {
            entry.add(to: &parts)
        } else {
            parts.append(scalar)
        }
    }

    /// The canonical order (The Unicode Standard, 3.11, D109): marks behind one letter by their class, equal ones as they
    /// came.
    private static func orderMarks(_ scalars: inout [Unicode.Scalar]) {
        for end in scalars.indices {
            let mark = markClass(of: scalars[end])
            guard mark > 0 else { continue }
            var place = end
            while place > 0, markClass(of: scalars[place - 1]) > mark {
                scalars.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    /// 0 for what is no mark, which nothing is moved across.
    private static func markClass(of scalar: Unicode.Scalar) -> UInt8 {
        scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
    }
}

extension Skeleton {
    /// What the table says of one scalar.
    private struct Entry {
        let number: UInt64

        var key: UInt32 { UInt32(truncatingIfNeeded: number >> 24) }
        var isCanonical: Bool { number & 1 << 23 != 0 }
        private var hasSeveral: Bool { number & 1 << 22 != 0 }
        private var value: Int { Int(truncatingIfNeeded: number & 0x3F_FFFF) }

        func add(to scalars: inout [Unicode.Scalar]) {
            guard hasSeveral else {
                if let scalar = Unicode.Scalar(UInt32(value)) { scalars.append(scalar) }
                return
            }
            for place in (value >> 5)..<(value >> 5 + value & 31) {
                if let scalar = Unicode.Scalar(ConfusablesTable.sequences[place]) { scalars.append(scalar) }
            }
        }
    }

    private static func entry(of scalar: Unicode.Scalar) -> Entry? {
        let entries = ConfusablesTable.entries
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            let entry = Entry(number: entries[middle])
            if entry.key == scalar.value { return entry }
            if entry.key < scalar.value { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

/// A syllable of Korean, which arithmetic takes apart (The Unicode Standard, 3.12).
private struct Hangul {
    private let index: UInt32

    init?(_ scalar: Unicode.Scalar) {
        guard (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
        index = scalar.value - 0xAC00
    }

    /// The initial, the vowel, and the final where there is one.
    var parts: [Unicode.Scalar] {
        let initial = 0x1100 + index / 588
        let vowel = 0x1161 + index % 588 / 28
        let final = index % 28
        return (final == 0 ? [initial, vowel] : [initial, vowel, 0x11A7 + final]).compactMap { Unicode.Scalar($0) }
    }
}
