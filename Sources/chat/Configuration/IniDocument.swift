/// The lines of an INI file: sections in brackets, `key = value`, comments that begin with `#` or `;`.
struct IniDocument: Equatable {
    struct Entry: Equatable {
        let section: String
        let key: String
        let value: String
        /// Counted from 1.
        let line: Int
    }

    let entries: [Entry]

    /// Bytes of a file that is read; more is no configuration.
    static let longest = 1 << 20

    /// - Throws: the first line that is none of the three.
    init(_ text: String) throws(ConfigurationError) {
        var entries: [Entry] = []
        var section: String?
        var line = 0
        // A file made on Windows begins with a byte order mark and ends its lines with CR LF.
        let plain = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        for raw in plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            // By scalars: a mark may stand behind a sign, and would be one character with it.
            let content = Self.trimmed(raw.unicodeScalars)
            guard let first = content.first, first != "#", first != ";" else { continue }
            if first == "[", content.last == "]" {
                section = String(Self.trimmed(content.dropFirst().dropLast()))
                continue
            }
            guard let equals = content.firstIndex(of: "=") else {
                throw ConfigurationError(line: line, "expected [section] or key = value, not \"\(String(content))\"")
            }
            guard let section else {
                throw ConfigurationError(line: line, "this line stands before the first [section]")
            }
            let key = String(Self.trimmed(content[..<equals]))
            if let first = entries.first(where: { $0.section == section && $0.key == key }) {
                throw ConfigurationError(line: line, "\(key) is set already, in line \(first.line)")
            }
            let value = String(Self.trimmed(content[content.index(after: equals)...]))
            entries.append(Entry(section: section, key: key, value: value, line: line))
        }
        self.entries = entries
    }

    static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var part = text
        while part.first?.properties.isWhitespace == true { part.removeFirst() }
        while part.last?.properties.isWhitespace == true { part.removeLast() }
        return part
    }
}

/// What is wrong with a setting, and where it stands.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// A file's name, an environment variable's, or an option's; empty where it is not known yet.
    var place = ""
    /// Of a file, counted from 1.
    var line: Int?
    let problem: String

    init(line: Int? = nil, _ problem: String) {
        self.line = line
        self.problem = problem
    }

    func at(_ place: String) -> ConfigurationError {
        var error = self
        error.place = place
        return error
    }

    var description: String { place + (line.map { ":\($0)" } ?? "") + ": " + problem }
}
