import ChatProtocol
package import ClientCore

/// A line as `chat --export-log` prints it. Signs that a terminal would obey, or that hide what a line says, are spelled
/// out.
extension Line {
    /// `2026-11-23T09:02:00.000Z <aaa> hello`; a notice is `-aaa- hello`, an action `* aaa waves`, what nobody said
    /// `-- aaa joined`, what went wrong `!! connection lost`. A line that did not arrive says so at its end.
    package var exportedText: String {
        let author = (author ?? "").spelledOut
        let said =
            switch kind {
            case .message: "<\(author)>"
            case .action: "* \(author)"
            case .notice: "-\(author)-"
            case .presence, .note: "--"
            case .fault: "!!"
            }
        var text = "\(time) \(said) \(self.text.plain.spelledOut)"
        switch delivery {
        case .stands: break
        case .pending: text += " !! ..."
        case .failed(let reason): text += " !! " + reason.spelledOut
        }
        return text
    }

    /// One JSON object on one line, its keys in alphabetical order; `author`, `delivery`, `id` and `own` are there where
    /// they say something. The text is as it was shown, without its styles.
    package var exportedJSON: String {
        var fields: [(key: String, value: String)] = []
        if let author { fields.append(("author", author.quotedForJSON)) }
        switch delivery {
        case .stands: break
        case .pending: fields.append(("delivery", "pending".quotedForJSON))
        case .failed: fields.append(("delivery", "failed".quotedForJSON))
        }
        if let id { fields.append(("id", id.quotedForJSON)) }
        fields.append(("kind", kindName.quotedForJSON))
        if isOwn { fields.append(("own", "true")) }
        fields.append(("text", text.plain.quotedForJSON))
        fields.append(("time", "\(time)".quotedForJSON))
        return "{\(fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    private var kindName: String {
        switch kind {
        case .message: "message"
        case .action: "action"
        case .notice: "notice"
        case .presence: "presence"
        case .note: "note"
        case .fault: "fault"
        }
    }
}
