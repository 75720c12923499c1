/// Breaks text into lines of a width.
package enum Wrapping {
    /// The narrowest line: a wide cluster must fit.
    package static let fewestColumns = 2

    /// The lines of a text, at least one, none wider than `columns` (less than `fewestColumns` counts as that).
    ///
    /// A line ends at each "\n" of the text. Lines break at spaces, which are dropped there, and between Chinese, Japanese
    /// and Korean characters, so that no closing sign starts a line and no opening sign ends one; never inside a run that is
    /// `unbroken`. Only words that are longer than a line are cut: after a hyphen or slash in the line's second half, else
    /// where the line is full; but a web address that fits on a line is kept whole. A line never ends inside a cluster. Time
    /// and memory grow with the length of the text.
    package static func wrap(_ text: StyledText, columns: Int, rules: WidthRules = WidthRules()) -> [StyledText] {
        let columns = max(columns, fewestColumns)
        let lines = text.lines
        let rows =
            lines.count == 1
            ? wrapLine(text, columns: columns, rules: rules)
            : lines.flatMap { wrapLine($0, columns: columns, rules: rules) }
        // Whatever it was to do it has done.
        return text.runs.contains { $0.style.attributes.contains(.unbroken) } ? rows.map(\.withoutUnbroken) : rows
    }

    private static func wrapLine(_ text: StyledText, columns: Int, rules: WidthRules) -> [StyledText] {
        // No cluster has more columns than bytes.
        if text.runs.reduce(0, { $0 + $1.text.utf8.count }) <= columns { return [text] }
        let pieces = pieces(of: text, rules: rules)
        if pieces.columns <= columns { return [text] }
        var lines: [StyledText] = []
        var cutter = LineCutter(pieces: pieces.all, columns: columns)
        while let line = cutter.next() {
            lines.append(text.slice(line, of: pieces.all, end: pieces.end))
        }
        return lines.isEmpty ? [StyledText()] : lines
    }

    private static func pieces(of text: StyledText, rules: WidthRules) -> (all: [LinePiece], columns: Int, end: Int) {
        var pieces: [LinePiece] = []
        var columns = 0
        var offset = 0
        pieces.reserveCapacity(text.runs.reduce(0) { $0 + $1.text.utf8.count })
        for run in text.runs {
            let first = pieces.count
            defer { if run.style.attributes.contains(.unbroken) { pieces.glue(from: first) } }
            Clusters.visit(run.text, rules: rules) { cluster in
                columns += cluster.columns
                pieces.append(LinePiece(cluster, offset: offset))
                return true
            }
            offset += run.text.utf8.count
        }
        return (pieces, columns, offset)
    }
}

/// A cluster as wrapping sees it.
struct LinePiece {
    /// Where it starts, in bytes of the whole text's UTF-8.
    let start: Int
    let columns: UInt8
    fileprivate(set) var sign: BreakSign
    /// Its first scalar if that is ASCII, else 0.
    let ascii: UInt8

    init(_ cluster: Cluster, offset: Int) {
        start = offset + cluster.start
        columns = UInt8(truncatingIfNeeded: cluster.columns)
        let sign = BreakSign(cluster.first, columns: cluster.columns)
        // A space with a mark can be seen, so it is not dropped.
        self.sign = sign.isSpace && !cluster.isSingle ? .word : sign
        ascii = cluster.first.isASCII ? UInt8(truncatingIfNeeded: cluster.first.value) : 0
    }

    /// True for ASCII letters and digits.
    var isAlphanumeric: Bool {
        (0x30...0x39).contains(ascii) || (0x41...0x5A).contains(ascii) || (0x61...0x7A).contains(ascii)
    }
}

extension [LinePiece] {
    /// Lets no line end between these, of which there are at least three; beside them one may as it could before.
    fileprivate mutating func glue(from first: Int) {
        for index in indices.dropFirst(first + 1).dropLast() { self[index].sign = .glue }
    }
}

extension StyledText {
    fileprivate var withoutUnbroken: StyledText {
        var text = StyledText()
        for run in runs {
            let style = Style(run.style.ink, run.style.attributes.subtracting(.unbroken))
            text.append(run.text, style, link: run.link)
        }
        return text
    }

    /// The part of a text that a range of its pieces covers; `end` is the text's length in bytes of UTF-8.
    fileprivate func slice(_ line: Range<Int>, of pieces: [LinePiece], end: Int) -> StyledText {
        guard pieces.indices.contains(line.lowerBound) else { return StyledText() }
        let first = pieces[line.lowerBound].start
        let last = pieces.indices.contains(line.upperBound) ? pieces[line.upperBound].start : end
        return slice(first..<max(first, last))
    }
}
