/// What a server or a member can send that a terminal must not see.
enum HostileLines {
    /// Lines in which `%` is any field: source, target, text, tag, numeric, batch, metadata.
    static let templates = [
        ":%!u@h PRIVMSG #lobby :x", ":n!%@% PRIVMSG #lobby :x", ":n!u@h PRIVMSG #lobby :%", ":n!u@h PRIVMSG me :%",
        ":n!u@h PRIVMSG % :x", ":n!u@h PRIVMSG #lobby :\u{1}ACTION %\u{1}", ":n!u@h NOTICE #lobby :%",
        ":% NOTICE me :%",
        ":% % % :%", "% % %", "@% :n!u@h PRIVMSG #lobby :x",
        "@msgid=%;time=%;account=%;label=% :n!u@h PRIVMSG #lobby :tags",
        "@+draft/reply=%;+draft/react=%;+typing=% :n!u@h TAGMSG #lobby", ":n!u@h JOIN #lobby % :%",
        ":%!u@h JOIN #lobby",
        ":n!u@h JOIN %", ":me!u@h JOIN #%", ":me!u@h JOIN %", ":n!u@h PART #lobby :%", ":n!u@h QUIT :%",
        ":n!u@h NICK :%",
        ":n!u@h NICK %", ":n!u@h TOPIC #lobby :%", ":s 332 me #lobby :%", ":s 332 me % :%", ":n!u@h KICK #lobby bbb :%",
        ":n!u@h KICK #lobby % :%", ":n!u@h MODE #lobby +o %", ":n!u@h MODE #lobby %", ":% MODE me %",
        ":n!u@h INVITE me %",
        ":n!u@h AWAY :%", ":n!u@h SETNAME :%", ":n!u@h ACCOUNT %", ":n!u@h CHGHOST % %",
        ":s 353 me = #lobby :% @% +%!%@%",
        ":s 366 me #lobby :%", ":s 366 me %", ":s 005 me NETWORK=% CHANTYPES=# PREFIX=(ov)@+ :%",
        ":s 311 me % % % * :%",
        ":s 319 me % :%", ":s 317 me % % % :%", ":s 318 me % :%", ":s 301 me % :%", ":s 401 me % :%",
        ":s 403 me #lobby :%",
        ":s 433 me % :%", ":s 999 me % :%", ":s % me % :%", ":s 372 me :- %", ":s 375 me :%", ":s 322 me % % :%",
        ":s FAIL % % % :%", ":s WARN JOIN % #lobby :%", ":s NOTE * % :%", ":s BATCH +% chathistory #lobby",
        ":s BATCH +b% chathistory %", "@batch=%;msgid=% :n!u@h PRIVMSG #lobby :%", ":s BATCH -%",
        ":s BATCH +x netsplit % %",
        "@batch=x :n!u@h QUIT :%", ":s BATCH -x", ":s METADATA % % % :%", ":s 761 me % % * :%",
        ":s MARKREAD % timestamp=%",
        "@batch=% :s BATCH +% %", ":n!u@h REDACT #lobby % :%", ":n!u@h RENAME #lobby % :%", ":s CAP * LS :% %=%",
        ":s CAP me NEW :%", ":s PONG % :%", ":s 730 me :%", ":s WALLOPS :%", ":%", "@%", "@=%;; :%", ": % :%",
    ]

    /// What stands in the field.
    static let payloads: [[UInt8]] =
        texts.map { Array($0.utf8) } + [
            [0x9B, 0x33, 0x31, 0x6D], [0x90, 0x9C], [0xED, 0xA0, 0x80], [0xC0, 0x9B], [0xFF, 0xFE],
            [0xF4, 0x90, 0x80, 0x80],
            [0xE4, 0xBD], [0x80, 0x1B, 0x5B, 0x48],
        ]

    private static let texts = [
        "\u{1B}[2J\u{1B}[H", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{1B}]8;;http://x\u{1B}\\",
        "\u{1B}Pq\u{1B}\\",
        "\u{9B}31m\u{9D}0;x\u{9C}", "\u{1B}", "\u{1B}[", "\u{7}\u{8}\u{B}\u{C}\u{E}\u{F}", "\u{7F}\u{5}\u{18}", "\t\t",
        "\r",
        "\u{202E}abc\u{202C}", "\u{2066}\u{2067}\u{2068}", "\u{200F}\u{61C}\u{200E}", "\u{2028}\u{2029}\u{85}",
        repeated("\u{200B}", 300), repeated("\u{200D}", 300), repeated("\u{FE0F}", 300), repeated("\u{1F3FB}", 200),
        "a" + repeated("\u{301}", 500), repeated("\u{20DD}", 300), repeated("\u{1161}", 200),
        repeated("\u{E0041}", 200),
        repeated("\u{FEFF}\u{2060}\u{AD}", 100), repeated("👨\u{200D}", 100), repeated("🇨", 99), repeated("👍🏽", 50),
        "🏴\u{E0067}\u{E007F}",
        "\u{E000}\u{F8FF}\u{FFFE}\u{10FFFF}", "ﷺ𒐫꧅", "x" + repeated("ก็", 200), repeated("क्षि", 60), repeated("ﾞ", 90),
        "\u{D4E}🇨🇳",
        "\u{3}04,12red\u{2}bold\u{1D}\u{1F}\u{16}\u{11}\u{1E}\u{F}", "\u{4}FF0000,00FF00",
        "https://a.io/\u{1B}]8;;\u{7}\u{202E}x",
        "https://a.io/" + repeated("路", 900), repeated("http://a.io/b ", 150), repeated("https://", 300),
        repeated("x", 7_000),
        repeated("你", 2_500), repeated(" ", 3_000), "‹1B›", "%n%s", "me: look", "#lobby", "*", "@+#lobby", "", ":", " ",
    ]

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// The template's lines, as bytes, with a payload in every field.
    static func line(_ template: String, _ payload: [UInt8]) -> [UInt8] {
        template.utf8.flatMap { $0 == UInt8(ascii: "%") ? payload : [$0] } + [0x0D, 0x0A]
    }
}
