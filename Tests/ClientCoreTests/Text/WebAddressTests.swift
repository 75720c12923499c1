import Chance
import Testing

@testable import ClientCore

@Suite("Web addresses in running text")
struct WebAddressTests {
    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return WebAddress.ranges(in: text).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private static let rows: [(String, [String])] = [
        ("see https://example.org", ["https://example.org"]),
        ("看https://example.org/路径，好", ["https://example.org/路径"]),
        ("看https://example.org，好", ["https://example.org"]), ("看https://example.org这个", ["https://example.org"]),
        ("https://a.io/b-c这个怎么样", ["https://a.io/b-c"]), ("（https://a.io/b）", ["https://a.io/b"]),
        ("《https://a.io/b》。", ["https://a.io/b"]),
        ("https://a.io/b。https://a.io/c", ["https://a.io/b", "https://a.io/c"]),
        ("https://a.io/b，http://c.io", ["https://a.io/b", "http://c.io"]), ("https://a.io/b…", ["https://a.io/b"]),
        ("https://例子.中国/路径?问=答#节", ["https://例子.中国/路径?问=答#节"]), ("https://a.io/?q=中文 好", ["https://a.io/?q=中文"]),
        ("https://bücher.example/é", ["https://bücher.example/é"]), ("https://a.io/Привет,", ["https://a.io/Привет"]),
        ("https://a.io/b.", ["https://a.io/b"]), ("https://a.io/b?!", ["https://a.io/b"]),
        ("(https://a.io/b),", ["https://a.io/b"]), ("https://a.io/A_(b)", ["https://a.io/A_(b)"]),
        ("(see https://a.io/A_(b))", ["https://a.io/A_(b)"]), ("[https://a.io/b]", ["https://a.io/b"]),
        ("<https://a.io/b>", ["https://a.io/b"]), ("\"https://a.io/b\"", ["https://a.io/b"]),
        ("*https://a.io/b*", ["https://a.io/b"]),
        ("https://a.io:8080/b;c=d?e=f&g#h", ["https://a.io:8080/b;c=d?e=f&g#h"]),
        ("HTTPS://A.IO/B", ["HTTPS://A.IO/B"]), ("http://[::1]:6667/x", ["http://[::1]:6667/x"]),
        ("http://me@a.io", ["http://me@a.io"]), ("irc://irc.example/#swift", ["irc://irc.example/#swift"]),
        ("ircs://irc.example", ["ircs://irc.example"]), ("mailto:ann@example.org.", ["mailto:ann@example.org"]),
        ("写信到mailto:ann@example.org？好", ["mailto:ann@example.org"]), ("https://a.io/b‹1B›", ["https://a.io/b"]),
        ("https://a.io/❤️", ["https://a.io/"]), ("https://a.io/a.然后", ["https://a.io/a"]),
        ("网址:https://a.io", ["https://a.io"]), ("https://a.io/b: next", ["https://a.io/b"]),
    ]

    @Test("an address ends where a person would end it", arguments: rows)
    func ends(_ text: String, _ addresses: [String]) {
        #expect(found(text) == addresses)
    }

    @Test(
        "nothing else is an address",
        arguments: [
            "", ":", "://", "https:", "https://", "https:// x", "https:///x", "https://-x", "javascript:alert(1)",
            "file:///etc/passwd", "ftp://a.io", "data:text/html,x", "xhttps://a.io", "x-http://a.io", "12:30", "a:b",
            "ssh://a.io", "mailto:", "mailto:@a.io", "mailto:ann", "mailto:ann@", "mailto:ann@，", "https://，",
            "：//a.io",
        ])
    func none(_ text: String) {
        #expect(found(text) == [])
    }

    @Test("an address too long for a terminal is none, and so are those after many")
    func bounds() {
        let longest = "https://" + String(repeating: "a", count: WebAddress.longest - 8)
        #expect(found(longest) == [longest])
        #expect(found(longest + "a") == [])
        #expect(found(longest + "a https://a.io") == ["https://a.io"])
        #expect(found(String(repeating: "https://a.io ", count: 200)).count == WebAddress.most)
        // What is encoded is three times as long.
        let chinese = "https://a.io/" + String(repeating: "路", count: WebAddress.longest / 6)
        #expect(StyledText(chinese).linked(as: 1).runs.allSatisfy { $0.link == nil })
        #expect(StyledText(chinese).linked(as: 1).plain == chinese)
    }

