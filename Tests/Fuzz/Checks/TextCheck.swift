import ChatProtocol

@testable import ClientCore

/// Text from outside on its way to the screen. The first byte says what the terminal does where Unicode leaves it open, the
/// second how many columns there are.
extension Check {
    static let text = Check("text") { bytes throws(BrokenPromise) in
        guard bytes.count > 2 else { return }
        let text = String(decoding: bytes[2...], as: UTF8.self)
        let rules = WidthRules(letters: bytes[0])
        let columns = Int(bytes[1])
        try checkCleaning(text, rules)
        let styled = StyledText(post: text)
        try checkStyled(styled, text, rules)
        for shown in [styled, styled.linked(as: 7), styled.covered(rules: rules)] {
            try checkWrapping(shown, columns: columns, rules)
        }
        try checkDrawing(styled.linked(as: 7), columns: columns, rules)
        _ = Mention.isIn(text, of: "me") || Mention.isIn(text, of: "小明")
        _ = StyledText(message: Markup.coded(text))
    }
}

extension WidthRules {
    fileprivate init(letters: UInt8) {
        self.init(ambiguous: letters & 1 == 0 ? 1 : 2)
        widensEmoji = letters & 2 == 0
        joinsEmoji = letters & 4 == 0
        joinsTones = letters & 8 == 0
        joinsFlags = letters & 16 == 0
        hasNewestEmoji = letters & 32 == 0
    }
}

// MARK: Cleaning

private func checkCleaning(_ text: String, _ rules: WidthRules) throws(BrokenPromise) {
    let clean = Sanitiser.clean(text)
    try require(clean.unicodeScalars.count <= Sanitiser.longestText, "a text has grown beyond its bound")
    try require(Sanitiser.clean(clean) == clean, "cleaning twice is not cleaning once")
    try checkClusters(of: clean, rules)
    guard text.unicodeScalars.count < Sanitiser.longestText, clean.last != "…" else { return }
    // Whatever can be seen by itself is there, in order.
    var rest = clean.unicodeScalars[...]
    for scalar in text.unicodeScalars where ScalarKind(scalar) == .base {
        guard let place = rest.firstIndex(of: scalar) else { throw BrokenPromise(description: "\(scalar) was lost") }
        rest = rest[rest.index(after: place)...]
    }
}

/// Clusters cover the text without gaps, each can be drawn, and their columns are those of the text.
private func checkClusters(of text: String, _ rules: WidthRules) throws(BrokenPromise) {
    try require(DrawnText.isSafe(text), "not clean: \(text.unicodeScalars.map { String($0.value, radix: 16) })")
    var clusters: [Cluster] = []
    Clusters.visit(text, rules: rules) { cluster in
        clusters.append(cluster)
        return true
    }
    var end = 0
    for cluster in clusters {
        try require(cluster.start == end && cluster.end > end, "clusters with a gap in \(text)")
        end = cluster.end
        try require((1...2).contains(cluster.columns), "a cluster of \(cluster.columns) columns in \(text)")
        let part = cluster.text(in: text)
        let alone = DisplayWidth.columns(of: part, rules: rules)
        try require(alone == cluster.columns, "\(part) is \(cluster.columns) columns wide and alone \(alone)")
    }
    try require(end == text.utf8.count, "clusters end early in \(text)")
    let sum = clusters.reduce(0) { $0 + $1.columns }
    try require(DisplayWidth.columns(of: text, rules: rules) == sum, "the columns of \(text) do not add up")
}

// MARK: Styles

private func checkStyled(_ styled: StyledText, _ text: String, _ rules: WidthRules) throws(BrokenPromise) {
    for line in styled.lines {
        for run in line.runs {
            try require(!run.text.isEmpty && run.link == nil, "an empty run")
            try checkClusters(of: run.text, rules)
        }
    }
    try require(styled.lines.count == text.split(separator: "\n", omittingEmptySubsequences: false).count, "lines")
    for (former, latter) in zip(styled.runs, styled.runs.dropFirst()) {
        try require(former.style != latter.style, "two runs of one style")
    }
    let sum = styled.runs.reduce(0) { $0 + DisplayWidth.columns(of: $1.text, rules: rules) }
    try require(styled.columns(rules: rules) == sum, "the columns of runs do not add up")
    try require(styled.linked(as: 1).plain == styled.plain, "links have changed the text")
    let covered = styled.covered(rules: rules)
    try require(covered.columns(rules: rules) == styled.columns(rules: rules), "what is covered takes other room")
    let ranges = WebAddress.ranges(in: styled.plain)
    try require(ranges.count <= WebAddress.most, "too many addresses")
    for run in styled.linked(as: 1).runs { if let link = run.link { try checkTarget(of: link.address) } }
}

// MARK: Lines

private func checkWrapping(_ text: StyledText, columns: Int, _ rules: WidthRules) throws(BrokenPromise) {
    let lines = Wrapping.wrap(text, columns: columns, rules: rules)
    try require(!lines.isEmpty, "no line at all")
    for line in lines {
        let width = line.columns(rules: rules)
        try require(width <= max(columns, Wrapping.fewestColumns), "\(width) columns on a line of \(columns)")
        try require(!line.plain.utf8.contains(UInt8(ascii: "\n")), "a line of two lines")
    }
    try require(
        lines.flatMap { signs(of: $0) } == signs(of: text), "more than spaces was lost, added or changed: \(text.plain)"
    )
}

private struct Sign: Equatable {
    let scalar: Unicode.Scalar
    let style: Style
    let link: Hyperlink?
}

private func signs(of text: StyledText) -> [Sign] {
    text.runs.flatMap { run in
        run.text.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" && $0 != "\n" }
            .map { Sign(scalar: $0, style: run.style, link: run.link) }
    }
}

private func checkDrawing(_ text: StyledText, columns: Int, _ rules: WidthRules) throws(BrokenPromise) {
    let lines = Wrapping.wrap(text, columns: columns, rules: rules)
    var screen = Screen(columns: max(columns, Wrapping.fewestColumns), rows: 3, rules: rules)
    for line in lines.prefix(8) {
        let used = screen.put(line, row: 1, column: 0)
        try require(used == line.columns(rules: rules), "a line does not fit where it was wrapped for")
        try checkPicture(screen)
        screen.put(line, row: 0, column: columns / 2)
        screen.fill(row: 1, columns: 1..<max(2, columns / 2))
        screen.setStyle(Style(.alarm), row: 0, columns: 1..<max(2, columns))
        try checkPicture(screen)
    }
}
