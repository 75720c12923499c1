import ChatProtocol
package import ClientCore

/// A line as `chat --export-log` prints it. Signs that a terminal would obey, or that hide what a line says, are spelled
/// out.
extension Line {
    /// `2026-11-23T09:02:00.000Z <aaa> hello`; a notice is `-aaa- hello`, an action `* aaa waves`, what nobody said
    /// `-- aaa joined`, what went wrong `!! connection lost`. At its end stands what it answers, `(answers bbb: hi)`, who
    /// feels what about it, `(👍 aaa, bbb)`, and that it did not arrive where it did not.
    package var exportedText: String {
        let author = (author ?? "").spelledOut
        let said =
            switch kind {
            case .message: "<\(author)>"
            case .action: "* \(author)"
            case .notice: "-\(author)-"
            case .presence, .note, .hole: "--"
            case .fault: "!!"
            }
        var text = "\(time) \(said) \(self.text.plain.spelledOut)"
        if let quote {
            let answered = quote.author.isEmpty ? "an earlier line" : "\(quote.author): \(quote.text)"
            text += " (answers \(answered.spelledOut))"
        }
        for entry in reactions.entries {
            text += " (\(entry.text) \(entry.nicks.joined(separator: ", ")))".spelledOut
        }
        switch delivery {
        case .stands: break
        case .pending: text += " !! ..."
        case .failed(let reason): text += " !! " + reason.spelledOut
        }
        return text
    }

    /// One JSON object on one line, its keys in alphabetical order; all but `kind`, `text` and `time` are there where they
    /// say something. The text is as it was shown, without its styles; `answers` is the beginning of the line that this one
    /// answers, and who reacted is named as the server compares nicks.
    package var exportedJSON: String {
        var fields: [(key: String, value: String)] = []
        if let quote {
            let parts = [("author", quote.author), ("id", quote.id), ("text", quote.text)].filter { !$0.1.isEmpty }
            fields.append(("answers", Self.object(parts.map { ($0.0, $0.1.quotedForJSON) })))
        }
        if let author { fields.append(("author", author.quotedForJSON)) }
        switch delivery {
        case .stands: break
        case .pending: fields.append(("delivery", "pending".quotedForJSON))
        case .failed: fields.append(("delivery", "failed".quotedForJSON))
        }
        if isEdited { fields.append(("edited", "true")) }
        if let id { fields.append(("id", id.quotedForJSON)) }
        fields.append(("kind", kindName.quotedForJSON))
        if isOwn { fields.append(("own", "true")) }
        if !reactions.isEmpty {
            let entries = reactions.entries.map { entry in
                let nicks = entry.nicks.map(\.quotedForJSON).joined(separator: ",")
                return Self.object([("nicks", "[\(nicks)]"), ("text", entry.text.quotedForJSON)])
            }
            fields.append(("reactions", "[\(entries.joined(separator: ","))]"))
        }
        if isRedacted { fields.append(("removed", "true")) }
        fields.append(("text", text.plain.quotedForJSON))
        fields.append(("time", "\(time)".quotedForJSON))
        return Self.object(fields)
    }

    private static func object(_ fields: [(key: String, value: String)]) -> String {
        "{\(fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    private var kindName: String {
        switch kind {
        case .message: "message"
        case .action: "action"
        case .notice: "notice"
        case .presence: "presence"
        case .note: "note"
        case .fault: "fault"
        case .hole: "hole"
        }
    }
}