    @Test("a link is printable ASCII of an allowed scheme, whatever stood in the text", arguments: 0..<60)
    func property(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        var text = ""
        for _ in 0..<20 {
            text +=
                ["https://", "http://a.io/", "mailto:a@", " ", "，", "irc:", "/", "javascript:"].randomElement(
                    using: &random) ?? ""
            text += random.wild(count: 4) + random.talk(words: 2)
        }
        for text in [text, Sanitiser.clean(text)] {
            let linked = StyledText(text).linked(as: 7)
            #expect(scalars(linked.plain) == scalars(text))
            for run in linked.runs {
                guard let link = run.link else { continue }
                #expect(link.address.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                #expect(link.address.utf8.count <= WebAddress.longest)
                #expect(WebAddress.schemes.contains(String(link.address.prefix { $0 != ":" })))
            }
        }
    }
}

@Suite("Links in styled text")
struct HyperlinkTests {
    private let bold = Style(.plain, .bold)

    @Test("what no address holds is encoded")
    func encoded() {
        #expect(Hyperlink("HTTP://a.io/é 路", occurrence: 1)?.address == "http://a.io/%C3%A9%20%E8%B7%AF")
        #expect(Hyperlink("javascript:x", occurrence: 1) == nil)
        #expect(Hyperlink("https://a.io/\u{1B}\\\u{7}", occurrence: 1)?.address == "https://a.io/%1B%5C%07")
    }

    @Test("an address in several styles is one link, the same one twice are two")
    func runs() {
        var text = StyledText("a https://x.io/")
        text.append("b", bold)
        text.append(" https://x.io/b")
        let linked = text.linked(as: 3)
        #expect(linked.runs.map(\.text) == ["a ", "https://x.io/", "b", " ", "https://x.io/b"])
        #expect(
            linked.runs.map { $0.link?.address } == [nil, "https://x.io/b", "https://x.io/b", nil, "https://x.io/b"])
        #expect(linked.runs[1].link == linked.runs[2].link && linked.runs[2].link != linked.runs[4].link)
        #expect(linked.runs[2].style == bold)
        #expect(text.linked(as: 4).runs[1].link != linked.runs[1].link)
        #expect(linked.adding(.dim).runs.map(\.link) == linked.runs.map(\.link))
        #expect(linked.inked(.faint).runs.map(\.link) == linked.runs.map(\.link))
    }

    @Test("both halves of a wrapped address are the same link, and the screen knows their cells")
    func wrapped() {
        let lines = Wrapping.wrap(StyledText("看https://example.org/a/very/long/path，好").linked(as: 1), columns: 16)
        var screen = Screen(columns: 20, rows: 4)
        for (row, line) in lines.enumerated() { screen.put(line, row: row, column: 2) }
        #expect(screen.description == "  看\n  https://example.\n  org/a/very/long/\n  path，好")
        #expect(screen.links.map(\.row) == [1, 2, 3])
        #expect(screen.links.map(\.columns) == [2..<18, 2..<18, 2..<6])
        #expect(Set(screen.links.map(\.link)).count == 1)
        #expect(screen.link(row: 2, column: 15)?.address == "https://example.org/a/very/long/path")
        #expect(screen.link(row: 3, column: 6) == nil && screen.link(row: 0, column: 2) == nil)
        #expect(screen.link(row: -1, column: 2) == nil && screen.link(row: 99, column: 2) == nil)
    }

    @Test("what is written over a link leads nowhere; its style may change")
    func overwritten() {
        var screen = Screen(columns: 20, rows: 2)
        screen.put(StyledText("https://a.io").linked(as: 1), row: 0, column: 0)
        screen.setStyle(bold, row: 0, columns: 0..<20)
        #expect(screen.links.map(\.columns) == [0..<12])
        screen.put("好", row: 0, column: 4)
        #expect(screen.links.map(\.columns) == [0..<4, 6..<12])
        screen.fill(row: 0, columns: 0..<2)
        #expect(screen.links.map(\.columns) == [2..<4, 6..<12])
        screen.put(StyledText("http://b.io").linked(as: 2), row: 0, column: 3)
        #expect(screen.links.map(\.columns) == [2..<3, 3..<14])
        screen.clear()
        #expect(screen.links.isEmpty)
    }

    @Test("a message's address can be clicked, and so can the topic's")
    func onScreen() throws {
        var chat = try Chat.inLobby()
        chat.hears(":aaa!u@h TOPIC #lobby :规则 https://example.org/rules")
        chat.hears(":aaa!u@h PRIVMSG #lobby :看\u{02}https://example.org/路径\u{02}，好")
        let screen = chat.model.view()
        let addresses = Set(screen.links.map(\.link.address))
        #expect(addresses == ["https://example.org/rules", "https://example.org/%E8%B7%AF%E5%BE%84"])
        // The topic's row, the line that tells of it, and the message.
        #expect(Set(screen.links.map(\.link)).count == 3)
    }
}
