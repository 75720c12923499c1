import ChatProtocol

/// Own lines that the connection took with it: those that never left, and those that the server got, or did not.
///
/// Both are said once the person is back and has read what was missed, the second only where history, which is seen to keep
/// what is said there, does not have them. So none is lost, and none is there twice.
struct Unsaid: Equatable, Sendable {
    /// How long it is worth saying: what was meant for this moment is not said in another.
    static let patience: Int64 = 600_000

    /// The buffer's number and the line's.
    var awaited: Session.Awaited
    /// It was under way.
    var mayHaveArrived: Bool
    var until: Instant
}

extension Model {
    /// Own lines to be said again to the network at hand, in order.
    var unsaid: [Unsaid] {
        get { network.unsaid }
        _modify { yield &networks[here].unsaid }
    }

    /// Lines of history that show whether any is kept: more than one, since others speak meanwhile.
    private static let proof = 5

    /// The connection is lost: what was not answered waits for the next one.
    mutating func keepUnanswered() {
        let unsent = Set(session.outgoing.compactMap { $0.first?[tag: "label"] })
        let lines = session.awaited.sorted { $0.value.line < $1.value.line }
        session.awaited = [:]
        session.outgoing = []
        for (label, awaited) in lines {
            let mayHaveArrived = !unsent.contains(label)
            guard !mayHaveArrived || hasHistory else {
                fail(awaited, because: phrase(.perhapsNotSent), mayHaveArrived: true)
                continue
            }
            if let index = index(ofNumber: awaited.buffer) {
                buffers[index].transcript.change(awaited.line) { $0.mayHaveArrived = mayHaveArrived }
            }
            unsaid.append(
                Unsaid(awaited: awaited, mayHaveArrived: mayHaveArrived, until: now.later(by: Unsaid.patience)))
        }
    }

    /// All that was missed in a buffer has come, as far as it can be had. What is doubtful is said only where history is seen
    /// to keep lines that are known.
    mutating func caughtUp(in index: Int) {
        let number = buffers[index].number
        unsaid = unsaid.filter { unsaid in
            unsaid.awaited.buffer != number || buffers[index].transcript.index(of: unsaid.awaited.line) != nil
        }
        let isDoubtful = unsaid.contains { $0.awaited.buffer == number && $0.mayHaveArrived }
        guard isDoubtful, hasHistory, buffers[index].transcript.newestID != nil else {
            return sayAgain(in: index, isKept: false)
        }
        buffers[index].isProving = true
        ask(.proof, .latest(after: nil), Self.proof, in: index)
    }

    /// - Parameter isKept: whether what history does not have has not arrived.
    mutating func sayAgain(in index: Int, isKept: Bool) {
        buffers[index].isProving = false
        let number = buffers[index].number
        let lines = unsaid.filter { $0.awaited.buffer == number }
        unsaid.removeAll { $0.awaited.buffer == number }
        for line in lines where buffers[index].transcript.index(of: line.awaited.line) != nil {
            if line.mayHaveArrived, !isKept {
                fail(line.awaited, because: phrase(.perhapsNotSent), mayHaveArrived: true)
            } else {
                buffers[index].transcript.change(line.awaited.line) { $0.mayHaveArrived = false }
                sendOwn(line.awaited)
            }
        }
    }

    /// There is nobody to say it to any more.
    mutating func failUnsaid(in index: Int) {
        buffers[index].isProving = false
        let number = buffers[index].number
        failUnsaid { $0.awaited.buffer == number }
    }

    mutating func failUnsaid(where isLost: (Unsaid) -> Bool = { _ in true }) {
        let lost = unsaid.filter(isLost)
        unsaid.removeAll(where: isLost)
        for line in lost {
            let phrase = self.phrase(line.mayHaveArrived ? .perhapsNotSent : .notSent)
            fail(line.awaited, because: phrase, mayHaveArrived: line.mayHaveArrived)
        }
    }
}
