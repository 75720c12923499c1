/// A text that nobody is to see: a password. Whatever prints it, prints dots.
package struct Secret: Equatable, Sendable {
    /// The text itself, for what has to know it. It belongs into no line that a person or a file sees.
    package let revealed: String

    /// Hides a text.
    package init(_ text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Dots, always as many.
    package var description: String { "•••" }
    /// The same.
    package var debugDescription: String { description }
    /// Nothing to look into.
    package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
