/// The character sets that a program can choose between: ASCII, and the line drawing of the DEC terminals.
enum CharacterSet: Equatable, Sendable {
    case ascii, lineDrawing

    /// Named by the last byte of `ESC ( ...`; nil for one that nobody needs any more.
    init?(designator: UInt8) {
        switch designator {
        case UInt8(ascii: "B"): self = .ascii
        case UInt8(ascii: "0"): self = .lineDrawing
        default: return nil
        }
    }

    /// What 0x5F to 0x7E stand for in line drawing; 0x5F is a blank.
    private static let lines = Array(" ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·".unicodeScalars)

    func drawn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard self == .lineDrawing, (0x5F...0x7E).contains(scalar.value) else { return scalar }
        return Self.lines[Int(scalar.value) - 0x5F]
    }
}
