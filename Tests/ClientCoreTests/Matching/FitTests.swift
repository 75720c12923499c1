import Chance
import Testing

@testable import ClientCore

@Suite("finding a name by a part of it, or by how it is read")
struct FitTests {
    @Test(
        "well-known names, by initials, by whole readings and by both",
        arguments: [
            ("小明", ["x", "xm", "xiaoming", "xiaom", "xming", "xiaomi", "XM"]),
            ("王小红", ["wxh", "wangxiaohong", "wangxh", "wxiaohong"]),
            ("张三", ["zs", "zhs", "zhangsan", "zhangs"]), ("李四", ["ls", "lisi"]),
            ("陈奕迅", ["cyx", "chyx", "chenyixun"]), ("周杰伦", ["zjl", "zhoujielun"]),
            ("吕布", ["lb", "lvbu", "lubu"]), ("女娲", ["nw", "nvwa"]), ("略", ["lve", "lue"]),
            ("龙应台", ["lyt", "longyingtai"]), ("龍應台", ["lyt", "longyingtai"]),
            ("小明2", ["xm2", "xiaoming2"]), ("a小明", ["axm"]), ("欧阳", ["oy", "ouyang"]),
        ])
    func readings(name: String, typed: [String]) {
        for typed in typed { #expect(TypedName(typed).fit(of: name) == .reading, "\(typed)") }
    }

    @Test(
        "a character with several readings fits each of the common ones",
        arguments: [
            ("单田芳", ["stf", "dtf", "shantianfang", "dantianfang", "chantf"]), ("仇英", ["qy", "cy", "qiuying"]),
            ("查良镛", ["zly", "cly", "zhaliangyong", "chaliangyong"]), ("解缙", ["xj", "jj", "xiejin", "jiejin"]),
            ("重庆", ["cq", "zq", "chongqing", "zhongqing"]), ("长乐", ["cl", "zl", "changle", "zhangyue"]),
            ("曾国藩", ["zgf", "cgf", "zengguofan"]), ("任贤齐", ["rxq", "renxianqi"]), ("区小明", ["oxm", "qxm"]),
            ("朴树", ["ps", "piaoshu", "pushu"]), ("行", ["x", "h", "xing", "hang"]),
        ])
    func polyphonic(name: String, typed: [String]) {
        for typed in typed { #expect(TypedName(typed).fit(of: name) == .reading, "\(typed)") }
    }

    @Test(
        "what is not read so does not fit",
        arguments: [
            ("小明", "xn"), ("小明", "xmm"), ("小明", "xiaming"), ("小明", "xaming"), ("小明", "mx"), ("bbb", "c"),
            ("小明", "x1"), ("小明", "xm "), ("しん", "s"), ("", "a"), ("小明", "xiaomingx"),
        ])
    func strangers(name: String, typed: String) {
        #expect(TypedName(typed).fit(of: name) == nil)
    }

    @Test(
        "the beginning comes before the reading, and that before what is inside",
        arguments: [
            ("xm", ["小明", "axm", "xmas"], ["xmas", "小明", "axm"]),
            ("ming", ["小明", "Ming", "bming"], ["Ming", "小明", "bming"]),
            ("明", ["小明", "明"], ["明", "小明"]), ("", ["b", "a"], ["b", "a"]), ("ОЛ", ["Ольга"], ["Ольга"]),
        ])
    func order(typed: String, names: [String], fitting: [String]) {
        #expect(TypedName(typed).fitting(names) { $0 } == fitting)
    }

    @Test("no name and no typed text is too odd", arguments: 0..<200)
    func odd(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let name = random.wild(count: 40)
        #expect(TypedName("").fit(of: name) == .beginning)
        #expect(TypedName(name).fit(of: name) == .beginning)
        _ = TypedName(String(repeating: "x", count: 60 + seed % 9)).fit(of: String(repeating: "小", count: 100) + name)
    }

    @Test("every character of the table is found with each of its readings, and no other is")
    func table() {
        for line in PinyinTable.lines.description.split(separator: "\n") {
            let parts = line.split(separator: " ")
            #expect(parts.count == 2 && parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) })
            for scalar in parts[1].unicodeScalars {
                #expect(Pinyin.readings(of: scalar).contains(Array(parts[0].utf8)), "\(scalar)")
            }
        }
        for scalar: Unicode.Scalar in ["a", "あ", "한", "\u{33FF}", "\u{A000}", "😀", "\u{10FFFF}"] {
            #expect(Pinyin.readings(of: scalar).isEmpty)
        }
    }
}
