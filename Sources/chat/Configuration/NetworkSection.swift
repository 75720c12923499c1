import ChatProtocol
import ClientCore

/// A `[network NAME]` of config.ini: where a network is that the person has given a name, and how they log in there.
struct NetworkSection: Equatable {
    /// As it stands in the file.
    let name: String
    /// Of its first setting, counted from 1.
    let line: Int
    private var values: [String: String] = [:]

    private init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    /// The default where the section does not have it.
    subscript(_ key: String) -> String {
        values[key] ?? Setting.ofNetwork.first { $0.key == key }?.initial ?? ""
    }

    /// What errors call it.
    var place: String { "[network \(name)]" }

    /// nil for a section that has no address; no such section comes out of a file.
    var endpoint: Endpoint? { try? Endpoint(self["address"]) }

    /// The name in a section's brackets, perhaps empty; nil for a section of another kind.
    static func name(in section: String) -> String? {
        guard section == word || section.hasPrefix(word + " ") else { return nil }
        return String(IniDocument.trimmed(section.unicodeScalars.dropFirst(word.unicodeScalars.count)))
    }

    private static let word = "network"

    /// Puts a setting where it belongs among the sections that were read before.
    static func take(
        _ entry: IniDocument.Entry, named name: String, into sections: inout [NetworkSection]
    ) throws(ConfigurationError) {
        guard isName(name) else {
            throw ConfigurationError(
                line: entry.line,
                "\"\(name)\" is no name of a network: that is one word without : / and , such as libera")
        }
        guard let setting = Setting.ofNetwork.first(where: { $0.key == entry.key }) else {
            let keys = Setting.ofNetwork.map(\.key).joined(separator: ", ")
            throw ConfigurationError(
                line: entry.line, "\"\(entry.key)\" is no setting of [network NAME]; there are \(keys)")
        }
        if let problem = setting.problem(with: entry.value) { throw ConfigurationError(line: entry.line, problem) }
        let place = sections.firstIndex { $0.name.lowercased() == name.lowercased() }
        if place == nil { sections.append(NetworkSection(name: name, line: entry.line)) }
        let index = place ?? sections.count - 1
        guard sections[index].values.updateValue(entry.value, forKey: entry.key) == nil else {
            throw ConfigurationError(line: entry.line, "\(entry.key) of network \(name) is set already")
        }
    }

    /// Every section has an address, and no two the same.
    static func check(_ sections: [NetworkSection]) throws(ConfigurationError) {
        for (index, section) in sections.enumerated() {
            guard let endpoint = section.endpoint else {
                throw ConfigurationError(line: section.line, "\(section.place) has no address")
            }
            if let other = sections[..<index].first(where: { $0.endpoint?.isSamePlace(as: endpoint) ?? false }) {
                throw ConfigurationError(
                    line: section.line, "\(section.place) has the address of \(other.place)")
            }
        }
    }

    /// One word, and no address: it stands among addresses.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 63
            && !name.unicodeScalars.contains {
                $0.properties.isWhitespace || $0.value < 0x20 || $0 == "\u{7F}" || ":/,".unicodeScalars.contains($0)
            }
    }
}
