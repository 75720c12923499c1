import ChatProtocol

/// Numerics in a row that say the same to everybody: composed once, and written with the name of whoever reads them put in.
package struct Announcement: Equatable, Sendable {
    private struct Entry: Equatable {
        let numeric: Numeric
        let words: [String]
        /// Where in the text its line ends, and where in that the receiver's name belongs.
        let name: Int
        let end: Int
    }

    private let server: String
    private var entries: [Entry] = []
    /// Every line with its source and CR LF, without the name.
    private var text: [UInt8] = []

    /// - Parameter server: the source of the lines.
    init(server: String) {
        self.server = server
    }

    /// - Parameter words: what stands behind the receiver's name; at least one.
    mutating func add(_ numeric: Numeric, _ words: [String]) {
        var message = Message(numeric.verb, words)
        message.source = server
        let start = text.count
        message.encode(into: &text)
        // `:server 005 `
        let name = start + 1 + server.utf8.count + 1 + numeric.verb.utf8.count + 1
        entries.append(Entry(numeric: numeric, words: words, name: name, end: text.count))
    }

    /// How many lines it is.
    var lines: Int { entries.count }

    /// The same, each by itself.
    func replies(to receiver: String) -> [Reply] {
        entries.map { .numeric($0.numeric, receiver: receiver, $0.words) }
    }

    /// Appends the lines.
    ///
    /// - Parameters:
    ///   - receiver: the nick, or `*`.
    ///   - tags: with the `@` and the space behind them, before each line; empty: none.
    func encode(to receiver: String, tags: String, into bytes: inout [UInt8]) {
        var start = 0
        for entry in entries {
            bytes.append(contentsOf: tags.utf8)
            bytes.append(contentsOf: text[start..<entry.name])
            bytes.append(contentsOf: receiver.utf8)
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: text[entry.name..<entry.end])
            start = entry.end
        }
    }
}
