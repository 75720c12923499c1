import ChatProtocol

/// A look at what is pasted before it is said, and at how many messages a text becomes.
extension Model {
    /// Whether what stands in an input was pasted.
    enum Paste: Equatable, Sendable {
        case none
        case held
        /// Enter has told how much this is; the same once more sends it.
        case asked(String)
    }

    /// What was asked is forgotten: Enter asks again.
    mutating func keepPaste() {
        if case .asked = buffers[current].paste { buffers[current].paste = .held }
    }

    /// Clusters below which no text of one line is worth counting: it fits into a message in any script.
    private static let shortText = 24

    /// Puts pasted text where the person writes, and nothing else: not even a last line end sends it.
    mutating func paste(_ text: String) {
        var isWhole = true
        write { isWhole = $0.insert(text) }
        guard goingTo == nil, prompt == nil else { return }
        buffers[current].paste = .held
        if !isWhole { show(.pasteCut(LineEditor.byteLimit / 1_024), isAlarm: true) }
    }

    /// Whether Enter asks first: where pasted text is more than one line or message, and it has not asked yet.
    mutating func asksBeforeSaying(_ typed: String, _ intent: Intent) -> Bool {
        guard buffers[current].paste != .none, buffers[current].paste != .asked(typed) else { return false }
        let lines = typed.split(separator: "\n").count
        let messages = outline(of: typed, intent).count
        guard spoken(intent) != nil, lines > 1 || messages > 1 else { return false }
        buffers[current].paste = .asked(typed)
        show(.willSay(lines: lines, messages: messages))
        return true
    }

    /// What is said, as it goes out, and to whom; nil where nothing is.
    private func spoken(_ intent: Intent) -> (text: String, isAction: Bool, target: String)? {
        let here = buffers[current].target
        return switch intent.saying(written) {
        case .say(let text): (text, false, here)
        case .privately(let nick, let text, _): (text, false, nick)
        case .command(.me, let arguments): arguments.text.map { ($0, true, here) }
        case .command(.msg, let arguments), .command(.notice, let arguments):
            arguments.text.map { ($0, false, arguments.room ?? arguments.nick ?? here) }
        default: nil
        }
    }

    /// How many messages the line becomes, and the clusters of it that begin another one in the middle of a line; 1 and none
    /// for what is short.
    var outline: (count: Int, cuts: [Int]) {
        if case .some = goingTo { return (1, []) }
        if case .some = prompt { return (1, []) }
        if Self.isSurelyOne(buffers.span[current].editor) { return (1, []) }
        let typed = buffers[current].editor.text
        return outline(of: typed, Intent(line: typed))
    }

    /// Whether the text is one message to whomever it is for, without a closer look: each key would take one otherwise.
    /// What stands between colons may grow, as an emoji.
    static func isSurelyOne(_ editor: LineEditor) -> Bool {
        if let bytes = editor.printable {
            return bytes.count < shortText || bytes.count <= surelyOne && !bytes.contains(UInt8(ascii: ":"))
        }
        let clusters = editor.clusters
        if clusters.count < shortText { return !clusters.contains("\n") }
        var bytes = 0
        for cluster in clusters {
            if cluster == "\n" || cluster == ":" { return false }
            bytes += cluster.utf8.count
            if bytes > surelyOne { return false }
        }
        return true
    }

    /// Bytes that fit beside the longest name of a room.
    private static let surelyOne = Limits.body - 2 - sourceBytes - "PRIVMSG  :".utf8.count - Limits.room

    private func outline(of typed: String, _ intent: Intent) -> (count: Int, cuts: [Int]) {
        guard let (text, isAction, target) = spoken(intent) else { return (1, []) }
        let room = isRaw ? Int.max : room(for: target, isAction: isAction)
        if !isRaw, !isAction, let bounds = postBounds {
            return (Post.posts(of: text, bytes: room, together: bounds).count, [])
        }
        let messages = text.split(separator: "\n").flatMap { Post.pieces(of: $0, bytes: room) }
        guard messages.count > 1, typed.hasSuffix(text) else { return (max(1, messages.count), []) }
        let start = typed.count - text.count
        let cuts = messages.dropFirst().compactMap { message -> Int? in
            let before = text[..<message.startIndex].last
            return before == "\n" ? nil : start + text.distance(from: text.startIndex, to: message.startIndex)
        }
        return (messages.count, cuts)
    }
}
