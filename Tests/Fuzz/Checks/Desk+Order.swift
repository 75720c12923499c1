@testable import ClientCore

extension Desk {
    /// What holds after everything that happens: nothing is larger than it may be, everything that is drawn is safe, and the
    /// picture is the one that a fresh look would give.
    func isInOrder() throws(BrokenPromise) {
        try hasBounds()
        try isIndexed()
        try isClean()
        var used = model
        var fresh = model
        fresh.wraps = WrapCache()
        let picture = used.view()
        try require(picture.columns == min(max(model.columns, 0), Screen.mostColumns), "\(picture.columns) columns")
        try require(picture.rows == min(max(model.rows, 0), Screen.mostColumns), "\(picture.rows) rows")
        try checkPicture(picture)
        try require(fresh.view() == picture, "what is remembered of lines is not what they are")
    }

    private func hasBounds() throws(BrokenPromise) {
        try require(model.networks.count <= Model.mostNetworks, "\(model.networks.count) networks")
        try require(model.buffers.count <= Model.mostBuffers + Model.mostNetworks, "\(model.buffers.count) buffers")
        try require(model.plain.waiting.count <= Model.mostWaitingLines, "lines wait without a bound")
        for network in model.networks {
            let session = network.session
            try require(session.batches.count <= Session.mostBatches, "\(session.batches.count) batches")
            for batch in session.batches.values {
                try require(batch.messages.count <= Session.mostBatchLines, "a batch of \(batch.messages.count) lines")
            }
            try require(session.awaited.count <= Session.mostAwaited, "\(session.awaited.count) lines are awaited")
            try require(session.outgoing.count <= session.awaited.count, "lines to be sent that nobody awaits")
            try require(session.questions.count <= Session.mostQuestions, "\(session.questions.count) questions")
            try require(session.roomsToShow.count <= Session.mostRoomsToShow, "rooms to show without a bound")
        }
        for buffer in model.buffers {
            try require(buffer.transcript.lines.count <= Transcript.mostReading, "an endless transcript")
            try require(buffer.members.count <= MemberList.most, "\(buffer.members.count) members")
            try require(buffer.typists.count <= Typist.most, "\(buffer.typists.count) are typing")
            try require(buffer.editor.text.utf8.count <= LineEditor.byteLimit, "an endless line is being written")
            try require((0...buffer.editor.clusters.count).contains(buffer.editor.cursor), "the cursor is nowhere")
        }
    }

    /// Whoever looks a name up finds the buffer of that name.
    private func isIndexed() throws(BrokenPromise) {
        try require(model.buffers.indices.contains(model.current), "no buffer is on the screen")
        try require(Set(model.buffers.map(\.number)).count == model.buffers.count, "two buffers of one number")
        for network in model.networks {
            for (folded, index) in network.indices {
                try require(model.buffers.indices.contains(index), "\(folded) is nowhere")
                let buffer = model.buffers[index]
                try require(buffer.folded == folded && buffer.network == network.number, "\(folded) is elsewhere")
            }
        }
        for buffer in model.buffers {
            try require(model.networks.contains { $0.number == buffer.network }, "a buffer of no network")
            let nicks = buffer.members.nicks
            try require(nicks.count == buffer.members.count, "\(nicks.count) of \(buffer.members.count) are listed")
            let numbers = buffer.transcript.lines.suffix(50).map(\.number)
            try require(Set(numbers).count == numbers.count, "two lines of one number")
        }
    }

    private func isClean() throws(BrokenPromise) {
        for buffer in model.buffers {
            try require(DrawnText.isSafe(buffer.name) && DrawnText.isSafe(buffer.topic), "the name of \(buffer.number)")
            for nick in buffer.members.nicks.prefix(3) { try require(DrawnText.isSafe(nick), "a nick: \(nick)") }
            for typist in buffer.typists { try require(DrawnText.isSafe(typist.nick), "a typist: \(typist.nick)") }
            for line in buffer.transcript.lines.suffix(2) { try checkLine(line) }
        }
    }
}

private func checkLine(_ line: Line) throws(BrokenPromise) {
    try require(DrawnText.isSafe(line.author ?? ""), "an author: \(line.author ?? "")")
    for text in line.text.lines { try require(DrawnText.isSafe(text.plain), "a line: \(text.plain)") }
    try require(line.text.plain.unicodeScalars.count <= 2 * Sanitiser.longestText, "an endless line")
    if let quote = line.quote { try require(DrawnText.isSafe(quote.author + quote.text), "a quote: \(quote.text)") }
    try require(line.reactions.entries.count <= Reactions.most, "reactions without a bound")
    for entry in line.reactions.entries {
        try require(entry.count <= Reactions.mostNicks && DrawnText.isSafe(entry.text), "a reaction: \(entry.text)")
    }
    if case .failed(let reason) = line.delivery { try require(DrawnText.isSafe(reason), "a reason: \(reason)") }
}
