// Facts from the CC0 irc-parser-tests vectors (msg-split.yaml), one row for each of its entries.

/// A line, and what it says.
struct SplitVector: Sendable {
    let input: String
    let atoms: MessageAtoms

    init(
        _ input: String, source: String? = nil, verb: String, parameters: [String] = [], tags: [String: String] = [:]
    ) {
        self.input = input
        atoms = MessageAtoms(source: source, verb: verb, parameters: parameters, tags: tags)
    }

    static let all = [
        SplitVector("foo bar baz asdf", verb: "foo", parameters: ["bar", "baz", "asdf"]),
        SplitVector(":coolguy foo bar baz asdf", source: "coolguy", verb: "foo", parameters: ["bar", "baz", "asdf"]),
        SplitVector("foo bar baz :asdf quux", verb: "foo", parameters: ["bar", "baz", "asdf quux"]),
        SplitVector("foo bar baz :", verb: "foo", parameters: ["bar", "baz", ""]),
        SplitVector("foo bar baz ::asdf", verb: "foo", parameters: ["bar", "baz", ":asdf"]),
        SplitVector(
            ":coolguy foo bar baz :asdf quux", source: "coolguy", verb: "foo", parameters: ["bar", "baz", "asdf quux"]),
        SplitVector(
            ":coolguy foo bar baz :  asdf quux ", source: "coolguy", verb: "foo",
            parameters: ["bar", "baz", "  asdf quux "]),
        SplitVector(
            ":coolguy PRIVMSG bar :lol :) ", source: "coolguy", verb: "PRIVMSG", parameters: ["bar", "lol :) "]),
        SplitVector(":coolguy foo bar baz :", source: "coolguy", verb: "foo", parameters: ["bar", "baz", ""]),
        SplitVector(":coolguy foo bar baz :  ", source: "coolguy", verb: "foo", parameters: ["bar", "baz", "  "]),
        SplitVector("@a=b;c=32;k;rt=ql7 foo", verb: "foo", tags: ["a": "b", "c": "32", "k": "", "rt": "ql7"]),
        SplitVector(
            "@a=b\\\\and\\nk;c=72\\s45;d=gh\\:764 foo", verb: "foo",
            tags: ["a": "b\\and\nk", "c": "72 45", "d": "gh;764"]),
        SplitVector(
            "@c;h=;a=b :quux ab cd", source: "quux", verb: "ab", parameters: ["cd"],
            tags: ["c": "", "h": "", "a": "b"]),
        SplitVector(":src JOIN #chan", source: "src", verb: "JOIN", parameters: ["#chan"]),
        SplitVector(":src JOIN :#chan", source: "src", verb: "JOIN", parameters: ["#chan"]),
        SplitVector(":src AWAY", source: "src", verb: "AWAY"),
        SplitVector(":src AWAY ", source: "src", verb: "AWAY"),
        SplitVector(":cool\tguy foo bar baz", source: "cool\tguy", verb: "foo", parameters: ["bar", "baz"]),
        SplitVector(
            ":coolguy!ag@net\u{03}5w\u{03}ork.admin PRIVMSG foo :bar baz",
            source: "coolguy!ag@net\u{03}5w\u{03}ork.admin", verb: "PRIVMSG", parameters: ["foo", "bar baz"]),
        SplitVector(
            ":coolguy!~ag@n\u{02}et\u{03}05w\u{0F}ork.admin PRIVMSG foo :bar baz",
            source: "coolguy!~ag@n\u{02}et\u{03}05w\u{0F}ork.admin", verb: "PRIVMSG", parameters: ["foo", "bar baz"]),
        SplitVector(
            "@tag1=value1;tag2;vendor1/tag3=value2;vendor2/tag4= :irc.example.com COMMAND param1 param2 :param3 param3",
            source: "irc.example.com", verb: "COMMAND", parameters: ["param1", "param2", "param3 param3"],
            tags: ["tag1": "value1", "tag2": "", "vendor1/tag3": "value2", "vendor2/tag4": ""]),
        SplitVector(
            ":irc.example.com COMMAND param1 param2 :param3 param3", source: "irc.example.com", verb: "COMMAND",
            parameters: ["param1", "param2", "param3 param3"]),
        SplitVector(
            "@tag1=value1;tag2;vendor1/tag3=value2;vendor2/tag4 COMMAND param1 param2 :param3 param3", verb: "COMMAND",
            parameters: ["param1", "param2", "param3 param3"],
            tags: ["tag1": "value1", "tag2": "", "vendor1/tag3": "value2", "vendor2/tag4": ""]),
        SplitVector("COMMAND", verb: "COMMAND"),
        SplitVector("@foo=\\\\\\\\\\:\\\\s\\s\\r\\n COMMAND", verb: "COMMAND", tags: ["foo": "\\\\;\\s \r\n"]),
        SplitVector(
            ":gravel.mozilla.org 432  #momo :Erroneous Nickname: Illegal characters", source: "gravel.mozilla.org",
            verb: "432", parameters: ["#momo", "Erroneous Nickname: Illegal characters"]),
        SplitVector(
            ":gravel.mozilla.org MODE #tckk +n ", source: "gravel.mozilla.org", verb: "MODE",
            parameters: ["#tckk", "+n"]),
        SplitVector(
            ":services.esper.net MODE #foo-bar +o foobar  ", source: "services.esper.net", verb: "MODE",
            parameters: ["#foo-bar", "+o", "foobar"]),
        SplitVector("@tag1=value\\\\ntest COMMAND", verb: "COMMAND", tags: ["tag1": "value\\ntest"]),
        SplitVector("@tag1=value\\1 COMMAND", verb: "COMMAND", tags: ["tag1": "value1"]),
        SplitVector("@tag1=value1\\ COMMAND", verb: "COMMAND", tags: ["tag1": "value1"]),
        SplitVector(
            "@tag1=1;tag2=3;tag3=4;tag1=5 COMMAND", verb: "COMMAND", tags: ["tag1": "5", "tag2": "3", "tag3": "4"]),
        SplitVector(
            "@tag1=1;tag2=3;tag3=4;tag1=5;vendor/tag2=8 COMMAND", verb: "COMMAND",
            tags: ["tag1": "5", "tag2": "3", "tag3": "4", "vendor/tag2": "8"]),
        SplitVector(":SomeOp MODE #channel :+i", source: "SomeOp", verb: "MODE", parameters: ["#channel", "+i"]),
        SplitVector(
            ":SomeOp MODE #channel +oo SomeUser :AnotherUser", source: "SomeOp", verb: "MODE",
            parameters: ["#channel", "+oo", "SomeUser", "AnotherUser"]),
    ]
}
