// Facts from the CC0 irc-parser-tests vectors (mask-match.yaml), one row for each of its entries.

/// A mask, what it matches and what it does not.
struct MaskVector: Sendable {
    let mask: String
    let matches: [String]
    let fails: [String]

    init(_ mask: String, matches: [String], fails: [String]) {
        self.mask = mask
        self.matches = matches
        self.fails = fails
    }

    static let all = [
        MaskVector(
            "*@127.0.0.1", matches: ["coolguy!ab@127.0.0.1", "cooldud3!~bc@127.0.0.1"],
            fails: ["coolguy!ab@127.0.0.5", "cooldud3!~d@124.0.0.1"]),
        MaskVector(
            "cool*@*", matches: ["coolguy!ab@127.0.0.1", "cooldud3!~bc@127.0.0.1", "cool132!ab@example.com"],
            fails: ["koolguy!ab@127.0.0.5", "cooodud3!~d@124.0.0.1"]),
        MaskVector(
            "cool!*@*", matches: ["cool!guyab@127.0.0.1", "cool!~dudebc@127.0.0.1", "cool!312ab@example.com"],
            fails: ["coolguy!ab@127.0.0.1", "cooldud3!~bc@127.0.0.1", "koolguy!ab@127.0.0.5", "cooodud3!~d@124.0.0.1"]),
        MaskVector(
            "cool!?username@*", matches: ["cool!ausername@127.0.0.1", "cool!~username@127.0.0.1"],
            fails: ["cool!username@127.0.0.1"]),
        MaskVector("cool!a?*@*", matches: ["cool!ab@127.0.0.1", "cool!abc@127.0.0.1"], fails: ["cool!a@127.0.0.1"]),
        MaskVector(
            "cool[guy]!*@*", matches: ["cool[guy]!guy@127.0.0.1", "cool[guy]!a@example.com"],
            fails: ["coolg!ab@127.0.0.1", "cool[!ac@127.0.1.1"]),
    ]
}
