/// The name under which the log knows a buffer: of which network, and of whom or what.
package struct LogName: Hashable, Sendable {
    /// The same for as long as the network is the same one: where it is reached, or what the person calls it.
    package let network: String
    /// As names are compared there; empty for the server's own buffer.
    package let folded: String

    /// A name of these two.
    package init(network: String, folded: String) {
        self.network = network
        self.folded = folded
    }
}

/// Where a line stands in the log.
package struct LogPlace: Hashable, Sendable {
    /// Names the line among all that the log ever had.
    package let number: Int64
    /// Rises along the lines of a buffer; of two that have the same, the one of the lower number comes first.
    package let order: Int64

    /// A place of these two.
    package init(number: Int64, order: Int64) {
        self.number = number
        self.order = order
    }
}

/// A line as the log has it.
package struct LoggedLine: Equatable, Sendable {
    /// Where it stands.
    package var place: LogPlace
    /// What it says. Its number means nothing to the log.
    package var line: Line

    /// A line at a place.
    package init(_ line: Line, at place: LogPlace) {
        self.line = line
        self.place = place
    }
}

/// What is kept of a buffer besides its lines.
package struct LoggedBuffer: Equatable, Sendable {
    /// Where the person was reading.
    package struct Reading: Equatable, Sendable {
        /// The line at the top.
        package var top: LogPlace
        /// Which of its rows.
        package var row: Int

        /// A row of a line.
        package init(top: LogPlace, row: Int) {
            self.top = top
            self.row = row
        }
    }

    /// Whose it is.
    package var name: LogName
    /// Whose conversation it is.
    package var kind: Buffer.Kind
    /// As the server writes it.
    package var target: String
    /// Among the open ones, from the top of the list.
    package var position: Int
    /// It is the one on the screen.
    package var isCurrent = false
    /// The person is in the room, or comes back to it when there is a connection again.
    package var isWanted = false
    /// What is typed and not sent.
    package var draft = ""
    /// Clusters of the draft before the cursor.
    package var cursor = 0
    /// nil: the newest lines.
    package var reading: Reading?
    /// The last line that the person has seen; nil where there is none.
    package var seen: LogPlace?
    /// The last line that was on the screen when the person cleared it.
    package var cleared: LogPlace?

    /// An open buffer of which nothing else is known.
    package init(_ name: LogName, kind: Buffer.Kind, target: String, position: Int) {
        self.name = name
        self.kind = kind
        self.target = target
        self.position = position
    }
}
