import ChatProtocol

/// Lines for somebody who listens to them: sentences without ornaments, each said once and whole.
///
/// The room is named where it is another one than before, the time where some minutes have passed. What is private or
/// speaks to the person says so first.
struct PlainSpeaker: Equatable, Sendable {
    /// Lines of the past that are read out on entering a room.
    static let firstPage = 10
    /// Members that are read out of one room.
    static let mostMembers = 50
    /// How long after a time was said it is said again.
    private static let timePause: Int64 = 5 * 60_000

    /// What lines are made with.
    struct Manner {
        var language: Language
        var minutesFromUTC: Int
        var showsTimes: Bool
        /// The person's own nick.
        var nick: String
    }

    private var place: Int?
    private var time: Timestamp?
    private var day: Int64?
    /// Rooms that were entered, and of which the person has not been told who is there.
    var arrivals: Set<Int> = []
    /// The buffer that the person knows to type into.
    var current: Int?

    /// What is said of one thing, line by line.
    mutating func lines(of news: PlainNews, _ manner: Manner) -> [String] {
        switch news {
        case .line(let line, let place): return lines(of: line, place, manner)
        case .event(let text, let place): return [wherever(place, manner) + Self.spoken(text, manner.language)]
        case .hint(let text, let isAlarm):
            let words = Self.spoken(text, manner.language)
            return [isAlarm ? SpokenPhrase.fault(words).text(in: manner.language) : words]
        }
    }

    private mutating func lines(of line: Line, _ place: PlainNews.Place, _ manner: Manner) -> [String] {
        let before = dates(line.time, manner)
        let start = times(line.time, manner) + wherever(place, manner)
        var parts = Self.heard(line.text, manner.language).lines.map { Self.spoken($0.plain, manner.language) }.filter {
            !$0.isEmpty
        }
        // Nobody goes on in what nobody said.
        if parts.isEmpty || !line.isSaid { parts = [parts.joined(separator: " ")] }
        if line.isEdited { parts[parts.count - 1] += " " + Phrase.editedMark.text(in: manner.language) }
        if !line.reactions.isEmpty {
            let all = line.reactions.entries.map { $0.count > 1 ? "\($0.text) \($0.count)" : $0.text }
            parts[parts.count - 1] += SpokenPhrase.reactions(all.joined(separator: ", ")).text(in: manner.language)
        }
        var first = SpokenPhrase(line, parts[0], place, nick: manner.nick).text(in: manner.language)
        if case .failed(let reason) = line.delivery {
            first = SpokenPhrase.failed(parts[0], Self.spoken(reason, manner.language)).text(in: manner.language)
        }
        let rest = parts.dropFirst().map { text in
            SpokenPhrase.goesOn(line.isOwn ? nil : line.author, text).text(in: manner.language)
        }
        return before + [start + first] + rest
    }

    /// What is hidden until one asks for it is not heard either.
    static func heard(_ text: StyledText, _ language: Language) -> StyledText {
        text.coveringConcealed { hidden in
            SpokenPhrase.hidden(words: hidden.split { $0.isWhitespace }.count).text(in: language)
        }
    }

    // MARK: Where and when

    private mutating func wherever(_ place: PlainNews.Place?, _ manner: Manner) -> String {
        guard let place, place.number != self.place else { return "" }
        self.place = place.number
        // What is private says so itself.
        return place.kind == .person ? "" : SpokenPhrase.place(place.label).text(in: manner.language)
    }

    private mutating func times(_ moment: Timestamp, _ manner: Manner) -> String {
        guard manner.showsTimes else { return "" }
        if let time, time <= moment, moment < time.later(by: Self.timePause) { return "" }
        time = moment
        let text = Clock.time(of: moment, minutesFromUTC: manner.minutesFromUTC)
        return text + (manner.language == .chinese ? "，" : ", ")
    }

    private mutating func dates(_ moment: Timestamp, _ manner: Manner) -> [String] {
        let day = Clock.day(of: moment, minutesFromUTC: manner.minutesFromUTC)
        defer { self.day = day }
        guard manner.showsTimes, let before = self.day, before != day else { return [] }
        return [Clock.date(of: moment, minutesFromUTC: manner.minutesFromUTC, in: manner.language)]
    }

    /// Signs that only part a line for the eye are pauses.
    static func spoken(_ text: String, _ language: Language) -> String {
        let pause = language == .chinese ? "，" : ", "
        let parts = text.split(separator: "  ").flatMap { $0.split(separator: " · ") }.map { $0[...].trimmed }
        let spoken = parts.filter { !$0.isEmpty }.reduce(into: "") { spoken, part in
            let isWhole = spoken.last.map { ".:。：".contains($0) } ?? true
            spoken += (spoken.isEmpty ? "" : isWhole ? " " : pause) + part
        }
        return spoken.split(separator: "→ ").joined()
    }
}

extension Timestamp {
    fileprivate func later(by milliseconds: Int64) -> Timestamp {
        let (sum, isFar) = self.milliseconds.addingReportingOverflow(milliseconds)
        return isFar ? self : Timestamp(milliseconds: sum)
    }
}
