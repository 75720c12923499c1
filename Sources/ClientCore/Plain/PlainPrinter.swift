import ChatProtocol

/// Lines for pipes and scripts: who, where and when always stand in the same place.
enum PlainPrinter {
    /// Each line of a post begins as the first one does, so that nobody can say one that another seems to have said.
    static func lines(of news: PlainNews, _ minutesFromUTC: Int) -> [String] {
        switch news {
        case .line(let line, let place): lines(of: line, place.label, minutesFromUTC)
        case .event(let text, let place): ["-- " + text + (place.map { " " + $0.label } ?? "")]
        case .hint(let text, let isAlarm): [(isAlarm ? "!! " : "-- ") + text]
        }
    }

    private static func lines(of line: Line, _ label: String, _ minutesFromUTC: Int) -> [String] {
        let time = "[" + Clock.time(of: line.time, minutesFromUTC: minutesFromUTC) + "] "
        let author = line.author ?? ""
        let said =
            switch line.kind {
            case .message: "\(label) <\(author)> "
            case .action: "\(label) * \(author) "
            case .notice: "\(label) -\(author)- "
            case .presence, .note, .hole: "\(label) -- "
            case .fault: "\(label) !! "
            }
        var end = ""
        if case .failed(let reason) = line.delivery { end = " !! " + reason }
        return line.text.lines.map { time + said + $0.plain + end }
    }
}
