// Facts from the CC0 irc-parser-tests vectors (userhost-split.yaml), one row for each of its entries.

/// A line's source, and its parts; a part that is missing is empty.
struct SourceVector: Sendable {
    let text: String
    let nick: String
    let user: String
    let host: String

    init(_ text: String, nick: String, user: String = "", host: String = "") {
        self.text = text
        self.nick = nick
        self.user = user
        self.host = host
    }

    static let all = [
        SourceVector("coolguy", nick: "coolguy"),
        SourceVector("coolguy!ag@127.0.0.1", nick: "coolguy", user: "ag", host: "127.0.0.1"),
        SourceVector("coolguy!~ag@localhost", nick: "coolguy", user: "~ag", host: "localhost"),
        SourceVector("coolguy@127.0.0.1", nick: "coolguy", host: "127.0.0.1"),
        SourceVector("coolguy!ag", nick: "coolguy", user: "ag"),
        SourceVector(
            "coolguy!ag@net\u{03}5w\u{03}ork.admin", nick: "coolguy", user: "ag", host: "net\u{03}5w\u{03}ork.admin"),
        SourceVector(
            "coolguy!~ag@n\u{02}et\u{03}05w\u{0F}ork.admin", nick: "coolguy", user: "~ag",
            host: "n\u{02}et\u{03}05w\u{0F}ork.admin"),
    ]
}
