import ChatProtocol
import ClientCore

/// A client in a room, and whatever servers say, persons press, disks answer and time does.
///
/// A line of the input is one that the server says, in which `{n}`, `{l}` and `{t}` stand for what the client has said (see
/// `Desk.hears`), unless it begins with
/// - `1` to `9`: the server of that number says the rest, where the person has gone to more than one,
/// - `<`: the keyboard's bytes,
/// - `"`: a line is typed, and Enter pressed,
/// - `(`: a line of standard input; with `)`, its end,
/// - `[`: the terminal has other columns and rows, as two numbers,
/// - `+`: so many milliseconds pass; what is due is done,
/// - `-`: the connection of the network of that number breaks,
/// - `*`: it is up again,
/// - `&`: what is said in the raw dialect,
/// - `%`: the log answers what it was asked first; a second sign says that there is none from now on (`x`), or none is full,
/// - `$`: the terminal draws as widely as the letter says,
/// - `!`: Ctrl-C; with a second sign, back from the shell,
/// - `?`: a note of the server in the same process,
/// - `~`: the server shows a certificate that nobody vouches for,
/// - `=`, on the first line alone: what client and server can do, see `Desk.init(letters:)`.
extension Check {
    static let wire = Check("wire") { bytes throws(BrokenPromise) in
        try tell(bytes) { desk throws(BrokenPromise) in try desk.isInOrder() }
    }
}

/// Lets happen what an input tells, and has a look at the beginning and after each line.
func tell(_ bytes: [UInt8], look: (inout Desk) throws(BrokenPromise) -> Void) throws(BrokenPromise) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).prefix(most)[...]
    let letters = lines.first?.first == UInt8(ascii: "=") ? lines.removeFirst().dropFirst() : []
    var desk = try Desk(letters: Set(letters.map { Character(Unicode.Scalar($0)) }))
    try look(&desk)
    for line in lines where !desk.isOver {
        try desk.goOn(with: line)
        try look(&desk)
    }
}

/// Lines of one input that are gone on with: a longer story says nothing that several short ones do not.
private let most = 200

/// Columns and rows that a story asks for at most, so that it does not take its time for drawing alone.
private let widest = 240

extension Desk {
    var isOver: Bool { model.isOver }

    fileprivate mutating func goOn(with line: ArraySlice<UInt8>) throws(BrokenPromise) {
        let rest = line.dropFirst()
        let text = String(decoding: rest, as: UTF8.self)
        let sign: Character = line.first.map { Character(Unicode.Scalar($0)) } ?? " "
        switch sign {
        case "1"..."9": try hears(rest, from: sign.wholeNumberValue ?? 0)
        case "<": try presses(rest)
        case "\"": try presses(Array(rest) + [13])
        case "(": try happens(.typedLine(text))
        case ")": try happens(.inputEnded)
        case "[":
            let numbers = text.split(separator: " ").map { min(Int($0) ?? 40, widest) }
            try happens(.resized(columns: numbers.first ?? 80, rows: numbers.count > 1 ? numbers[1] : 24))
        case "+": try waits(milliseconds: min(Int64(text) ?? 1_000, 1 << 40))
        case "-": try happens(.network(Int(text) ?? 0, .disconnected(reason: text)))
        case "*": try happens(.network(Int(text) ?? 0, .connected))
        case "&": try happens(.network(0, .receivedRaw(text)))
        case "%":
            switch rest.first.map({ Character(Unicode.Scalar($0)) }) {
            case "x": try happens(.log(.off(.unusable(path: text, reason: text))))
            case "f": try happens(.log(.off(.full)))
            default: try logAnswers()
            }
        case "$":
            var rules = WidthRules(ambiguous: Int(rest.first ?? 49) & 1 + 1)
            rules.joinsEmoji = rest.count < 2
            try happens(.measured(rules))
        case "!": try happens(rest.isEmpty ? .interrupted : .resumed)
        case "?": try happens(.hostSays(text))
        case "~":
            guard let fingerprint = Fingerprint(String(repeating: "1", count: 64)) else { return }
            let doubt: ShownCertificate.Doubt = rest.isEmpty ? .selfSigned : .otherName([text])
            try happens(.network(0, .certificate(ShownCertificate(fingerprint: fingerprint, doubt: doubt))))
        default: try hears(line, from: 0)
        }
    }
}
