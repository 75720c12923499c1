import ChatProtocol

/// Moments as the person's clock and calendar show them.
enum Clock {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// `09:02`
    static func time(of moment: Timestamp, minutesFromUTC: Int) -> String {
        let parts = local(moment, minutesFromUTC).parts
        return two(parts.hour) + ":" + two(parts.minute)
    }

    /// Days since 1970-01-01 on the person's calendar: two moments of a day have the same.
    static func day(of moment: Timestamp, minutesFromUTC: Int) -> Int64 {
        let milliseconds = local(moment, minutesFromUTC).milliseconds
        let day = milliseconds / millisecondsPerDay
        return milliseconds % millisecondsPerDay < 0 ? day - 1 : day
    }

    /// `Monday 23 November`
    static func date(of moment: Timestamp, minutesFromUTC: Int, in language: Language) -> String {
        let parts = local(moment, minutesFromUTC).parts
        let weekday = Int((day(of: moment, minutesFromUTC: minutesFromUTC) % 7 + 7) % 7)
        let month = min(max(parts.month, 1), 12)
        switch language {
        case .english: return "\(Phrase.weekdays[weekday]) \(parts.day) \(Phrase.months[month - 1])"
        case .chinese: return "\(month)月\(parts.day)日 星期\(Phrase.chineseWeekdays[weekday])"
        }
    }

    /// `23 Nov`
    static func shortDate(of moment: Timestamp, minutesFromUTC: Int, in language: Language) -> String {
        let parts = local(moment, minutesFromUTC).parts
        let month = min(max(parts.month, 1), 12)
        switch language {
        case .english: return "\(parts.day) \(Phrase.months[month - 1].prefix(3))"
        case .chinese: return "\(month)月\(parts.day)日"
        }
    }

    /// Moments that cannot be written with four digits of a year are taken as the nearest that can.
    private static func local(_ moment: Timestamp, _ minutesFromUTC: Int) -> Timestamp {
        let shift = Int64(min(max(minutesFromUTC, -1_440), 1_440)) * 60_000
        let inside = min(max(moment.milliseconds, -62_000_000_000_000), 253_000_000_000_000)
        return Timestamp(milliseconds: inside + shift)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
