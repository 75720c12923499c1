import Chance
import ChatProtocol
import Testing

@Suite("Masks")
struct MaskTests {
    struct Row: Sendable {
        let mask: String
        let text: String

        init(_ mask: String, _ text: String) {
            self.mask = mask
            self.text = text
        }
    }

    @Test(
        "a mask matches",
        arguments: [
            Row("", ""), Row("*", ""), Row("**", ""), Row("*", "abc"), Row("a*c", "ac"), Row("a*c", "abcbc"),
            Row("*b*", "abc"), Row("a?c", "abc"), Row("a?c", "a明c"), Row("??", "小明"), Row("*?", "小"), Row("*明", "小明"),
            Row("小*!*@*", "小明!a@b"), Row("*a*b*c*", "xaxbxcx"), Row("*aab", "aaaab"), Row("?*?", "小明"),
            Row("a**b", "ab"), Row("*?b", "ébb"), Row("a*", "a\u{301}"), Row("*!*@*", "a!\u{301}@b"),
        ])
    func matches(_ row: Row) {
        #expect(Mask(row.mask).matches(row.text))
    }

    @Test(
        "a mask does not match",
        arguments: [
            Row("", "a"), Row("?", ""), Row("a", ""), Row("a", "A"), Row("a*c", "abcb"), Row("??", "明"), Row("?", "小明"),
            Row("???", "小明"), Row("*?b?", "éb"), Row("*??", "明"), Row("*???bc", "éébc"), Row("a?c", "ac"),
            Row("*b", "abc"),
            Row("[ab]", "a"), Row("\\*", "a"),
        ])
    func fails(_ row: Row) {
        #expect(!Mask(row.mask).matches(row.text))
    }

    @Test("a mask agrees with the plainest way to match", arguments: [1, 2, 3] as [UInt64])
    func agrees(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2_000 {
            let mask = random.text(of: ["*", "?", "a", "b", "é"], 0...6)
            let text = random.text(of: ["a", "b", "é", "明"], 0...6)
            let isMatch = Self.matches(Array(mask.unicodeScalars)[...], Array(text.unicodeScalars)[...])
            #expect(Mask(mask).matches(text) == isMatch, "\(mask) and \(text)")
        }
    }

    private static func matches(_ mask: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        switch mask.first {
        case nil: text.isEmpty
        case "*": matches(mask.dropFirst(), text) || (!text.isEmpty && matches(mask, text.dropFirst()))
        case let sign?:
            !text.isEmpty && (sign == "?" || sign == text.first) && matches(mask.dropFirst(), text.dropFirst())
        }
    }
}
