import Chance
import ChatProtocol
import Testing

@Suite("How names look")
struct SkeletonTests {
    private func look(_ name: String, _ casemapping: Casemapping = .unicode) -> Skeleton {
        Skeleton(of: name, casemapping: casemapping)
    }

    @Test(
        "names that are easily taken for each other look the same",
        arguments: [
            ("evan", "еvan"), ("paypal", "раураl"), ("scope", "ѕсоре"), ("ann", "𝐚𝐧𝐧"), ("paul", "ρaul"),
            ("bob1", "bobl"), ("bob1", "bobI"), ("alb", "a|b"), ("ann0", "annO"), ("ann0", "anno"), ("tom", "torn"),
            ("Ian", "lan"), ("ANN", "АNN"), ("Ｅｖａｎ", "еvan"), ("ö", "о\u{308}"), ("ổ", "о\u{302}\u{309}"),
            ("武士", "武土"), ("囗", "口"), ("ノa", "丿a"), ("ٵلف", "ا\u{674}لف"), ("e\u{301}", "é"),
        ])
    func same(_ one: String, _ other: String) {
        #expect(look(one) == look(other))
        #expect(look(one).hashValue == look(other).hashValue)
    }

    @Test(
        "names that only resemble each other do not",
        arguments: [
            ("ian", "lan"), ("ann", "anna"), ("jose", "josé"), ("a", "á"), ("小明", "小红"), ("己", "已"), ("已", "巳"),
            ("未", "末"), ("人", "入"), ("王", "玉"), ("大", "太"), ("天", "夫"), ("千", "干"), ("刀", "力"), ("ガス", "カス"),
            ("はは", "ばば"), ("각", "간"),
        ])
    func different(_ one: String, _ other: String) {
        #expect(look(one) != look(other))
    }

    @Test("among names of ASCII only case makes two look the same", arguments: [Casemapping.ascii, .rfc1459])
    func plain(_ casemapping: Casemapping) {
        #expect(look("Ann", casemapping) == look("aNN", casemapping))
        #expect(look("ann0", casemapping) != look("annO", casemapping))
        #expect(look("tom", casemapping) != look("torn", casemapping))
    }

    @Test("every common family name of China looks like itself alone")
    func families() {
        let families = [
            "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦",
            "昌马苗凤花方俞任袁柳丰鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹",
            "姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐",
            "邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊",
            "惠甄曲家封刘",
        ].joined()
        #expect(Set(families.map { look(String($0)) }).count == families.count)
    }

    @Test("two ways to write one name look the same, whatever the order of its marks", arguments: 1...50)
    func equivalents(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let letters = ["a", "é", "ü", "ệ", "и", "й", "ж", "ὰ", "가", "각", "한", "ガ", "パ", "ب", "क़", "ṩ", "明"]
        // Each of another class, so that their order does not count; some look like marks of yet another one.
        let marks = ["\u{301}", "\u{323}", "\u{64E}", "\u{327}", "\u{345}", "\u{5B9}", "\u{3099}", "\u{302D}"]
        for _ in 0..<50 {
            var name = ""
            var other = ""
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let letter = try #require(letters.randomElement(using: &random))
                let some = marks.filter { _ in Bool.random(using: &random) }
                name += letter + some.shuffled(using: &random).joined()
                other += apart(letter) + some.shuffled(using: &random).joined()
            }
            // `==` is canonical equivalence. A mark of the same class as one of the letter's own keeps its place.
            guard name == other else { continue }
            let scalars = [name, other].map { $0.unicodeScalars.map(\.value) }
            #expect(look(name) == look(other), "\(scalars)")
        }
    }

    @Test("a name looks like itself with any of its letters exchanged for a double", arguments: 1...50)
    func doubles(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let doubles = [
            "a": ["а", "𝐚", "α", "ａ", "A", "А"], "e": ["е", "ҽ", "𝑒", "E", "Е"], "o": ["о", "ο", "0", "օ", "O", "ｏ"],
            "p": ["р", "ρ", "P", "Р"], "c": ["с", "ϲ", "C", "Ⅽ", "С"], "l": ["1", "I", "|", "ӏ", "ا"],
            "m": ["rn", "м𝐧"],
            "n": ["ո", "𝐧", "N"], "x": ["х", "X", "Х"], "土": ["士"], "口": ["囗"], "小": [], "明": [],
        ]
        let letters = doubles.keys.sorted()
        for _ in 0..<50 {
            let count = Int.random(in: 1...8, using: &random)
            let parts = (0..<count).compactMap { _ in letters.randomElement(using: &random) }
            let name = parts.joined()
            let double = parts.map { part in
                let choices = (doubles[part] ?? []).filter { look($0) == look(part) }
                return Bool.random(using: &random) ? choices.randomElement(using: &random) ?? part : part
            }.joined()
            #expect(look(name) == look(double), "\(name) \(double)")
            let longer = name + (try #require(letters.randomElement(using: &random)))
            #expect(look(longer) != look(double), "\(longer) \(double)")
        }
    }

    /// The letter in its parts, where it has some.
    private func apart(_ letter: String) -> String {
        let parts = [
            "é": "e\u{301}", "ü": "u\u{308}", "ệ": "e\u{323}\u{302}", "й": "и\u{306}", "ὰ": "α\u{300}",
            "가": "\u{1100}\u{1161}",
            "각": "\u{1100}\u{1161}\u{11A8}", "한": "\u{1112}\u{1161}\u{11AB}", "ガ": "カ\u{3099}", "パ": "ハ\u{309A}",
            "क़": "क\u{93C}", "ṩ": "s\u{307}\u{323}",
        ]
        return parts[letter] ?? letter
    }
}
