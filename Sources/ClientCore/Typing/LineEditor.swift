/// The text being written and the cursor in it, over grapheme clusters.
///
/// The text may have several lines, divided by "\n"; it holds no other control. It never grows past `byteLimit`. Where
/// an edit joins scalars to one cluster (a mark behind its letter, the halves of a flag), the cursor stays between
/// clusters.
package struct LineEditor: Equatable, Sendable {
    /// Bytes of UTF-8 the text may take: four times what Ergo lets one `draft/multiline` post have by default (4,096).
    package static let byteLimit = 16_384
    /// Steps that can be undone. Each keeps one copy of the text.
    package static let undoLimit = 100
    /// Clusters typed in a row that are undone at once; whitespace ends a row earlier.
    static let undoRowLimit = 24

    /// What the latest edit was, for edits that continue each other.
    private enum Run: Equatable, Sendable {
        case none
        case typing(Int)
        case killing
    }

    private struct Snapshot: Equatable, Sendable {
        let text: String
        let cursor: Int
    }

    /// The text, cluster by cluster.
    package private(set) var clusters: [Character] = []
    /// Clusters before the cursor, from 0 to `clusters.count`.
    package private(set) var cursor = 0
    /// What `yank()` puts back.
    package private(set) var killed = ""
    /// The text's bytes, as long as each is a cluster of its own: printable ASCII. nil from the first other one on, until
    /// the line is empty again. So the usual keystroke needs no look at every cluster.
    private(set) var printable: [UInt8]? = []
    private var byteCount = 0
    private var run = Run.none
    private var past: [Snapshot] = []
    private var future: [Snapshot] = []

    /// Text with the cursor at its end; controls and what exceeds the limit are left out.
    package init(_ text: String = "") {
        replace(0..<0, with: TypedText.prefix(of: TypedText.cleaned(text), bytes: Self.byteLimit))
    }

    /// The whole text.
    package var text: String { printable.map { String(decoding: $0, as: UTF8.self) } ?? String(clusters) }
    /// Whether there is no text.
    package var isEmpty: Bool { clusters.isEmpty }
    /// Whether it is printable ASCII without a sign that a command or a name begins with.
    var hasNoSign: Bool { printable.map { !$0.contains(where: Sign.isSign) } ?? false }
    /// Whether there is something, and it does not begin with such a sign.
    var beginsAsTalk: Bool {
        guard let first = clusters.first else { return false }
        return printable?.first.map { !Sign.isSign($0) } ?? (Sign(first) == nil)
    }
    /// Whether nothing stands behind the cursor.
    var isAtEnd: Bool { cursor == clusters.count }
    /// The text before the cursor, for whoever measures where the cursor stands.
    package var textBeforeCursor: String { String(clusters[..<cursor]) }

    /// Puts text at the cursor, controls left out, and says whether all of it fitted; what does not fit is dropped from
    /// its end.
    @discardableResult
    package mutating func insert(_ text: String) -> Bool {
        let cleaned = TypedText.cleaned(text)
        let fitting = TypedText.prefix(of: cleaned, bytes: Self.byteLimit - byteCount)
        guard !fitting.isEmpty else { return cleaned.isEmpty }
        // One byte is one cluster, and the spaces among those are two.
        let byte = fitting.utf8.count == 1 ? fitting.utf8.first : nil
        let isSingle = byte != nil || fitting.index(after: fitting.startIndex) == fitting.endIndex
        let isSpace = byte.map { $0 == 0x20 || $0 == 0x0A } ?? fitting.allSatisfy(\.isWhitespace)
        beginStep(isSingle: isSingle, isBreak: !isSingle || isSpace)
        replace(cursor..<cursor, with: fitting)
        return fitting.utf8.count == cleaned.utf8.count
    }

    /// The same for one sign. Among printable ASCII that is the usual keystroke, which looks at nothing beside it.
    mutating func insert(_ sign: Character) {
        guard let byte = sign.utf8.first, (0x20..<0x7F).contains(byte), sign.utf8.count == 1, printable != nil,
            byteCount < Self.byteLimit
        else {
            insert(String(sign))
            return
        }
        beginStep(isSingle: true, isBreak: byte == 0x20)
        printable?.insert(byte, at: cursor)
        clusters.insert(sign, at: cursor)
        byteCount += 1
        cursor += 1
    }

    /// Before text is put in: what is typed in a row is one step to undo.
    private mutating func beginStep(isSingle: Bool, isBreak: Bool) {
        if case .typing(let count) = run, count < Self.undoRowLimit, isSingle {
            run = isBreak ? .none : .typing(count + 1)
        } else {
            remember()
            run = isBreak ? .none : .typing(1)
        }
        if !future.isEmpty { future = [] }
    }

    /// Replaces all of the text, as one step to undo. The cursor stands at that cluster, or at the end; what exceeds the
    /// limit is dropped.
    package mutating func set(_ text: String, cursor: Int? = nil) {
        remember()
        future = []
        let fitting = TypedText.prefix(of: TypedText.cleaned(text), bytes: Self.byteLimit)
        replace(0..<clusters.count, with: fitting)
        self.cursor = min(max(0, cursor ?? clusters.count), clusters.count)
    }

    /// Hands out the text and begins an empty one with nothing to undo. What was killed can still be yanked.
    package mutating func takeText() -> String {
        let taken = text
        let kept = killed
        self = LineEditor()
        killed = kept
        return taken
    }

    /// Moves the cursor to that cluster, or as near as there is one.
    package mutating func move(to position: Int) {
        run = .none
        cursor = min(max(0, position), clusters.count)
    }

    /// Removes these clusters as one step to undo; the cursor stands where they were.
    mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        remember()
        future = []
        replace(range, with: "")
    }

    /// Removes these clusters and keeps them for `yank()`, together with those killed directly before.
    mutating func kill(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let text = String(clusters[range])
        if run == .killing {
            killed = range.lowerBound < cursor ? text + killed : killed + text
        } else {
            killed = text
        }
        remove(range)
        run = .killing
    }

    /// Replaces these clusters as one step to undo; the cursor stands behind the new text. What exceeds the limit is
    /// dropped.
    mutating func exchange(_ range: Range<Int>, with text: String) {
        remember()
        future = []
        let kept = byteCount - clusters[range].reduce(0) { $0 + $1.utf8.count }
        replace(range, with: TypedText.prefix(of: text, bytes: Self.byteLimit - kept))
    }

    /// Keeps the text as it is for `undo()`, and ends the row of edits.
    private mutating func remember() {
        run = .none
        past.append(Snapshot(text: text, cursor: cursor))
        if past.count > Self.undoLimit { past.removeFirst() }
    }

    /// Takes back the latest step and says whether there was one.
    @discardableResult
    package mutating func undo() -> Bool {
        guard let snapshot = past.popLast() else { return false }
        future.append(Snapshot(text: text, cursor: cursor))
        restore(snapshot)
        return true
    }

    /// Does again what was undone last and says whether there was anything; an edit in between ends that.
    @discardableResult
    package mutating func redo() -> Bool {
        guard let snapshot = future.popLast() else { return false }
        past.append(Snapshot(text: text, cursor: cursor))
        restore(snapshot)
        return true
    }

    private mutating func restore(_ snapshot: Snapshot) {
        run = .none
        replace(0..<clusters.count, with: snapshot.text)
        cursor = min(snapshot.cursor, clusters.count)
    }

    /// The one place where the text changes.
    private mutating func replace(_ range: Range<Int>, with text: String) {
        let before = range.lowerBound > 0 ? clusters[range.lowerBound - 1] : "a"
        let after = range.upperBound < clusters.count ? clusters[range.upperBound] : "a"
        byteCount += text.utf8.count
        for cluster in clusters[range] { byteCount -= cluster.utf8.count }
        if !PlainText.isASCII(text) {
            printable = nil
        } else if range.count == clusters.count {
            printable = Array(text.utf8)
        } else {
            printable?.replaceSubrange(range, with: text.utf8)
        }
        if before.neverJoins, after.neverJoins, text.allSatisfy(\.neverJoins) {
            clusters.replaceSubrange(range, with: text)
            cursor = range.lowerBound + text.count
            return
        }
        let head = String(clusters[..<range.lowerBound]) + text
        clusters = Array(head + String(clusters[range.upperBound...]))
        var bytes = 0
        cursor = 0
        while cursor < clusters.count, bytes < head.utf8.count {
            bytes += clusters[cursor].utf8.count
            cursor += 1
        }
    }
}

extension Character {
    /// Whether this stays a cluster of its own whatever stands beside it, of those that do: only ASCII (CR never gets
    /// here) and the common letters and signs of Chinese and Japanese, so that the usual keystroke costs little. All of
    /// these have Grapheme_Cluster_Break=Other (or Control) and are no pictographs (Unicode 16, UAX #29).
    fileprivate var neverJoins: Bool {
        guard let scalar = unicodeScalars.first, unicodeScalars.dropFirst().isEmpty else { return false }
        return switch scalar.value {
        case 0x00..<0x80, 0x3001...0x3003, 0x3008...0x3011, 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xFF01...0xFF60:
            true
        default: false
        }
    }
}
