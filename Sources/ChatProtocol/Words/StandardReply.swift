/// `FAIL`, `WARN` or `NOTE` (IRCv3 standard-replies).
package struct StandardReply: Equatable, Sendable {
    package enum Severity: String, Equatable, Sendable {
        case fail = "FAIL"
        case warn = "WARN"
        case note = "NOTE"
    }

    package var severity: Severity
    /// `*` where the line was no command.
    package var command: String
    package var code: String
    package var context: [String]
    package var text: String

    package init(_ severity: Severity, _ command: String, _ code: String, _ context: [String] = [], _ text: String) {
        self.severity = severity
        self.command = command
        self.code = code
        self.context = context
        self.text = text
    }
}
