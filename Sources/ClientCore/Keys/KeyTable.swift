/// Keys and what they do, with a line for the help.
package struct KeyBinding: Equatable, Sendable {
    /// All keys of that action; the first is the one to show where there is room for one. None where the person took them
    /// away.
    package internal(set) var keys: [KeyPress]
    /// What they do.
    package let action: Action
    /// One line for the help.
    package let summary: Summary

    fileprivate init(_ keys: [KeyPress], _ action: Action, _ english: String, _ chinese: String) {
        self.keys = keys
        self.action = action
        summary = Summary(english, chinese)
    }
}

/// The one table of keys: what a press does and the help read it.
package struct KeyTable: Equatable, Sendable {
    /// In the order of the help. No key stands in it twice.
    package let bindings: [KeyBinding]
    private let actions: [KeyPress: Action]
    /// Whether what text is typed with is anything but text.
    private let bindsText: Bool

    /// The keys as they are shipped.
    package static let standard = KeyTable(writing + editing + reading + switching + program)
    /// What keys do while a line is in hand; any other key lets go of it and does what it does otherwise.
    package static let selecting = KeyTable(inHand)

    private init(_ bindings: [KeyBinding]) {
        self.bindings = bindings
        var actions: [KeyPress: Action] = [:]
        for binding in bindings {
            for key in binding.keys { actions[key] = binding.action }
        }
        self.actions = actions
        bindsText = actions.keys.contains(where: \.isText)
    }

    /// What is wrong with a line of the person's own keys.
    package enum Problem: Error, Equatable, Sendable {
        case noAction(String)
        case noKey(String)
        /// An action that nobody can do without has lost its last key.
        case needsKey(String)
    }

    /// The same with other keys for one action, by the names that config.ini writes; keys that another action had are taken
    /// from it. No name at all: the action has no key.
    package func binding(_ name: String, to names: [String]) throws(Problem) -> KeyTable {
        guard let place = bindings.firstIndex(where: { $0.action.name == name }) else { throw .noAction(name) }
        var keys: [KeyPress] = []
        for name in names {
            guard let key = KeyPress(named: name) else { throw .noKey(name) }
            if !keys.contains(key) { keys.append(key) }
        }
        var changed = bindings
        for index in changed.indices { changed[index].keys.removeAll { keys.contains($0) } }
        changed[place].keys = keys
        if let lost = changed.first(where: { $0.keys.isEmpty && Self.needed.contains($0.action) }) {
            throw .needsKey(lost.action.name)
        }
        return KeyTable(changed)
    }

    /// Without these nobody could say anything, or leave.
    private static let needed: Set<Action> = [.submit, .deleteBackward, .interrupt]

    /// What the press does; nil if it is bound to nothing (a character without modifiers is text). A named key held with
    /// Shift does what it does without, where Shift has no meaning of its own.
    package func action(for press: KeyPress) -> Action? {
        if press.isText, !bindsText { return nil }
        let pattern = Self.pattern(of: press)
        if let action = actions[pattern] { return action }
        if case .character = pattern.key { return nil }
        return actions[KeyPress(pattern.key, pattern.modifiers.subtracting(.shift))]
    }

    /// The press as it stands in the table: the wheel does the same wherever the mouse is.
    private static func pattern(of press: KeyPress) -> KeyPress {
        guard case .mouse(let mouse) = press.key else { return press }
        return KeyPress(.mouse(Mouse(mouse.button, mouse.action, column: 0, row: 0)), press.modifiers)
    }

    private static func wheel(_ button: Mouse.Button) -> KeyPress {
        KeyPress(.mouse(Mouse(button, .pressed, column: 0, row: 0)))
    }
}

extension KeyTable {
    private static let writing = [
        KeyBinding([KeyPress(.enter)], .submit, "say the line", "发送"),
        KeyBinding([KeyPress(.newline)], .insertNewline, "begin a new line in the text", "换行"),
        KeyBinding([KeyPress(.tab)], .completeNext, "complete the word; again: the next one", "补全；再按换下一个"),
        KeyBinding([KeyPress(.backTab)], .completePrevious, "complete with the one before", "补全为上一个"),
        KeyBinding([KeyPress(.up)], .lineUp, "line above, earlier line", "上一行，较早的输入"),
        KeyBinding([KeyPress(.down)], .lineDown, "line below, later line", "下一行，较晚的输入"),
        KeyBinding([.control("r")], .searchHistory, "find an earlier line", "查找较早的输入"),
        KeyBinding([KeyPress(.left), .control("b")], .moveLeft, "left", "左移"),
        KeyBinding([KeyPress(.right), .control("f")], .moveRight, "right", "右移"),
        KeyBinding(
            [.alt("b"), KeyPress(.left, .control), KeyPress(.left, .alt)], .moveWordLeft, "a word left", "左移一词"),
        KeyBinding(
            [.alt("f"), KeyPress(.right, .control), KeyPress(.right, .alt)], .moveWordRight, "a word right", "右移一词"),
        KeyBinding([KeyPress(.home), .control("a")], .moveToLineStart, "beginning of the line", "行首"),
        KeyBinding([KeyPress(.end), .control("e")], .moveToLineEnd, "end of the line", "行尾"),
    ]

