import ChatProtocol
import Testing

@Suite("Comparing names")
struct CasemappingTests {
    struct Row: Sendable {
        let name: String
        let ascii: String
        let rfc1459: String
        let unicode: String

        init(_ name: String, ascii: String, rfc1459: String, unicode: String) {
            self.name = name
            self.ascii = ascii
            self.rfc1459 = rfc1459
            self.unicode = unicode
        }
    }

    static let rows = [
        Row("ann", ascii: "ann", rfc1459: "ann", unicode: "ann"),
        Row("ANN_9", ascii: "ann_9", rfc1459: "ann_9", unicode: "ann_9"),
        Row("@Z`{", ascii: "@z`{", rfc1459: "@z`{", unicode: "@z`{"),
        Row("[]\\^", ascii: "[]\\^", rfc1459: "{}|~", unicode: "[]\\^"),
        Row("{}|~", ascii: "{}|~", rfc1459: "{}|~", unicode: "{}|~"),
        Row("A[É", ascii: "a[É", rfc1459: "a{É", unicode: "a[é"),
        Row("ÀΣЖ", ascii: "ÀΣЖ", rfc1459: "ÀΣЖ", unicode: "àσж"),
        Row("小明", ascii: "小明", rfc1459: "小明", unicode: "小明"),
        Row("ＡＺ！～", ascii: "ＡＺ！～", rfc1459: "ＡＺ！～", unicode: "az!~"),
        Row("ｶﾅ", ascii: "ｶﾅ", rfc1459: "ｶﾅ", unicode: "カナ"),
        Row("", ascii: "", rfc1459: "", unicode: ""),
    ]

    @Test("a name is found under its folded form", arguments: rows)
    func fold(_ row: Row) {
        #expect(Casemapping.ascii.fold(row.name) == row.ascii)
        #expect(Casemapping.rfc1459.fold(row.name) == row.rfc1459)
        #expect(Casemapping.unicode.fold(row.name) == row.unicode)
    }

    @Test("folding what is folded changes nothing", arguments: [Casemapping.ascii, .rfc1459, .unicode])
    func once(_ casemapping: Casemapping) {
        for value in 0...0x1_FFFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let folded = casemapping.fold(String(scalar))
            guard casemapping.fold(folded) == folded else {
                Issue.record("U+\(String(value, radix: 16)) folds to \(folded)")
                return
            }
        }
    }

    @Test("every kana of half width is one of the usual width")
    func kana() {
        let narrow = String(String.UnicodeScalarView((0xFF66...0xFF9D).compactMap { Unicode.Scalar(UInt32($0)) }))
        #expect(
            Casemapping.unicode.fold(narrow)
                == "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン")
        #expect(Casemapping.unicode.fold("｡｢｣､･") == "。「」、・")
        #expect(Casemapping.unicode.fold("ﾊﾟﾊﾞ") == "パバ")
    }

    @Test("every sign of full width is one of ASCII")
    func fullWidth() {
        let wide = String(String.UnicodeScalarView((0xFF01...0xFF5E).compactMap { Unicode.Scalar(UInt32($0)) }))
        let usual = String(decoding: (0x21...0x7E).map { UInt8($0) }, as: UTF8.self)
        #expect(Casemapping.unicode.fold(wide) == Casemapping.unicode.fold(usual))
    }
}
