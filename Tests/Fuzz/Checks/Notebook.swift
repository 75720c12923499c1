import ClientCore

/// A log on disk as the model knows it: it keeps what it is given and answers what it is asked, when its time comes.
struct Notebook {
    private var lines: [LogName: [LoggedLine]] = [:]
    private var buffers: [LogName: LoggedBuffer] = [:]
    /// What has been asked and not yet been answered, in order.
    private(set) var tasks: [LogTask] = []
    private var nextNumber: Int64 = 1

    mutating func take(_ task: LogTask) { tasks.append(task) }

    /// Does what was asked first; nil where nothing was.
    mutating func answer() -> LogNews? {
        guard !tasks.isEmpty else { return nil }
        switch tasks.removeFirst() {
        case .remember(let network):
            let known = buffers.values.filter { $0.name.network == network }.sorted { $0.position < $1.position }
            return .remembered(Remembered(network: network, buffers: known, nextNumber: nextNumber))
        case .keep(let keepings):
            for keeping in keepings { keep(keeping) }
            return .kept
        case .recall(let question): return .recalled(answer(to: question))
        case .find(let words, let limit):
            let found = lines.flatMap { name, lines in
                lines.filter { $0.line.text.plain.contains(words) }
                    .map { LogFinding($0, in: name, kind: .room, target: name.folded) }
            }
            return .found(words, Array(found.sorted { $0.line.place.number > $1.line.place.number }.prefix(limit)))
        case .mentions(let limit):
            let found = lines.flatMap { name, lines in
                lines.filter(\.line.isMention).map { LogFinding($0, in: name, kind: .room, target: name.folded) }
            }
            return .mentioned(Array(found.sorted { $0.line.place.number < $1.line.place.number }.suffix(limit)))
        }
    }

    private mutating func keep(_ keeping: Keeping) {
        switch keeping {
        case .buffer(let buffer): buffers[buffer.name] = buffer
        case .closed(let name): buffers[name] = nil
        case .renamed(let name, let new):
            buffers[name] = nil
            lines[new, default: []] += lines.removeValue(forKey: name) ?? []
        case .lines(let new, let name):
            let numbers = Set(new.map(\.place.number))
            lines[name, default: []].removeAll { numbers.contains($0.place.number) }
            lines[name, default: []] += new
            nextNumber = max(nextNumber, (numbers.max() ?? 0) &+ 1)
        case .amended: break
        case .removed(let places, let name): lines[name, default: []].removeAll { places.contains($0.place) }
        }
    }

    private func answer(to question: LogQuestion) -> LogAnswer {
        let all = (lines[question.name] ?? []).sorted {
            ($0.place.order, $0.place.number) < ($1.place.order, $1.place.number)
        }
        let page: ArraySlice<LoggedLine> =
            switch question.part {
            case .newest: all.suffix(question.limit)
            case .before(let place):
                all.filter { ($0.place.order, $0.place.number) < (place.order, place.number) }.suffix(question.limit)
            case .around: all.prefix(question.limit)
            }
        return LogAnswer(to: question, Array(page), newestOrder: all.last?.place.order)
    }
}
