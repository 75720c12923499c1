/// The readings of Chinese characters, for names that are typed in Latin letters.
enum Pinyin {
    /// A syllable in lower-case ASCII, without its tone; `v` is ü.
    typealias Syllable = [UInt8]

    /// All readings of a character that a modern dictionary has; none for what is no Chinese character.
    static func readings(of scalar: Unicode.Scalar) -> [Syllable] {
        let table = Self.table
        let first = scalar.value << Table.syllableBits
        var low = 0
        var high = table.entries.count
        while low < high {
            let middle = (low + high) / 2
            if table.entries[middle] < first { low = middle + 1 } else { high = middle }
        }
        var readings: [Syllable] = []
        while low < table.entries.count, table.entries[low] >> Table.syllableBits == scalar.value {
            readings.append(table.syllables[Int(table.entries[low] & Table.syllableMask)])
            low += 1
        }
        return readings
    }

    /// Whether the scalar may have a reading.
    static func mayRead(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x3400 }

    /// Made when it is first asked, which takes a millisecond or two: most sessions in English never ask.
    private static let table = Table(PinyinTable.lines)

    /// The table in the order it is searched in.
    private struct Table {
        /// There are 414 syllables.
        static let syllableBits: UInt32 = 9
        static let syllableMask: UInt32 = 1 << syllableBits - 1

        var syllables: [Syllable] = []
        /// A scalar times 512 and the number of a syllable it is read as, ascending.
        var entries: [UInt32] = []

        init(_ lines: StaticString) {
            entries.reserveCapacity(24_000)
            for line in lines.description.unicodeScalars.split(separator: "\n") {
                let syllable = line.prefix { $0 != " " }.map { UInt8(truncatingIfNeeded: $0.value) }
                if syllables.last != syllable { syllables.append(syllable) }
                let number = UInt32(syllables.count - 1) & Self.syllableMask
                for scalar in line.dropFirst(syllable.count + 1) {
                    entries.append(scalar.value << Self.syllableBits | number)
                }
            }
            entries.sort()
        }
    }
}
