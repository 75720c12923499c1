extension IniDocument {
    /// The text with one setting changed: the line of it where there is one, else a line behind the last of its section,
    /// else a section at the end. Every other line stays as the person wrote it, and so do the spaces around `=` and the
    /// line's end.
    ///
    /// - Parameters:
    ///   - text: a document that can be read.
    ///   - value: of one line.
    static func setting(_ key: String, to value: String, in section: String, of text: String) -> String {
        var lines = Lines(text)
        var current: String?
        var last: Int?
        for index in lines.contents.indices {
            switch LineKind(lines.contents[index]) {
            case .nothing: break
            case .section(let name):
                current = name
                if name == section { last = index }
            case .entry(let name) where current == section:
                last = index
                guard name == key else { continue }
                lines.contents[index] = Self.line(lines.contents[index], value)
                return lines.text
            case .entry: break
            }
        }
        let entry = value.isEmpty ? "\(key) =" : "\(key) = \(value)"
        if let last {
            lines.insert(entry, behind: last)
        } else {
            if lines.contents.last?.isEmpty == false { lines.append("") }
            lines.append("[\(section)]")
            lines.append(entry)
        }
        return lines.text
    }

    /// A `key = value` line with another value, its beginning as it was.
    private static func line(_ line: String, _ value: String) -> String {
        let scalars = line.unicodeScalars
        guard let equals = scalars.firstIndex(of: "=") else { return line }
        let behind = scalars.index(after: equals)
        let space = scalars[behind...].prefix { $0.properties.isWhitespace }
        let head = String(scalars[..<behind])
        if value.isEmpty { return head }
        return head + (space.isEmpty && scalars[behind...].isEmpty ? " " : String(space)) + value
    }

    /// What a line of a readable document is.
    private enum LineKind {
        case nothing
        case section(String)
        case entry(key: String)

        init(_ line: String) {
            let content = IniDocument.trimmed(line[...].unicodeScalars)
            guard let first = content.first, first != "#", first != ";" else {
                self = .nothing
                return
            }
            if first == "[", content.last == "]" {
                self = .section(String(IniDocument.trimmed(content.dropFirst().dropLast())))
            } else {
                self = .entry(key: String(IniDocument.trimmed(content.prefix { $0 != "=" })))
            }
        }
    }

    /// A text line by line, each with its own end.
    private struct Lines {
        /// Without their ends.
        var contents: [String] = []
        private var ends: [String] = []
        private var mark = ""

        init(_ text: String) {
            var rest = text[...]
            if rest.unicodeScalars.first == "\u{FEFF}" {
                mark = "\u{FEFF}"
                rest = Substring(rest.unicodeScalars.dropFirst())
            }
            var line = ""
            for character in rest {
                if character.isNewline {
                    contents.append(line)
                    ends.append(String(character))
                    line = ""
                } else {
                    line.append(character)
                }
            }
            if !line.isEmpty {
                contents.append(line)
                ends.append("")
            }
        }

        var text: String { zip(contents, ends).reduce(into: mark) { $0 += $1.0 + $1.1 } }

        /// The end that lines of this text have.
        private var end: String { ends.first { !$0.isEmpty } ?? "\n" }

        mutating func insert(_ line: String, behind index: Int) {
            if ends[index].isEmpty { ends[index] = end }
            contents.insert(line, at: index + 1)
            ends.insert(end, at: index + 1)
        }

        mutating func append(_ line: String) {
            if let last = ends.indices.last, ends[last].isEmpty { ends[last] = end }
            contents.append(line)
            ends.append(end)
        }
    }
}
