// Facts from the CC0 irc-parser-tests vectors (msg-join.yaml), one row for each of its entries.

/// What a message says, and the lines that say it.
struct JoinVector: Sendable {
    let about: String
    let atoms: MessageAtoms
    /// Any of them is right.
    let matches: [String]

    init(
        _ about: String, source: String? = nil, verb: String, parameters: [String] = [], tags: [String: String] = [:],
        matches: [String]
    ) {
        self.about = about
        self.matches = matches
        atoms = MessageAtoms(source: source, verb: verb, parameters: parameters, tags: tags)
    }

    static let all = [
        JoinVector(
            "Simple test with verb and params.", verb: "foo", parameters: ["bar", "baz", "asdf"],
            matches: ["foo bar baz asdf", "foo bar baz :asdf"]),
        JoinVector("Simple test with source and no params.", source: "src", verb: "AWAY", matches: [":src AWAY"]),
        JoinVector(
            "Simple test with source and empty trailing param.", source: "src", verb: "AWAY", parameters: [""],
            matches: [":src AWAY :"]),
        JoinVector(
            "Simple test with source.", source: "coolguy", verb: "foo", parameters: ["bar", "baz", "asdf"],
            matches: [":coolguy foo bar baz asdf", ":coolguy foo bar baz :asdf"]),
        JoinVector(
            "Simple test with trailing param.", verb: "foo", parameters: ["bar", "baz", "asdf quux"],
            matches: ["foo bar baz :asdf quux"]),
        JoinVector(
            "Simple test with empty trailing param.", verb: "foo", parameters: ["bar", "baz", ""],
            matches: ["foo bar baz :"]),
        JoinVector(
            "Simple test with trailing param containing colon.", verb: "foo", parameters: ["bar", "baz", ":asdf"],
            matches: ["foo bar baz ::asdf"]),
        JoinVector(
            "Test with source and trailing param.", source: "coolguy", verb: "foo",
            parameters: ["bar", "baz", "asdf quux"], matches: [":coolguy foo bar baz :asdf quux"]),
        JoinVector(
            "Test with trailing containing beginning+end whitespace.", source: "coolguy", verb: "foo",
            parameters: ["bar", "baz", "  asdf quux "], matches: [":coolguy foo bar baz :  asdf quux "]),
        JoinVector(
            "Test with trailing containing what looks like another trailing param.", source: "coolguy", verb: "PRIVMSG",
            parameters: ["bar", "lol :) "], matches: [":coolguy PRIVMSG bar :lol :) "]),
        JoinVector(
            "Simple test with source and empty trailing.", source: "coolguy", verb: "foo",
            parameters: ["bar", "baz", ""], matches: [":coolguy foo bar baz :"]),
        JoinVector(
            "Trailing contains only spaces.", source: "coolguy", verb: "foo", parameters: ["bar", "baz", "  "],
            matches: [":coolguy foo bar baz :  "]),
        JoinVector(
            "Param containing tab (tab is not considered SPACE for message splitting).", source: "coolguy", verb: "foo",
            parameters: ["b\tar", "baz"], matches: [":coolguy foo b\tar baz", ":coolguy foo b\tar :baz"]),
        JoinVector(
            "Tag with empty value and space-filled trailing.", source: "coolguy", verb: "foo",
            parameters: ["bar", "baz", "  "], tags: ["asd": ""],
            matches: ["@asd :coolguy foo bar baz :  ", "@asd= :coolguy foo bar baz :  "]),
        JoinVector(
            "Tag with no value and space-filled trailing.", source: "coolguy", verb: "foo",
            parameters: ["bar", "baz", "  "], tags: ["asd": ""], matches: ["@asd :coolguy foo bar baz :  "]),
        JoinVector(
            "Tags with escaped values.", verb: "foo", tags: ["a": "b\\and\nk", "d": "gh;764"],
            matches: ["@a=b\\\\and\\nk;d=gh\\:764 foo", "@d=gh\\:764;a=b\\\\and\\nk foo"]),
        JoinVector(
            "Tags with escaped values and params.", verb: "foo", parameters: ["par1", "par2"],
            tags: ["a": "b\\and\nk", "d": "gh;764"],
            matches: [
                "@a=b\\\\and\\nk;d=gh\\:764 foo par1 par2",
                "@a=b\\\\and\\nk;d=gh\\:764 foo par1 :par2",
                "@d=gh\\:764;a=b\\\\and\\nk foo par1 par2",
                "@d=gh\\:764;a=b\\\\and\\nk foo par1 :par2",
            ]),
        JoinVector(
            "Tag with long, strange values (including LF and newline).", verb: "COMMAND",
            tags: ["foo": "\\\\;\\s \r\n"], matches: ["@foo=\\\\\\\\\\:\\\\s\\s\\r\\n COMMAND"]),
    ]
}
