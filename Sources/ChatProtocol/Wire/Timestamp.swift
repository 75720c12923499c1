/// A moment, in milliseconds since 1970-01-01 UTC: what the wire's `time` tag can say.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// The years that four digits can write; whatever lies outside is refused when read and clamped when written.
    private static let range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Year, month, day, hour, minute, second, millisecond in UTC.
    package var parts: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int) {
        let clamped = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound)
        let day = (clamped - (clamped % Self.millisecondsPerDay + Self.millisecondsPerDay) % Self.millisecondsPerDay)
        let rest = Int(clamped - day)
        let date = Self.date(ofDay: Int(day / Self.millisecondsPerDay))
        return (
            date.year, date.month, date.day, rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60, rest % 1_000
        )
    }

    // Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last of its year
    // (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func day(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Timestamp: CustomStringConvertible {
    /// `2026-11-23T09:02:00.000Z` (ISO 8601 as IRCv3 server-time wants it).
    package var description: String {
        let (year, month, day, hour, minute, second, millisecond) = parts
        return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))T"
            + "\(Self.digits(hour, 2)):\(Self.digits(minute, 2)):\(Self.digits(second, 2)).\(Self.digits(millisecond, 3))Z"
    }

    /// Reads the same form; the fraction may be missing or of 1 to 9 digits. A leap second is the second after it.
    /// Anything else is nil, a day that its month does not have too.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count, !range.isEmpty else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        func sign(_ index: Int, _ wanted: Unicode.Scalar) -> Bool {
            index < bytes.count && UInt32(bytes[index]) == wanted.value
        }
        guard let year = number(0..<4), sign(4, "-"), let month = number(5..<7), sign(7, "-"), let day = number(8..<10),
            sign(10, "T"), let hour = number(11..<13), sign(13, ":"), let minute = number(14..<16), sign(16, ":"),
            let second = number(17..<19), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
            second < 61
        else { return nil }
        var end = 19
        var millisecond = 0
        if sign(19, ".") {
            end = 20
            while end < bytes.count, end < 29, (0x30...0x39).contains(bytes[end]) { end += 1 }
            guard end > 20 else { return nil }
            let padded = Array(bytes[20..<end].prefix(3)) + Array(repeating: 0x30, count: max(0, 23 - end))
            millisecond = padded.reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        guard sign(end, "Z"), end + 1 == bytes.count else { return nil }
        let days = Self.day(year: year, month: month, day: day)
        guard Self.date(ofDay: days) == (year, month, day) else { return nil }
        milliseconds =
            Int64(days) * Self.millisecondsPerDay + Int64(((hour * 60 + minute) * 60 + second) * 1_000 + millisecond)
        guard Self.range.contains(milliseconds) else { return nil }
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
