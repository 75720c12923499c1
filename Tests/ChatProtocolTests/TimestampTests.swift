import Chance
import ChatProtocol
import Testing

@Suite("Moments on the wire")
struct TimestampTests {
    struct Row: Sendable {
        let text: String
        let milliseconds: Int64

        init(_ text: String, _ milliseconds: Int64) {
            self.text = text
            self.milliseconds = milliseconds
        }
    }

    @Test(
        "a moment is written and read",
        arguments: [
            Row("1970-01-01T00:00:00.000Z", 0), Row("1969-12-31T23:59:59.999Z", -1),
            Row("2000-02-29T12:34:56.789Z", 951_827_696_789), Row("2026-11-23T09:02:00.000Z", 1_795_424_520_000),
            Row("0000-01-01T00:00:00.000Z", -62_167_219_200_000), Row("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
            Row("9999-12-31T23:59:59.999Z", 253_402_300_799_999), Row("1900-03-01T00:00:00.000Z", -2_203_891_200_000),
        ])
    func bothWays(_ row: Row) {
        #expect(Timestamp(milliseconds: row.milliseconds).description == row.text)
        #expect(Timestamp(row.text)?.milliseconds == row.milliseconds)
    }

    @Test("every day of the years 1 to 9999 is the day after the one before")
    func everyDay() {
        var milliseconds: Int64 = -62_135_596_800_000
        for year in 1...9_999 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...days {
                    let parts = Timestamp(milliseconds: milliseconds).parts
                    guard parts.year == year, parts.month == month + 1, parts.day == day, parts.hour == 0 else {
                        Issue.record("\(year)-\(month + 1)-\(day) is \(parts)")
                        return
                    }
                    milliseconds += 86_400_000
                }
            }
        }
        #expect(milliseconds == 253_402_300_800_000)
    }

    @Test("any moment that is written is read again", arguments: [1, 2] as [UInt64])
    func roundTrip(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2_000 {
            let milliseconds = Int64.random(in: -62_167_219_200_000...253_402_300_799_999, using: &random)
            let time = Timestamp(milliseconds: milliseconds)
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test(
        "a fraction has one to nine digits, of which three count",
        arguments: [
            Row("1970-01-01T00:00:00Z", 0), Row("1970-01-01T00:00:00.1Z", 100), Row("1970-01-01T00:00:00.12Z", 120),
            Row("1970-01-01T00:00:00.123Z", 123), Row("1970-01-01T00:00:00.1239Z", 123),
            Row("1970-01-01T00:00:00.000999999Z", 0), Row("1970-01-01T00:00:00.007Z", 7),
        ])
    func fractions(_ row: Row) {
        #expect(Timestamp(row.text)?.milliseconds == row.milliseconds)
    }

    @Test("a leap second is the second after it")
    func leapSecond() {
        #expect(Timestamp("2016-12-31T23:59:60.500Z") == Timestamp("2017-01-01T00:00:00.500Z"))
        #expect(Timestamp("9999-12-31T23:59:60Z") == nil, "there is no second after it that four digits can write")
    }

    @Test(
        "29 February is there in leap years alone",
        arguments: [(2024, true), (2023, false), (2000, true), (1900, false)])
    func leapDay(_ year: Int, _ isThere: Bool) {
        #expect((Timestamp("\(year)-02-29T00:00:00Z") != nil) == isThere)
    }

    @Test(
        "what is no moment is nil",
        arguments: [
            "", "Z", "2026", "2026-11-23", "2026-11-23T09:02:00", "2026-11-23T09:02:00.Z", "2026-11-23T09:02Z",
            "2026-11-23 09:02:00Z", "2026-11-23t09:02:00z", "2026-11-23T09:02:00+00:00", "2026-11-23T09:02:00ZZ",
            " 2026-11-23T09:02:00Z", "2026-13-23T09:02:00Z", "2026-00-23T09:02:00Z", "2026-11-00T09:02:00Z",
            "2026-11-31T09:02:00Z", "2026-02-30T09:02:00Z", "2026-01-32T09:02:00Z", "2026-11-23T24:00:00Z",
            "2026-11-23T09:60:00Z", "2026-11-23T09:02:61Z", "-026-11-23T09:02:00Z", "+026-11-23T09:02:00Z",
            "12026-11-23T09:02:00Z", "２０２６-11-23T09:02:00Z", "2026-11-23T09:02:00.1234567890Z", "1795424520",
            "2026-11-23T09:02:00.12aZ", "2026-1-23T09:02:00Z",
        ])
    func garbage(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("what four digits cannot write is written as the nearest they can", arguments: [Int64.min, .max])
    func clamped(_ milliseconds: Int64) {
        let text = milliseconds < 0 ? "0000-01-01T00:00:00.000Z" : "9999-12-31T23:59:59.999Z"
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test("earlier comes before later")
    func order() {
        #expect(Timestamp(milliseconds: -1) < Timestamp(milliseconds: 0))
        #expect([Timestamp(milliseconds: 2), Timestamp(milliseconds: 1)].min()?.milliseconds == 1)
    }
}
