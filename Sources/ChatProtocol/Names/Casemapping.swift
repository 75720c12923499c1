/// How two names are compared.
package enum Casemapping: String, Sendable {
    case ascii
    /// Beside ASCII, `{}|^` are the small forms of `[]\~` (RFC 1459, 2.2).
    case rfc1459
    /// Any script: RFC 8265's UsernameCaseMapped. Full-width ASCII and half-width kana equal the usual ones, case does
    /// not count.
    case unicode

    /// The form under which a name is found. Compare folded names with `==`, which also equates composed and decomposed
    /// forms of the same text (Unicode canonical equivalence).
    package func fold(_ name: String) -> String {
        // Nothing here that any of the three would change: no capital, no `[]\^`.
        if name.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5E).contains($0) }) { return name }
        switch self {
        case .ascii: return Self.lowerASCII(name)
        case .rfc1459:
            let bytes = name.utf8.map { (0x41...0x5E).contains($0) ? $0 | 0x20 : $0 }
            return String(decoding: bytes, as: UTF8.self)
        case .unicode:
            if name.utf8.allSatisfy({ $0 < 0x80 }) { return Self.lowerASCII(name) }
            var narrow = String.UnicodeScalarView()
            for scalar in name.unicodeScalars { narrow.append(Self.usualWidth(scalar)) }
            return String(narrow).lowercased()
        }
    }

    private static func lowerASCII(_ name: String) -> String {
        String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Full-width ASCII is ASCII of another width, half-width kana are kana (RFC 8265, 3.3.2, width mapping rule).
    package static func usualWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0xFF61...0xFF9F: kana[Int(scalar.value - 0xFF61)]
        default: scalar
        }
    }

    /// The usual forms of U+FF61 to U+FF9F, in their order.
    private static let kana = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}"
            .unicodeScalars)
}