    private static let editing = [
        KeyBinding([KeyPress(.backspace), .control("h")], .deleteBackward, "delete before the cursor", "删除前一字"),
        KeyBinding([KeyPress(.delete), .control("d")], .deleteForward, "delete under the cursor", "删除后一字"),
        KeyBinding(
            [.control("w"), KeyPress(.backspace, .alt), KeyPress(.backspace, .control)], .deleteWordBackward,
            "delete the word before the cursor", "删除前一词"),
        KeyBinding(
            [.alt("d"), KeyPress(.delete, .control), KeyPress(.delete, .alt)], .deleteWordForward,
            "delete the word behind the cursor", "删除后一词"),
        KeyBinding([.control("u")], .deleteToLineStart, "delete to the beginning of the line", "删除至行首"),
        KeyBinding([.alt("k")], .deleteToLineEnd, "delete to the end of the line", "删除至行尾"),
        KeyBinding([.control("y")], .yank, "put back what was deleted", "粘回删除的内容"),
        KeyBinding([.control("t")], .transpose, "swap two characters", "交换两字"),
        KeyBinding([.alt("u")], .upperCaseWord, "make the word upper case", "将单词变为大写"),
        KeyBinding([.alt("l")], .lowerCaseWord, "make the word lower case", "将单词变为小写"),
        KeyBinding([.alt("c")], .capitaliseWord, "capitalise the word", "将单词首字母变为大写"),
        KeyBinding(
            [.alt(".")], .insertLastWord, "last word of the line sent last; again: of the one before",
            "插入上一条输入的最后一词；再按换更早的一条"),
        KeyBinding([.control("_"), .control("/")], .undo, "undo", "撤销"),
        KeyBinding([.alt("y")], .redo, "redo", "重做"),
    ]

    private static let reading = [
        KeyBinding([KeyPress(.pageUp)], .scrollPageUp, "a page up", "上翻一页"),
        KeyBinding([KeyPress(.pageDown)], .scrollPageDown, "a page down", "下翻一页"),
        KeyBinding([wheel(.wheelUp)], .scrollLinesUp, "some lines up", "上翻几行"),
        KeyBinding([wheel(.wheelDown)], .scrollLinesDown, "some lines down", "下翻几行"),
        KeyBinding(
            [KeyPress(.up, .shift), .alt("s"), KeyPress(.up, .control)], .select,
            "take a line in hand: to answer, react, change, copy", "选择一条消息：回复、回应、修改、复制"),
        KeyBinding([.control("s"), KeyPress(.function(4))], .find, "find in this buffer", "在当前窗口查找"),
        KeyBinding([KeyPress(.home, .control)], .scrollToOldest, "oldest line", "最早的消息"),
        KeyBinding([KeyPress(.end, .control)], .scrollToNewest, "newest line", "最新的消息"),
    ]

    private static let inHand = [
        KeyBinding([KeyPress(.up), KeyPress(.up, .shift), .character("k")], .selectEarlier, "the line before", "上一条"),
        KeyBinding(
            [KeyPress(.down), KeyPress(.down, .shift), .character("j")], .selectLater, "the line behind", "下一条"),
        KeyBinding([.character("r"), KeyPress(.enter)], .answer, "answer", "回复"),
        KeyBinding([.character("="), .character("+")], .react, "react", "回应"),
        KeyBinding([.character("e")], .edit, "change yours", "修改自己的"),
        KeyBinding([KeyPress(.delete), .character("d")], .redact, "take back", "撤回"),
        KeyBinding([.character("y")], .copy, "copy", "复制"),
        KeyBinding([.character("?")], .help, "help", "帮助"),
        KeyBinding([KeyPress(.escape)], .cancel, "let go", "取消"),
    ]

    private static let switching =
        [
            KeyBinding([.control("k")], .goTo, "go to a room or a member", "跳转到房间或成员"),
            KeyBinding(
                [.control("n"), KeyPress(.down, .alt), KeyPress(.pageDown, .control)], .nextBuffer,
                "next room or chat", "下一个窗口"),
            KeyBinding(
                [.control("p"), KeyPress(.up, .alt), KeyPress(.pageUp, .control)], .previousBuffer,
                "previous room or chat", "上一个窗口"),
            KeyBinding([.alt("a")], .nextUnread, "next one with something unread", "下一个未读"),
            KeyBinding(
                [.alt("n"), KeyPress(.function(5))], .mentions, "what was said to you, everywhere",
                "所有提到你的和私聊的消息"),
        ]
        + zip(1..., "123456789").map { number, digit in
            KeyBinding([.alt(digit)], .buffer(number), "room or chat \(number)", "第 \(number) 个窗口")
        }

    private static let program = [
        KeyBinding([KeyPress(.function(1))], .help, "help", "帮助"),
        KeyBinding(
            [.alt("m")], .members, "the members: find one, and what to do with them", "成员列表：查找并操作"),
        KeyBinding([KeyPress(.function(2))], .toggleRooms, "show or hide the rooms", "显示或隐藏房间列表"),
        KeyBinding([KeyPress(.function(3))], .toggleMembers, "show or hide the members", "显示或隐藏成员列表"),
        KeyBinding([.alt("h")], .toggleHidden, "show or cover what is hidden in messages", "显示或遮住消息里隐藏的文字"),
        KeyBinding([KeyPress(.escape)], .cancel, "close; back to the newest line", "关闭；回到最新消息"),
        KeyBinding([.control("l")], .redraw, "draw the screen anew", "重绘屏幕"),
        KeyBinding([.control("z")], .suspend, "suspend", "挂起"),
        KeyBinding(
            [.control("c")], .interrupt, "clear the line; on an empty one: quit", "清空输入；已空时退出"),
    ]
}
