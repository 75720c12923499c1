import ChatProtocol

/// Opening, closing and going from one buffer to another.
extension Model {
    /// The buffer of this name, opened if need be; nil where there are too many already.
    mutating func open(_ kind: Buffer.Kind, _ target: String) -> Int? {
        let folded = session.fold(target)
        if let index = network.indices[folded] { return index }
        // A name with a room's sign is never a person, whoever says so.
        let kind = kind == .person && session.isRoom(target) ? .room : kind
        guard buffers.count < Self.mostBuffers else {
            show(.tooManyBuffers, isAlarm: true)
            return nil
        }
        let buffer = Buffer(
            number: nextBuffer, network: network.number, kind, name: Sanitiser.clean(target), target: target,
            folded: folded)
        nextBuffer += 1
        // Behind their network's own, rooms before persons; among their own kind, the newest last.
        let last = buffers.lastIndex { $0.network == network.number && (kind == .person || $0.kind != .person) }
        let place = last.map { $0 + 1 } ?? buffers.count
        buffers.insert(buffer, at: place)
        if current >= place { current += 1 }
        reindex()
        beginRecall(place)
        return network.indices[folded]
    }

    mutating func close(_ index: Int) {
        guard buffers.indices.contains(index), buffers[index].kind != .server else { return }
        let wasCurrent = index == current
        keepClosed(index)
        plain.forget(buffers[index].number)
        buffers.remove(at: index)
        if current > index || current == buffers.count { current -= 1 }
        reindex()
        if wasCurrent { arrive() }
    }

    mutating func reindex() {
        for place in networks.indices {
            let number = networks[place].number
            networks[place].indices = [:]
            networks[place].watchIsStale = true
            for index in buffers.indices.reversed() where buffers[index].network == number {
                networks[place].indices[buffers[index].folded] = index
            }
        }
    }

    /// Puts a buffer on the screen; what is unread in it is marked by a rule and counted no longer.
    mutating func go(to index: Int) {
        plain.isNowhere = false
        guard buffers.indices.contains(index), index != current else { return }
        stopReading()
        stopTelling()
        buffers[current].marker = nil
        buffers[current].markedCount = 0
        if buffers[current].place == .newest {
            // What goes from the screen is in the log by then.
            if buffers[current].transcript.lines.count > Transcript.most { keepNow() }
            buffers[current].transcript.stopReadingBack()
        }
        current = index
        comeHome()
        arrive()
    }

    private mutating func arrive() {
        buffers[current].unread = 0
        buffers[current].mentions = 0
        keepPaste()
        hint = nil
        refused = nil
        prompt = nil
        unselect()
        completion.end()
    }

    mutating func goOn(by step: Int) {
        go(to: (current + step + buffers.count) % buffers.count)
    }

    /// To the next one where the person is spoken to, else to the next with anything unread.
    mutating func goToUnread() {
        let others = (1..<max(buffers.count, 2)).map { (current + $0) % buffers.count }
        let next = others.first { buffers[$0].mentions > 0 } ?? others.first { buffers[$0].unread > 0 }
        if let next { go(to: next) }
    }

    // MARK: Focus

    mutating func focus(_ isFocused: Bool) {
        if !isFocused { stopReading() }
        self.isFocused = isFocused
        if !isFocused {
            buffers[current].marker = nil
            buffers[current].markedCount = 0
        }
    }
}
