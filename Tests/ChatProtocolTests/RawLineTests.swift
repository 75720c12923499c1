import ChatProtocol
import Testing

@Suite("What raw clients read")
struct RawLineTests {
    struct Row: Sendable {
        let line: RawLine
        let text: String

        init(_ line: RawLine, _ text: String) {
            self.line = line
            self.text = text
        }
    }

    // The lists below are Python literals that ast.literal_eval reads as dictionaries of the same names.
    static let rows = [
        Row(.said(author: "aaa", text: "hello"), "aaa say: hello"),
        Row(.action(author: "aaa", text: "waves"), "* aaa waves"),
        Row(.notice(author: "aaa", text: "tea is ready"), "aaa notice: tea is ready"),
        Row(.text("您好"), "您好"),
        Row(.text(""), ""),
        Row(.members([]), "{}"),
        Row(.members([RawMember(nick: "aaa", host: "127.0.0.1", port: 4_675)]), "{'aaa': ('127.0.0.1', 4675)}"),
        Row(
            .members([RawMember(nick: "小明", host: "::1", port: 1), RawMember(nick: "b\\c", host: "it's", port: 0)]),
            "{'小明': ('::1', 1), 'b\\\\c': ('it\\'s', 0)}"),
    ]

    @Test("a line has the seed's words", arguments: rows)
    func text(_ row: Row) {
        #expect(row.line.text == row.text)
        var bytes = Array("before".utf8)
        row.line.encode(into: &bytes)
        #expect(bytes == Array(("before" + row.text + "\n").utf8))
    }

    @Test("a control becomes a space, so that a line is one line and no terminal is told anything")
    func controls() {
        var bytes: [UInt8] = []
        RawLine.text("a\nb\r\nc\u{1B}[31m\0\u{7F}\t\u{9B}31m\u{85}茶\u{A0}").encode(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "a b  c [31m    31m 茶\u{A0}\n")
    }
}
