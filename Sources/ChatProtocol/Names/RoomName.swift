/// A room's name in any script, its `#` included: validated, and folded once.
package struct RoomName: Sendable {
    /// As its maker wrote it.
    package let display: String
    /// As it is found and compared.
    package let folded: String

    /// `#` and 1 to `Limits.room` - 1 bytes of anything that is drawn, but for `,`, `*`, `?`, `:` and `"`, and but for
    /// a mark behind the `#`, which would be drawn on it.
    package init(_ text: String, casemapping: Casemapping) throws(NameError) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.first == UInt8(ascii: "#"), text.utf8.count > 1 else { throw .malformed }
        guard text.utf8.count <= Limits.room else { throw .tooLong }
        let isASCIIOnly = casemapping != .unicode
        let folded = casemapping.fold(text)
        guard NameRules.areDrawn(text.unicodeScalars.dropFirst()), !isASCIIOnly || text.utf8.allSatisfy({ $0 < 0x80 }),
            folded.unicodeScalars.allSatisfy({ !Self.reserved.contains($0) })
        else { throw .malformed }
        display = text
        self.folded = folded
    }

    private static let reserved: Set<Unicode.Scalar> = [",", "*", "?", ":", "\"", " "]
}

extension RoomName: Hashable {
    package static func == (left: RoomName, right: RoomName) -> Bool { left.folded == right.folded }
    package func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
