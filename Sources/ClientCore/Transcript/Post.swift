import ChatProtocol

/// What is said at once: one line, or several that stay together (IRCv3 draft/multiline).
struct Post: Equatable, Sendable {
    /// How much one post of several lines may hold.
    struct Bounds: Equatable, Sendable {
        /// Bytes of all lines, and of the line ends between them.
        var bytes: Int
        var lines: Int
    }

    /// One line of it on the wire.
    struct Piece: Equatable, Sendable {
        var text: String
        /// It goes on in the line before it.
        var continues = false
    }

    private(set) var pieces: [Piece]

    /// As it is read, lines ending in "\n".
    var text: String {
        pieces.enumerated().reduce(into: "") { text, piece in
            text += (piece.offset > 0 && !piece.element.continues ? "\n" : "") + piece.element.text
        }
    }

    /// A text as so many posts as it takes, no line of them longer than `limit` bytes.
    ///
    /// - Parameter bounds: those of one post of several lines; nil where the server knows none, and each line is a post.
    static func posts(of text: String, bytes limit: Int, together bounds: Bounds?) -> [Post] {
        guard let bounds else {
            return text.split(separator: "\n").flatMap { pieces(of: $0, bytes: limit) }
                .map { Post(pieces: [Piece(text: String($0))]) }
        }
        var posts: [Post] = []
        var used = 0
        for line in text[...].trimmedLines.split(separator: "\n", omittingEmptySubsequences: false) {
            let parts = line.isEmpty ? [line] : pieces(of: line, bytes: limit, keepingSpaces: true)
            for (index, part) in parts.enumerated() {
                let cost = part.utf8.count + 1
                if let last = posts.indices.last, used + cost <= bounds.bytes, posts[last].pieces.count < bounds.lines {
                    posts[last].pieces.append(Piece(text: String(part), continues: index > 0))
                    used += cost
                } else if !part.isEmpty {
                    // No post begins with a blank line.
                    posts.append(Post(pieces: [Piece(text: String(part))]))
                    used = cost
                }
            }
        }
        return posts
    }

    /// The lines that say it; the tags are on the first.
    func messages(to target: String, isAction: Bool, tags: [Tag], batch: String) -> [Message] {
        guard pieces.count > 1 else {
            let text = pieces.first?.text ?? ""
            var message = Command.say(.message, targets: [target], text: isAction ? "\u{1}ACTION \(text)\u{1}" : text)
                .message
            message.tags = tags
            return [message]
        }
        var opening = Command.batchStarted(reference: batch, type: Capability.multiline.name, [target]).message
        opening.tags = tags
        let lines = pieces.map { piece in
            var message = Command.say(.message, targets: [target], text: piece.text).message
            message.tags = [Tag("batch", batch)] + (piece.continues ? [Tag(ClientTag.multilineConcat)] : [])
            return message
        }
        return [opening] + lines + [Command.batchEnded(reference: batch).message]
    }
}

/// A post on its way to somebody: what must be known to say it, and to say it again.
struct Spoken: Equatable, Sendable {
    var post: Post
    var target: String
    var isAction: Bool
    /// Beside the label.
    var tags: [Tag]

    /// - Parameter batch: a word that no other post under way has.
    func messages(label: String? = nil, batch: String) -> [Message] {
        let label = label.map { [Tag("label", $0)] } ?? []
        return post.messages(to: target, isAction: isAction, tags: label + tags, batch: "m" + batch)
    }
}

extension Post {
    /// Behind these a sentence or a part of one ends: Chinese has no spaces to be cut at.
    private static let pauses: Set<Character> = ["，", "。", "！", "？", "；", "：", "、", "…", "”", "』", "」", "》", "）"]

    /// A text in pieces of at most so many bytes, cut at spaces and behind Chinese pauses where there are any, never inside
    /// a cluster.
    ///
    /// - Parameter keepingSpaces: the space at a cut stays at the end of its piece, for pieces that are put together again.
    static func pieces(of text: Substring, bytes limit: Int, keepingSpaces: Bool = false) -> [Substring] {
        var pieces: [Substring] = []
        var rest = text
        while rest.utf8.count > limit {
            var end = rest.startIndex
            // Where the piece may end, and where the next one begins: a space at a cut belongs to neither.
            var cut: (end: Substring.Index, next: Substring.Index)?
            var used = 0
            for index in rest.indices {
                used += rest[index].utf8.count
                if used > limit { break }
                end = rest.index(after: index)
                if rest[index] == " ", index > rest.startIndex {
                    cut = (index, end)
                } else if pauses.contains(rest[index]) {
                    cut = (end, end)
                }
            }
            // A single cluster of more than a line's bytes is cut between its scalars.
            if end == rest.startIndex {
                while let next = rest.unicodeScalars.index(end, offsetBy: 1, limitedBy: rest.endIndex), next > end,
                    rest.utf8.distance(from: rest.startIndex, to: next) <= limit
                { end = next }
            }
            if end < rest.endIndex, rest[end] == " " { cut = (end, rest.index(after: end)) }
            let (place, next) = cut ?? (end, end)
            // The space itself may be what no longer fits.
            let isKept = keepingSpaces && rest.utf8.distance(from: rest.startIndex, to: next) <= limit
            pieces.append(rest[..<(isKept ? next : place)])
            rest = rest[(keepingSpaces && !isKept ? place : next)...]
        }
        if !rest.isEmpty { pieces.append(rest) }
        return pieces
    }
}

extension Substring {
    /// The text without blank lines around it.
    fileprivate var trimmedLines: Substring {
        var rest = drop { $0 == "\n" }
        while rest.last == "\n" { rest.removeLast() }
        return rest
    }
}
