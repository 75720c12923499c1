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

    /// - Parameters:
    ///   - line: the one that is answered; nil where it is not known here.
    ///   - coversHidden: whether what is hidden in it is left out.
    init(id: String, _ line: Line?, coversHidden: Bool = true) {
        self.id = id
        author = line?.author ?? ""
        let text = coversHidden ? line?.text.coveringConcealed { _ in "…" } : line?.text
        let whole = text?.plain.prefix { $0 != "\n" } ?? ""
        let start = whole.prefix(Self.length)
        self.text = start.endIndex < whole.endIndex ? start + "…" : String(start)
    }
}
