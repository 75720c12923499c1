/// A line that is typed at a terminal where nothing is ever drawn anew, and what is printed around it.
///
/// What is typed stands there as it is typed; only its end is taken back. Lines that come meanwhile wait for its end, so
/// that they do not tear it: whoever listens would hear neither. Once the person has not typed for a while they come all
/// the same, and what was typed is said again behind them.
package struct Dialogue: Equatable, Sendable {
    /// Bytes of a line; more are not taken.
    static let longest = 16_384
    /// Lines that wait; with more of them they come in the middle.
    static let mostHeld = 500
    /// Without a key for so long, lines come in the middle.
    static let patience: Int64 = 20_000

    /// What a key comes to.
    package enum Outcome: Equatable, Sendable {
        /// To be written as it is.
        case write(String)
        /// A line was finished.
        case line(String)
        /// Ctrl-D on an empty line.
        case end
    }

    private var text = ""
    private var held: [String] = []
    /// When the last key came.
    private var touched = Instant(milliseconds: 0)

    /// Nothing is typed.
    package init() {}

    /// When lines that wait come in any case; nil while none do.
    package var due: Instant? { held.isEmpty ? nil : touched.later(by: Self.patience) }

    // MARK: Printing

    /// What is to be written of lines that have come: all, unless something is being typed.
    package mutating func tell(_ lines: [String], at now: Instant) -> String {
        held += lines
        guard !held.isEmpty else { return "" }
        if text.isEmpty { return takeHeld() }
        guard held.count > Self.mostHeld || due.map({ $0 <= now }) ?? false else { return "" }
        return "\n" + takeHeld() + Sanitiser.clean(text)
    }

    private mutating func takeHeld() -> String {
        defer { held = [] }
        return held.reduce(into: "") { $0 += $1 + "\n" }
    }

    /// The terminal was somebody else's meanwhile: what is typed is said again.
    package var typed: String { Sanitiser.clean(text) }

    // MARK: Typing

    /// What a key does. Keys that would move about in the line do nothing.
    package mutating func press(_ press: KeyPress, at now: Instant) -> [Outcome] {
        touched = now
        switch press {
        case KeyPress(.enter), KeyPress(.newline): return finish()
        case KeyPress(.backspace): return takeBack { $0.removeLast() }
        case .control("u"): return takeBack { $0 = "" }
        case .control("w"): return takeBack { Self.removeLastWord(&$0) }
        case .control("d"): return text.isEmpty ? [.end] : []
        case KeyPress(.tab): return type(" ")
        default: break
        }
        if case .paste(let pasted) = press.key { return type(pasted.split(separator: "\n").joined(separator: " ")) }
        guard case .character(let character) = press.key, press.modifiers.isEmpty else { return [] }
        return type(String(character))
    }

    private mutating func finish() -> [Outcome] {
        defer { text = "" }
        return [.write("\n"), .line(text)]
    }

    /// What is shown grows by what the text grows by: a mark joins the letter before it.
    private mutating func type(_ more: String) -> [Outcome] {
        guard text.utf8.count + more.utf8.count <= Self.longest else { return [] }
        let before = Sanitiser.clean(text).unicodeScalars.count
        text += more
        let echo = Sanitiser.clean(text).unicodeScalars.dropFirst(before)
        return echo.isEmpty ? [] : [.write(String(echo))]
    }

    private mutating func takeBack(_ change: (inout String) -> Void) -> [Outcome] {
        guard !text.isEmpty else { return [] }
        let before = DisplayWidth.columns(of: Sanitiser.clean(text))
        change(&text)
        let gone = max(0, before - DisplayWidth.columns(of: Sanitiser.clean(text)))
        return gone == 0 ? [] : [.write(String(repeating: "\u{8} \u{8}", count: gone))]
    }

    private static func removeLastWord(_ text: inout String) {
        while text.last?.isWhitespace == true { text.removeLast() }
        while let last = text.last, !last.isWhitespace { text.removeLast() }
    }
}
