/// One line of IRC taken apart: `@tags :source VERB parameters`.
package struct Message: Equatable, Sendable {
    /// In the order of the line; where a key comes twice, the last one counts.
    package var tags: [Tag]
    /// Without its `:`; nil where the line has none.
    package var source: String?
    /// As it was written: comparing is the reader's business.
    package var verb: String
    /// At most `Limits.parameters`; the last may hold spaces.
    package var parameters: [String]

    package init(tags: [Tag] = [], source: String? = nil, _ verb: String, _ parameters: [String] = []) {
        self.tags = tags
        self.source = source
        self.verb = verb
        self.parameters = parameters
    }

    /// The value of a tag; nil where it is not there, empty where it has none.
    package subscript(tag key: String) -> String? { tags.last { $0.key == key }?.value }
}

/// Why a line is no message: what was wrong, and what could be read of it, so that the answer can name it.
package struct MessageError: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// Nothing but spaces: not worth an answer.
        case empty
        case nul
        /// A CR that is not at the line's end, or an LF.
        case carriageReturn
        case invalidUTF8
        /// Too many bytes of tags, or more of them than `Limits.tags`.
        case tagsTooLong
        case bodyTooLong
        /// A verb of anything but letters and digits.
        case malformedVerb
    }

    package let reason: Reason
    /// nil where it could not be read or is malformed.
    package let verb: String?
    /// The value of the `label` tag, for the answer; nil where none could be read.
    package let label: String?

    package init(_ reason: Reason, verb: String? = nil, label: String? = nil) {
        self.reason = reason
        self.verb = verb
        self.label = label
    }
}
