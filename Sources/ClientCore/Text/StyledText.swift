/// Text in several styles, run after run: what wrapping takes and the screen draws.
package struct StyledText: Hashable, Sendable {
    /// A stretch of text in one style; never empty inside a `StyledText`.
    package struct Run: Hashable, Sendable {
        /// Text that is safe to draw.
        package let text: String
        /// How all of it is drawn.
        package let style: Style
        /// Where all of it leads; nil: nowhere.
        package var link: Hyperlink?
    }

    /// The runs from first to last; neighbours differ in style or link.
    package private(set) var runs: [Run]

    /// A text of one run, or of none if `text` is empty.
    package init(_ text: String = "", _ style: Style = .plain) {
        runs = text.isEmpty ? [] : [Run(text: text, style: style)]
    }

    /// Adds text at the end; joined with the last run if the style and the link are the same.
    package mutating func append(_ text: String, _ style: Style = .plain, link: Hyperlink? = nil) {
        if text.isEmpty { return }
        if let last = runs.last, last.style == style, last.link == link {
            runs[runs.count - 1] = Run(text: last.text + text, style: style, link: link)
        } else {
            runs.append(Run(text: text, style: style, link: link))
        }
    }

    /// Adds another text at the end.
    package mutating func append(_ other: StyledText) {
        for run in other.runs { append(run.text, run.style, link: run.link) }
    }

    /// The same text with attributes added to those of every run: a line that waits for its echo is all dim.
    package func adding(_ attributes: Style.Attributes) -> StyledText {
        var result = StyledText()
        for run in runs {
            result.append(run.text, Style(run.style.ink, run.style.attributes.union(attributes)), link: run.link)
        }
        return result
    }

    /// The lines of a text of several, without their "\n"; at least one.
    package var lines: [StyledText] {
        guard runs.contains(where: { $0.text.utf8.contains(UInt8(ascii: "\n")) }) else { return [self] }
        var lines = [StyledText()]
        for run in runs {
            for (index, part) in run.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { lines.append(StyledText()) }
                lines[lines.count - 1].append(String(part), run.style, link: run.link)
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

    /// The part of the text that stands in a range of bytes of its UTF-8, which begins and ends between characters.
    func slice(_ range: Range<Int>) -> StyledText {
        var result = StyledText()
        var offset = 0
        for run in runs where !range.isEmpty {
            let count = run.text.utf8.count
            let (from, upTo) = (max(range.lowerBound - offset, 0), min(range.upperBound - offset, count))
            if from < upTo {
                let bytes = run.text.utf8
                let start = bytes.index(bytes.startIndex, offsetBy: from)
                let part = run.text[start..<bytes.index(start, offsetBy: upTo - from)]
                result.append(String(part), run.style, link: run.link)
            }
            offset += count
            if offset >= range.upperBound { break }
        }
        return result
    }
}
