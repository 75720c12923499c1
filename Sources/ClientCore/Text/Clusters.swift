/// A piece of text that is drawn as one: a grapheme cluster, or a part of one that is wider than two columns.
package struct Cluster: Equatable, Sendable {
    /// Where it starts, in bytes of the text's UTF-8.
    package let start: Int
    /// Where it ends, in bytes of the text's UTF-8.
    package let end: Int
    /// Its columns: 0, 1 or 2. Only text that did not pass the sanitiser has clusters of 0.
    package let columns: Int
    /// Its first scalar.
    package let first: Unicode.Scalar

    /// True if it is one scalar.
    var isSingle: Bool { UTF8.width(first) == end - start }

    /// Its text, cut out of the text that was visited.
    func text(in whole: String) -> String {
        let bytes = whole.utf8
        guard start >= 0, start <= end, end <= bytes.count else { return "" }
        let index = bytes.index(bytes.startIndex, offsetBy: start)
        return String(whole[index..<bytes.index(index, offsetBy: end - start)])
    }
}

/// Cuts text into the clusters that fill the cells of a screen.
package enum Clusters {
    /// Hands the clusters of a text to `body` from first to last, until it returns false.
    ///
    /// A grapheme cluster of more than two columns (`あﾟ`, stacked jamo, emoji that the terminal does not join) comes in
    /// parts of at most two, since this is how terminals draw it.
    package static func visit(_ text: String, rules: WidthRules = WidthRules(), _ body: (Cluster) -> Bool) {
        let bytes = text.utf8.span
        let count = bytes.count
        var offset = 0
        var ahead: (scalar: Unicode.Scalar, length: Int)?
        while offset < count {
            let (scalar, length) = ahead ?? PlainText.decode(bytes, at: offset)
            ahead = nil
            let end = offset + length
            if PlainText.isSolid(scalar) {
                let next = end < count ? PlainText.decode(bytes, at: end) : nil
                if next.map({ PlainText.isSolid($0.scalar) }) ?? true {
                    let columns = DisplayWidth.columns(of: scalar, rules: rules)
                    guard body(Cluster(start: offset, end: end, columns: columns, first: scalar)) else { return }
                    offset = end
                    ahead = next
                    continue
                }
            }
            guard let after = visitComposed(text, from: offset, first: scalar, rules: rules, body) else { return }
            offset = max(after, end)
        }
    }

    /// Hands over the grapheme cluster at an offset, in parts if need be. Returns where it ends; nil if `body` had enough.
    private static func visitComposed(
        _ text: String, from start: Int, first: Unicode.Scalar, rules: WidthRules, _ body: (Cluster) -> Bool
    ) -> Int? {
        let index = text.utf8.index(text.startIndex, offsetBy: start)
        let after = text.index(after: index)
        let end = start + text.utf8.distance(from: index, to: after)
        let scalars = text.unicodeScalars[index..<after]
        let columns = DisplayWidth.sum(of: scalars, rules: rules)
        if columns <= 2 {
            return body(Cluster(start: start, end: end, columns: columns, first: first)) ? end : nil
        }
        var part = (start: start, end: start, columns: 0, first: first)
        var width = ClusterWidth(rules: rules)
        for scalar in scalars {
            let (columns, isBeside) = width.add(scalar)
            if isBeside, part.columns > 0 {
                let whole = Cluster(start: part.start, end: part.end, columns: part.columns, first: part.first)
                guard body(whole) else { return nil }
                part = (part.end, part.end, 0, scalar)
            }
            part.columns += columns
            part.end += UTF8.width(scalar)
        }
        return body(Cluster(start: part.start, end: part.end, columns: part.columns, first: part.first)) ? end : nil
    }
}
