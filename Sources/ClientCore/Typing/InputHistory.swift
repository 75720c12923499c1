/// The lines sent from one input, for Up and Down, with the unfinished line kept while the person looks back.
package struct InputHistory: Equatable, Sendable {
    /// Lines kept; bash keeps as many by default (HISTSIZE).
    package static let lineLimit = 500

    /// The lines, oldest first; no two neighbours are the same.
    package private(set) var lines: [String] = []
    /// Which of `lines` is shown; nil while the unfinished line is.
    private var position: Int?
    private var unfinished = ""

    /// Nothing sent yet.
    package init() {}

    /// Whether an earlier line is shown at the moment.
    package var isBrowsing: Bool { position != nil }

    /// Keeps a sent line and ends the looking back. An empty line, or the same as the one before, is not kept again.
    package mutating func record(_ line: String) {
        stopBrowsing()
        guard !line.isEmpty, line != lines.last else { return }
        lines.append(line)
        if lines.count > Self.lineLimit { lines.removeFirst(lines.count - Self.lineLimit) }
    }

    /// The line before the one shown; nil if there is none. On the first step, `current` is kept as the unfinished line.
    package mutating func earlier(than current: String) -> String? {
        let next = (position ?? lines.count) - 1
        guard lines.indices.contains(next) else { return nil }
        if position == nil { unfinished = current }
        position = next
        return lines[next]
    }

    /// The line behind the one shown, at last the unfinished one; nil if that is shown already.
    package mutating func later() -> String? {
        guard let position else { return nil }
        guard lines.indices.contains(position + 1) else {
            let kept = unfinished
            stopBrowsing()
            return kept
        }
        self.position = position + 1
        return lines[position + 1]
    }

    /// Takes the shown line as the one being written; the unfinished one is dropped.
    package mutating func stopBrowsing() {
        position = nil
        unfinished = ""
    }
}
