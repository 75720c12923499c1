extension KeyPress {
    /// The key of a name as the help writes it, in whatever case: `Ctrl-A`, `Alt-Backspace`, `F1`, `Alt-Comma`. nil: there
    /// is no such key, or it is a letter that has to stay one.
    package init?(named name: String) {
        var modifiers: Modifiers = []
        var rest = name[...]
        while let (modifier, length) = Self.prefixes.lazy.compactMap({ prefix, modifier in
            rest.count > prefix.count && rest.prefix(prefix.count).lowercased() == prefix
                ? (modifier, prefix.count) : nil
        }).first {
            modifiers.insert(modifier)
            rest = rest.dropFirst(length)
        }
        guard let press = Self.press(rest, modifiers), !press.isText else { return nil }
        self = press
    }

    private static let prefixes: [(String, Modifiers)] = [("ctrl-", .control), ("alt-", .alt), ("shift-", .shift)]

    private static let named: [String: Key] = {
        let keys: [Key] = [
            .enter, .tab, .backspace, .delete, .insert, .escape, .up, .down, .left, .right, .home, .end, .pageUp,
            .pageDown, .character(" "),
            .mouse(Mouse(.wheelUp, .pressed, column: 0, row: 0)),
            .mouse(Mouse(.wheelDown, .pressed, column: 0, row: 0)),
        ]
        var named = Dictionary(keys.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        named["comma"] = .character(",")
        return named
    }()

    private static func press(_ name: Substring, _ modifiers: Modifiers) -> KeyPress? {
        let lower = name.lowercased()
        switch (named[lower], modifiers) {
        // What the decoder makes of them.
        case (.tab, [.shift]): return KeyPress(.backTab)
        case (.enter, let held) where !held.isEmpty: return KeyPress(.newline)
        case (let key?, _): return KeyPress(key, modifiers)
        case (nil, _): break
        }
        if lower.first == "f", let number = Int(lower.dropFirst()), (1...35).contains(number) {
            return KeyPress(.function(number), modifiers)
        }
        guard let character = name.first, name.dropFirst().isEmpty, !character.isWhitespace, !character.isNewline else {
            return nil
        }
        let isShifted = modifiers.contains(.shift) && !modifiers.contains(.control)
        let shown = isShifted ? character.uppercased() : character.lowercased()
        guard let pressed = shown.first, shown.count == 1 else { return nil }
        return KeyPress(.character(pressed), isShifted ? modifiers.subtracting(.shift) : modifiers)
    }

    /// Whether it is what text is typed with.
    var isText: Bool {
        guard case .character = key else { return false }
        return modifiers.subtracting(.shift).isEmpty
    }
}
