import ChatProtocol

/// What a key does.
extension Model {
    /// Rows that one step of the wheel moves.
    static let wheelRows = 3

    mutating func press(_ press: KeyPress) {
        switch press.key {
        case .focus(let isFocused): return focus(isFocused)
        case .paste(let text):
            panel = nil
            return paste(text)
        case .mouse(let mouse): if click(mouse) { return }
        default: break
        }
        // By pattern: comparing with nil copies what there is.
        let isReading = if case .some = panel { true } else { false }
        if isReading {
            if filterPanel(press) { return }
            if let action = settings.keys.action(for: press) {
                if performInPanel(action) { return }
            } else {
                panel = nil
            }
        }
        // Once more types it.
        if !isReading, isIdle, press == .character("?") || press == .character("？") { return openHelp() }
        if isAsking, prompt?.kind == .search {
            if press.key == .up { return findNext(-1) }
            if press.key == .down { return findNext(1) }
        }
        if selected != nil, !isAsking, let action = KeyTable.selecting.action(for: press) { return perform(action) }
        if let action = settings.keys.action(for: press) {
            if !isAsking, !action.keepsSelection { unselect() }
            perform(action)
        } else if case .character(let character) = press.key, press.modifiers.isEmpty {
            if !isAsking { unselect() }
            writeLine { $0.insert(character) }
        }
    }

    /// Changes what is being written, and nothing else of the picture, but for an answer that has been read.
    private mutating func writeLine(_ edit: (inout LineEditor) -> Void) {
        let isRead = hint != nil
        write(edit)
        if !isRead { change = .line }
    }

    /// Changes what is being written: the name after Ctrl-K while that is open, what is asked for, else the line.
    mutating func write(_ edit: (inout LineEditor) -> Void) {
        if isAsking, var asked = prompt {
            edit(&asked.editor)
            prompt = asked
            if asked.kind == .search { findNext(-1, isNew: true) }
            return
        }
        if case .some = goingTo {
            goingTo?.edit(edit)
            return
        }
        edit(&buffers[current].editor)
        if buffers.span[current].editor.isEmpty { buffers[current].paste = .none }
        // No list opens by itself in a line without a sign: a key more in such a line costs this look.
        if !completion.isIdle || !buffers.span[current].editor.hasNoSign {
            var list = completion
            let editor = buffers[current].editor
            list.follow(editor.clusters, cursor: editor.cursor, candidates)
            completion = list
        }
        tellTyping()
        if let refused, refused.typed == buffers[current].editor.text { return }
        if refused != nil { refused = nil }
        if hint != nil { hint = nil }
    }

    /// Whether something is asked for in the place of the line.
    private var isAsking: Bool { if case .some = prompt { true } else { false } }

    mutating func perform(_ action: Action) {
        switch action {
        case .submit: if prompt != nil { submitPrompt() } else if goingTo != nil { goToGoal() } else { submit() }
        case .find: find()
        case .members: openMembers()
        case .select: if selected == nil { select() } else { selectNext(-1) }
        case .selectEarlier: selectNext(-1)
        case .selectLater: selectNext(1)
        case .answer: answer()
        case .react: react()
        case .edit: change()
        case .redact: redact()
        case .copy: copySelected()
        case .completeNext: complete(.next)
        case .completePrevious: complete(.previous)
        case .lineUp: lineUp()
        case .lineDown: lineDown()
        case .scrollPageUp: scroll(by: -pageRows)
        case .scrollPageDown: scroll(by: pageRows)
        case .scrollLinesUp: scroll(by: -Self.wheelRows)
        case .scrollLinesDown: scroll(by: Self.wheelRows)
        case .scrollToOldest: scrollToOldest()
        case .scrollToNewest: scrollToNewest()
        case .moveToLineEnd where isAtEndOfLine: scrollToNewest()
        case .nextBuffer: goOn(by: 1)
        case .previousBuffer: goOn(by: -1)
        case .nextUnread: goToUnread()
        case .goTo: toggleGoTo()
        case .mentions: openMentions()
        case .searchHistory: toggleHistory()
        case .insertLastWord: insertLastWord()
        case .buffer(let number): go(to: number - 1)
        case .help: help(nil)
        case .toggleRooms: showsRooms.toggle()
        case .toggleMembers: showsMembers.toggle()
        case .toggleHidden: toggleHidden()
        case .redraw: effects.append(.redraw)
        case .suspend: if isHosting { show(.cannotSuspend, isAlarm: true) } else { effects.append(.suspend) }
        case .cancel: cancel()
        case .interrupt: if isBusy { cancel() } else { interrupt() }
        default:
            writeLine { $0.perform(action) }
        }
    }

    /// Something is asked for, or the line is for something: what stands in the input is not a line of its own.
    private var isBusy: Bool { prompt != nil || goingTo != nil || buffers[current].purpose != .post }

