/// One row of a list that a person chooses from.
package struct Choice: Equatable, Sendable {
    /// What stands in the line once it is chosen.
    package let text: String
    /// What the list shows. Safe to draw.
    package let label: String
    /// What it is for, behind the label; nil where the label says all.
    package let detail: Summary?

    init(_ text: String, label: String? = nil, detail: Summary? = nil) {
        self.text = text
        self.label = label ?? text
        self.detail = detail
    }
}
