import Chance
import Testing

@testable import ClientCore

@Suite("Cutting text into clusters")
struct ClustersTests {
    private func clusters(_ text: String) -> [String] {
        var all: [String] = []
        Clusters.visit(text) { cluster in
            all.append(cluster.text(in: text))
            return true
        }
        return all
    }

    @Test(
        "what is drawn as one stays together",
        arguments: [
            ("", []), ("ab", ["a", "b"]), ("你e\u{301}好", ["你", "e\u{301}", "好"]), ("👍🏽👨‍👩‍👧", ["👍🏽", "👨‍👩‍👧"]),
            ("🇨🇳🇯🇵", ["🇨🇳", "🇯🇵"]),
            ("1️⃣2", ["1️⃣", "2"]), ("ᄒ\u{1161}\u{11AB}글", ["ᄒ\u{1161}\u{11AB}", "글"]), ("ｶﾞ", ["ｶﾞ"]),
        ] as [(String, [String])])
    func together(_ text: String, _ expected: [String]) {
        #expect(clusters(text).map(scalars) == expected.map(scalars))
    }

    @Test(
        "what is wider than two columns comes in parts",
        arguments: [("あﾟ", ["あ", "ﾟ"]), ("ᄀᄀ가", ["ᄀ", "ᄀ", "가"]), ("\u{D4E}你", ["\u{D4E}", "你"])])
    func parts(_ text: String, _ expected: [String]) {
        #expect(clusters(text).map(scalars) == expected.map(scalars))
    }

    @Test("a visitor who has enough gets no more")
    func enough() {
        for text in ["abc", "e\u{301}e\u{301}", "あﾟあﾟ"] {
            var count = 0
            Clusters.visit(text) { _ in
                count += 1
                return false
            }
            #expect(count == 1)
        }
    }

    @Test("the clusters of any text join to the text, none wider than two columns", arguments: 0..<200)
    func joined(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        for text in [random.wild(count: 60), random.talk(words: 30)] {
            var end = 0
            Clusters.visit(text) { cluster in
                #expect(cluster.start == end && cluster.end > cluster.start)
                #expect((0...2).contains(cluster.columns))
                end = cluster.end
                return true
            }
            #expect(end == text.utf8.count)
            #expect(clusters(text).flatMap(scalars) == scalars(text))
        }
    }
}
