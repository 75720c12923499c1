/// A moment on a clock that only goes forward: milliseconds since the program started.
package struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the start.
    package var milliseconds: Int64

    /// The moment so many milliseconds after the start.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment so many milliseconds later.
    package func later(by milliseconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + milliseconds)
    }

    /// Earlier comes first.
    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}
