extension Screen {
    /// One column of one row.
    package struct Cell: Equatable, Sendable {
        /// How it is drawn.
        package var style: Style
        private var content: Content

        /// Nearly every cell holds one scalar, which is kept without a string: a string's reference counting would take
        /// two thirds of the time that a picture takes.
        private enum Content: Equatable, Sendable {
            case continuation
            case scalar(Unicode.Scalar)
            case cluster(String)

            init(_ text: String) {
                let scalars = text.unicodeScalars
                switch scalars.first {
                case nil: self = .continuation
                case let first? where UTF8.width(first) == text.utf8.count: self = .scalar(first)
                default: self = .cluster(text)
                }
            }
        }

        /// One grapheme cluster, already made safe to draw; empty in the right half of a wide one.
        package var text: String {
            get {
                switch content {
                case .continuation: ""
                case .scalar(let scalar): String(scalar)
                case .cluster(let text): text
                }
            }
            set { content = Content(newValue) }
        }

        /// A cell of a cluster.
        package init(text: String, style: Style) {
            content = Content(text)
            self.style = style
        }

        /// A cell of a cluster that is one scalar.
        init(_ scalar: Unicode.Scalar, _ style: Style) {
            content = .scalar(scalar)
            self.style = style
        }

        /// A space in the plain style.
        package static let blank = Cell(" ", .plain)

        /// The right half of a wide cluster.
        package static func continuation(_ style: Style) -> Cell { Cell(text: "", style: style) }

        /// True for the right half of a wide cluster.
        package var isContinuation: Bool { content == .continuation }
        /// True if a person sees nothing in it: a space.
        var isBlank: Bool { content == .scalar(" ") }
    }
}
