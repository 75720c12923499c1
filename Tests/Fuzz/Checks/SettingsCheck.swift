import ChatProtocol
import Server
import ServerCore

@testable import chat

extension Check {
    /// A config.ini: lines, sections, settings and what they are for.
    static let settings = Check("settings") { bytes throws(BrokenPromise) in
        guard let text = String(bytes.span, 0..<bytes.count) else { return }
        try checkLines(text)
        try checkSettings(text)
    }
}

private func checkLines(_ text: String) throws(BrokenPromise) {
    let count = text.count { $0.isNewline } + 1
    let entries: [IniDocument.Entry]
    do throws(ConfigurationError) {
        entries = try IniDocument(text).entries
    } catch {
        return try checkError(error, lines: count)
    }
    var written = ""
    for entry in entries {
        try require((1...count).contains(entry.line), "line \(entry.line) is not there")
        try require(!entry.value.contains { $0.isNewline }, "a value of two lines")
        written += "[\(entry.section)]\n\(entry.key)=\(entry.value)\n"
    }
    let again = try? IniDocument(written).entries
    let isSame =
        again?.count == entries.count
        && zip(again ?? [], entries).allSatisfy {
            $0.section == $1.section && $0.key == $1.key && $0.value == $1.value
        }
    try require(isSame, "settings written are not those that were read")
    if let entry = entries.last { try checkEditing(text, entries, entry.key, in: entry.section) }
    try checkEditing(text, entries, "added", in: entries.first?.section ?? "client")
    try checkEditing(text, entries, "added", in: "a new section")
}

/// A setting that is changed in the text is changed in what is read of it, and nothing else is.
private func checkEditing(
    _ text: String, _ entries: [IniDocument.Entry], _ key: String, in section: String
) throws(BrokenPromise) {
    let edited = IniDocument.setting(key, to: "new value", in: section, of: text)
    guard let after = try? IniDocument(edited).entries else {
        throw BrokenPromise(description: "a document that was edited cannot be read: \(edited)")
    }
    func isOther(_ entry: IniDocument.Entry) -> Bool { entry.section != section || entry.key != key }
    let changed = after.filter { !isOther($0) }
    try require(changed.map(\.value) == ["new value"], "what was set is not there: \(changed)")
    let others = after.filter(isOther).map { [$0.section, $0.key, $0.value] }
    try require(others == entries.filter(isOther).map { [$0.section, $0.key, $0.value] }, "another setting changed")
}

/// What is wrong is told in one line, and where.
private func checkError(_ error: ConfigurationError, lines: Int) throws(BrokenPromise) {
    if let line = error.line { try require((1...lines).contains(line), "there is no line \(line)") }
    try require(!error.problem.isEmpty, "an error without a word")
    try require(!error.description.contains { $0.isNewline }, "an error of two lines: \(error)")
}

/// Settings that are taken can be used.
private func checkSettings(_ text: String) throws(BrokenPromise) {
    let configuration: Configuration
    let count = text.count { $0.isNewline } + 1
    do throws(ConfigurationError) {
        configuration = try Configuration(file: text, path: "folder/config.ini", environment: [:])
    } catch {
        return try checkError(error, lines: count)
    }
    for setting in Setting.all {
        let value = configuration[setting.section, setting.key]
        try require(setting.problem(with: value) == nil, "\(setting.key) is \(value)")
    }
    try require((1...65_535).contains(configuration.port), "port \(configuration.port)")
    try require(configuration.keep.map { $0 > 0 } ?? true, "kept for \(configuration.keep ?? 0) seconds")
    try require(configuration.iterations > 0, "\(configuration.iterations) rounds")
    try require(!configuration.data(environment: [:]).isEmpty, "the data is nowhere")
    _ = configuration.durability
    _ = try? configuration.certificateFiles()
    let server: ServerConfiguration
    do throws(ConfigurationError) {
        server = try configuration.server()
    } catch {
        return try checkError(error, lines: count)
    }
    try require(server.threads > 0, "\(server.threads) threads")
    try require(server.doors.allSatisfy { (1...65_535).contains($0.port) }, "a door without a port")
    // What names the server stands in every line that it says.
    let line = Message(source: server.settings.name, "PING", ["x"]).encoded.dropLast(2)
    let read = try? Message(parsing: Array(line).span, from: .server)
    try require(read?.source == server.settings.name, "\(server.settings.name) is no server's name")
}
