import ChatProtocol

/// The client's lines for pipes and screen readers: each printed once, none changed afterwards.
struct PlainPrinter: Equatable, Sendable {
    /// A line with its moment, or one without.
    private enum News: Equatable, Sendable {
        case line(Line, label: String)
        case words(String)
    }

    private var news: [News] = []

    /// An own line that waits for the server is told of when the server has answered.
    mutating func tell(_ line: Line, in buffer: Buffer) {
        guard line.delivery != .pending else { return }
        news.append(.line(line, label: buffer.label))
    }

    mutating func tell(_ words: String) {
        news.append(.words(words))
    }

    /// What has come since the last call, as it is printed, without line ends.
    mutating func take(minutesFromUTC: Int) -> [String] {
        defer { news = [] }
        return news.map { Self.text(of: $0, minutesFromUTC) }
    }

    private static func text(of news: News, _ minutesFromUTC: Int) -> String {
        guard case .line(let line, let label) = news else {
            if case .words(let words) = news { return words }
            return ""
        }
        let time = "[" + Clock.time(of: line.time, minutesFromUTC: minutesFromUTC) + "] "
        let author = line.author ?? ""
        let said =
            switch line.kind {
            case .message: "\(label) <\(author)> "
            case .action: "\(label) * \(author) "
            case .notice: "\(label) -\(author)- "
            case .presence, .note: "\(label) -- "
            case .fault: "\(label) !! "
            }
        var text = time + said + line.text.plain
        if case .failed(let reason) = line.delivery { text += " !! " + reason }
        return text
    }
}
