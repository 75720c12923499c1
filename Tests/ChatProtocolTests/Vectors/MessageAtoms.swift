import ChatProtocol

/// What a message says, with its tags by their keys, since their order means nothing.
struct MessageAtoms: Equatable, Sendable {
    var source: String?
    var verb: String
    var parameters: [String]
    var tags: [String: String]

    var message: Message {
        Message(tags: tags.sorted { $0.key < $1.key }.map { Tag($0.key, $0.value) }, source: source, verb, parameters)
    }
}

extension MessageAtoms {
    init(_ message: Message) {
        let tags = Dictionary(message.tags.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        self.init(source: message.source, verb: message.verb, parameters: message.parameters, tags: tags)
    }
}
