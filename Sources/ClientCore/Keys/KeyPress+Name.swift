extension KeyPress: CustomStringConvertible {
    /// The key as the help writes it: `Ctrl-A`, `Alt-Backspace`, `F1`.
    package var description: String {
        var name = ""
        if modifiers.contains(.control) { name += "Ctrl-" }
        if modifiers.contains(.alt) { name += "Alt-" }
        if modifiers.contains(.shift) { name += "Shift-" }
        return name + key.name
    }
}

extension Key {
    /// The key's own name, without modifiers.
    var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): character.uppercased()
        case .enter: "Enter"
        case .newline: "Alt-Enter"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Delete"
        case .insert: "Insert"
        case .escape: "Esc"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PageUp"
        case .pageDown: "PageDown"
        case .function(let number): "F\(number)"
        case .paste: "Paste"
        case .focus: "Focus"
        case .report: "Report"
        case .mouse(let mouse): mouse.name
        }
    }
}

extension Mouse {
    fileprivate var name: String {
        switch button {
        case .left: "Click"
        case .middle: "MiddleClick"
        case .right: "RightClick"
        case .wheelUp: "WheelUp"
        case .wheelDown: "WheelDown"
        case .wheelLeft: "WheelLeft"
        case .wheelRight: "WheelRight"
        case .none: "Move"
        }
    }
}
