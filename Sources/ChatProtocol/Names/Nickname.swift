/// A member's name in any script: validated, and folded once.
package struct Nickname: Sendable {
    /// As its owner writes it.
    package let display: String
    /// As it is found and compared.
    package let folded: String

    /// Signs that mean something elsewhere: in masks, in room names, in member lists, in the raw dialect.
    private static let reserved: Set<Unicode.Scalar> = [
        " ", ",", "*", "?", ".", "!", "@", ":", "<", ">", "'", "\"", ";", "#",
    ]
    /// Signs that a name may hold but not begin with: ranks, the raw dialect's help, a word of options.
    private static let reservedFirst: Set<Unicode.Scalar> = ["&", "~", "%", "+", "$", "-", "/"]

    /// 1 to `Limits.nick` bytes of letters, digits and marks of any script, or printable ASCII but for ` ,*?.!@:<>'";#`;
    /// not beginning with a digit of ASCII, a mark, or one of `&~%+$-/`; not the raw dialect's word `exit`.
    package init(_ text: String, casemapping: Casemapping) throws(NameError) {
        guard let first = text.unicodeScalars.first else { throw .empty }
        guard text.utf8.count <= Limits.nick else { throw .tooLong }
        let isASCIIOnly = casemapping != .unicode
        let folded = casemapping.fold(text)
        let isClean = text.unicodeScalars.allSatisfy {
            NameRules.isLetterDigitOrASCII($0) && !(isASCIIOnly && $0.value >= 0x80)
        }
        // Full-width signs fold to the reserved ones, so that it is the folded form that must be free of them.
        guard isClean, folded.unicodeScalars.allSatisfy({ !Self.reserved.contains($0) }), folded != "exit",
            let foldedFirst = folded.unicodeScalars.first, !Self.reservedFirst.contains(foldedFirst),
            !("0"..."9").contains(foldedFirst), !NameRules.isMark(first), !NameRules.isMark(foldedFirst)
        else { throw .malformed }
        display = text
        self.folded = folded
    }
}

extension Nickname: Hashable {
    package static func == (left: Nickname, right: Nickname) -> Bool { left.folded == right.folded }
    package func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
