import ChatProtocol

/// Lines that come together: they are kept until the last is there, and understood as a whole.
extension Model {
    mutating func batchStarted(_ name: String, _ type: String, _ words: [String], _ message: Message) {
        guard session.batches.count < Session.mostBatches else { return }
        let isInner = message[tag: "batch"].map { session.batches[$0]?.collects ?? false } ?? false
        let purpose: Batch.Purpose
        switch (type, words.first) {
        case ("chathistory", let target?): purpose = .history(target: target, label: label(of: message))
        case (Capability.multiline.name, let target?): purpose = .post(target: target)
        case (Capability.search.name, _), (Capability.sojuSearch.name, _): purpose = .findings
        case ("labeled-response", _):
            guard let label = message[tag: "label"] else { return }
            purpose = .answer(label: label)
        case _ where isInner: purpose = .part
        default: return
        }
        session.batches[name] = Batch(purpose: purpose, opening: message)
    }

    /// Keeps a line for the batch that it is of; false for a line that is to be heard now.
    mutating func collect(_ message: Message, in reference: String) -> Bool {
        guard let batch = session.batches[reference], batch.collects else { return false }
        switch Reply(message) {
        case .batchStarted(let name, let type, let words): batchStarted(name, type, words, message)
        case .batchEnded(let name): batchEnded(name)
        default: keep(message, in: reference)
        }
        return true
    }

    /// What belongs to no post and no page of its own goes to the batch around it.
    private mutating func keep(_ message: Message, in reference: String) {
        var name = reference
        var depth = 0
        while case .part = session.batches[name]?.purpose, let outer = session.batches[name]?.outer {
            name = outer
            depth += 1
            guard depth < Session.mostBatches else { return }
        }
        guard session.batches[name]?.messages.count ?? 0 < Session.mostBatchLines else { return }
        session.batches[name]?.messages.append(message)
    }

    mutating func batchEnded(_ name: String) {
        guard let batch = session.batches.removeValue(forKey: name) else { return }
        if batch.collects { session.batches = session.batches.filter { $0.value.outer != name } }
        switch batch.purpose {
        case .history(let target, let label): pageCame(batch.messages, of: target, label: label)
        case .post: if let post = batch.post { hear(post) }
        case .findings: found(batch.messages)
        case .answer(let label): answerEnded(label)
        case .part: break
        }
    }

    /// The label of the own line that a message answers; nil where it answers none.
    func label(of message: Message) -> String? {
        if let label = message[tag: "label"] { return label }
        guard let name = message[tag: "batch"] else { return nil }
        return if case .answer(let label) = session.batches[name]?.purpose { label } else { nil }
    }
}
