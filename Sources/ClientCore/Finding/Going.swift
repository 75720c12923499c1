/// Ctrl-K: going somewhere by a part of its name.
extension Model {
    mutating func toggleGoTo() {
        completion.end()
        goingTo = goingTo == nil ? GoTo(places) : nil
    }

    /// Ctrl-R: the lines sent from this input, the newest first, each once.
    mutating func toggleHistory() {
        completion.end()
        guard goingTo == nil else {
            goingTo = nil
            return
        }
        var seen: Set<String> = []
        let lines = buffers[current].past.lines.reversed().filter { seen.insert($0).inserted }
        goingTo = GoTo(
            lines.map { line in
                let shown = line.split(separator: "\n").joined(separator: " ")
                return GoTo.Goal(place: .line(line), label: Sanitiser.clean(shown))
            }, isHistory: true)
    }

    /// Alt-.: puts in the last word of the line sent last; directly after that, of the one before instead.
    mutating func insertLastWord() {
        guard goingTo == nil else { return }
        let words = buffers[current].past.lines.reversed().compactMap { $0.split(whereSeparator: \.isWhitespace).last }
        var step = 0
        if let last = lastWord, last.buffer == buffers[current].number, last.after == buffers[current].editor {
            step = last.step + 1
            guard step < words.count else { return }
            buffers[current].editor.undo()
        }
        guard step < words.count else { return }
        write { $0.insertWhole(String(words[step])) }
        lastWord = LastWord(buffer: buffers[current].number, step: step, after: buffers[current].editor)
    }

    /// The word that Alt-. put in.
    struct LastWord: Equatable, Sendable {
        var buffer: Int
        /// How many lines back its line was.
        var step: Int
        /// The input with it.
        var after: LineEditor
    }

    /// All buffers but the one on the screen, which comes last of them, then the members of all rooms of the network on the
    /// screen that no chat is open with.
    private var places: [GoTo.Goal] {
        let others = buffers.indices.filter { $0 != current } + [current]
        var places = others.map { index in
            let buffer = buffers[index]
            let unread: GoTo.Unread = buffer.mentions > 0 ? .mentions : buffer.unread > 0 ? .lines : .none
            return GoTo.Goal(
                place: .buffer(buffer.number), label: label(of: buffer), unread: unread, count: Self.countText(buffer))
        }
        var seen: Set<String> = [session.fold(session.nick)]
        var room = GoTo.mostMembers
        // The room on the screen first, so that those who are here are not cut off.
        for index in others.reversed() where buffers[index].kind == .room && buffers[index].network == network.number {
            for nick in buffers[index].members.nicks.prefix(max(0, room)) {
                room -= 1
                let folded = session.fold(nick)
                guard seen.insert(folded).inserted, network.indices[folded] == nil else { continue }
                places.append(GoTo.Goal(place: .person(nick: nick), label: "@" + nick))
            }
        }
        return places
    }

    /// With several networks, rooms of the same name are told apart by theirs.
    func label(of buffer: Buffer) -> String {
        guard networks.count > 1, buffer.kind != .server,
            let own = buffers.first(where: { $0.network == buffer.network && $0.kind == .server })
        else { return buffer.label }
        return buffer.label + "  " + own.name
    }

    mutating func goToGoal() {
        let goal = goingTo?.goal
        goingTo = nil
        switch goal?.place {
        case nil: show(.noMatch)
        case .buffer(let number): if let index = index(ofNumber: number) { go(to: index) }
        case .person(let nick): if let index = open(.person, nick) { go(to: index) }
        case .line(let text): buffers[current].editor.set(text)
        }
    }
}
