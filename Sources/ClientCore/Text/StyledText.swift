/// Text in several styles, run after run: what wrapping takes and the screen draws.
package struct StyledText: Hashable, Sendable {
    /// A stretch of text in one style; never empty inside a `StyledText`.
    package struct Run: Hashable, Sendable {
        /// Text that is safe to draw.
        package let text: String
        /// How all of it is drawn.
        package let style: Style
    }

    /// The runs from first to last; neighbours differ in style.
    package private(set) var runs: [Run]

    /// A text of one run, or of none if `text` is empty.
    package init(_ text: String = "", _ style: Style = .plain) {
        runs = text.isEmpty ? [] : [Run(text: text, style: style)]
    }

    /// Adds text at the end; joined with the last run if the style is the same.
    package mutating func append(_ text: String, _ style: Style = .plain) {
        if text.isEmpty { return }
        if let last = runs.last, last.style == style {
            runs[runs.count - 1] = Run(text: last.text + text, style: style)
        } else {
            runs.append(Run(text: text, style: style))
        }
    }

    /// Adds another text at the end.
    package mutating func append(_ other: StyledText) {
        for run in other.runs { append(run.text, run.style) }
    }

    /// The same text with attributes added to those of every run: a line that waits for its echo is all dim.
    package func adding(_ attributes: Style.Attributes) -> StyledText {
        var result = StyledText()
        for run in runs { result.append(run.text, Style(run.style.ink, run.style.attributes.union(attributes))) }
        return result
    }

    /// The lines of a text of several, without their "\n"; at least one.
    package var lines: [StyledText] {
        guard runs.contains(where: { $0.text.utf8.contains(UInt8(ascii: "\n")) }) else { return [self] }
        var lines = [StyledText()]
        for run in runs {
            for (index, part) in run.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { lines.append(StyledText()) }
                lines[lines.count - 1].append(String(part), run.style)
            }
        }
        return lines
    }

    /// True if there is no text.
    package var isEmpty: Bool { runs.isEmpty }

    /// The text without its styles.
    package var plain: String {
        runs.count == 1 ? runs[0].text : runs.reduce(into: "") { $0 += $1.text }
    }

    /// The columns it takes on one line.
    package func columns(rules: WidthRules = WidthRules()) -> Int {
        runs.reduce(0) { $0 + DisplayWidth.columns(of: $1.text, rules: rules) }
    }
}
