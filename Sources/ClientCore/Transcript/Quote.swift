/// The beginning of a line that another line answers. Both texts are safe to draw.
package struct Quote: Equatable, Sendable {
    /// Clusters of the line that are shown.
    static let length = 60

    /// The server's id of the line.
    package let id: String
    /// Empty where the line is not known here.
    package let author: String
    /// The first line of it, as far as that is shown.
    package let text: String

    /// A quote that was made before; both texts are made as safe and short as they are of a line.
    package init(id: String, author: String, text: String) {
        self.id = id
        self.author = Sanitiser.clean(author)
        // One more for the sign that says that there was more.
        self.text = String(Sanitiser.clean(text).prefix(Self.length + 1))
    }

    /// - Parameter line: the one that is answered; nil where it is not known here.
    init(id: String, _ line: Line?) {
        self.id = id
        author = line?.author ?? ""
        let whole = line?.text.plain.prefix { $0 != "\n" } ?? ""
        let start = whole.prefix(Self.length)
        text = start.endIndex < whole.endIndex ? start + "…" : String(start)
    }
}