    /// Nothing is being written or asked for. In place: a call would take a copy of the model with it, at each key.
    @inline(__always)
    private var isIdle: Bool {
        if case .some = goingTo { return false }
        return selected == nil && !isAsking && buffers.span[current].editor.isEmpty
    }

    private mutating func submitPrompt() {
        guard let asked = prompt else { return }
        prompt = nil
        let text = asked.editor.text
        switch asked.kind {
        case .reaction(let line):
            selected = line
            if Reactions.text(of: text) == nil { unselect() } else { react(written(text)) }
        case .search:
            prompt = asked
            findNext(-1)
        case .password(let entrance): enter(entrance, with: text)
        }
    }

    private var isHosting: Bool { networks.contains { $0.settings.isHosting } }

    private mutating func cancel() {
        if prompt != nil {
            prompt = nil
        } else if selected != nil {
            unselect()
            hint = nil
        } else if goingTo != nil {
            goingTo = nil
        } else if completion.isOpen {
            completion.close()
        } else if buffers[current].purpose != .post {
            endPurpose()
        } else if refused != nil || hint != nil {
            keepPaste()
            refused = nil
            hint = nil
        } else {
            scrollToNewest()
        }
    }

    /// There is nothing to move over in the line, so that End means the messages.
    private var isAtEndOfLine: Bool {
        prompt == nil && goingTo == nil && buffers[current].editor.isAtEnd
    }

    private mutating func complete(_ direction: Completion.Direction) {
        guard prompt == nil else { return }
        guard goingTo == nil else {
            goingTo?.move(direction)
            return
        }
        let editor = buffers[current].editor
        var list = completion
        let line = list.step(direction, text: editor.text, cursor: editor.cursor, candidates: candidates)
        completion = list
        tellTyping()
        if let line { buffers[current].editor.set(line.text, cursor: line.cursor) }
    }

    private var candidates: CompletionCandidates {
        var candidates = CompletionCandidates(
            nicks: addressees, rooms: buffers.filter { $0.kind == .room }.map(\.name))
        candidates.networks = settings.named.compactMap { $0.name.map { Sanitiser.clean($0) } }
        for setting in ClientSetting.all { candidates.values[setting.key] = Sanitiser.clean(settings[setting.key]) }
        return candidates
    }

    /// Who can be addressed, last to speak first.
    private var addressees: [String] {
        var seen: Set<String> = [nick]
        var nicks: [String] = []
        for line in buffers[current].transcript.lines.suffix(200).reversed() {
            guard let author = line.author, !line.isOwn, seen.insert(author).inserted else { continue }
            nicks.append(author)
        }
        for nick in buffers[current].members.nicks where seen.insert(nick).inserted { nicks.append(nick) }
        return nicks
    }

    private mutating func lineUp() {
        guard prompt == nil else { return }
        if goingTo != nil || completion.isOpen { return complete(.previous) }
        guard !buffers[current].editor.moveUp() else { return }
        let text = buffers[current].editor.text
        if let earlier = buffers[current].past.earlier(than: text) { buffers[current].editor.set(earlier) }
    }

    private mutating func lineDown() {
        guard prompt == nil else { return }
        if goingTo != nil || completion.isOpen { return complete(.next) }
        guard !buffers[current].editor.moveDown() else { return }
        if let later = buffers[current].past.later() { buffers[current].editor.set(later) }
    }
}

extension Action {
    /// Whether a line stays in hand.
    fileprivate var keepsSelection: Bool {
        switch self {
        case .select, .scrollPageUp, .scrollPageDown, .scrollLinesUp, .scrollLinesDown, .scrollToOldest,
            .scrollToNewest, .redraw, .suspend, .toggleRooms, .toggleMembers, .help:
            true
        default: false
        }
    }
}

extension LineEditor {
    /// An editing action; any other does nothing.
    fileprivate mutating func perform(_ action: Action) {
        switch action {
        case .insertNewline: insert("\n")
        case .moveLeft: moveLeft()
        case .moveRight: moveRight()
        case .moveWordLeft: moveWordLeft()
        case .moveWordRight: moveWordRight()
        case .moveToLineStart: moveToLineStart()
        case .moveToLineEnd: moveToLineEnd()
        case .deleteBackward: deleteBackward()
        case .deleteForward: deleteForward()
        case .deleteWordBackward: deleteWordBackward()
        case .deleteWordForward: deleteWordForward()
        case .deleteToLineStart: deleteToLineStart()
        case .deleteToLineEnd: deleteToLineEnd()
        case .yank: yank()
        case .transpose: transpose()
        case .upperCaseWord: changeWord { $0.uppercased() }
        case .lowerCaseWord: changeWord { $0.lowercased() }
        case .capitaliseWord: changeWord { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
        case .undo: undo()
        case .redo: redo()
        default: break
        }
    }
}
