/// The table of what terminals send for keys: xterm, VT220, rxvt, the Linux console, kitty (CSI u) and xterm's
/// modifyOtherKeys.
enum EscapeSequences {
    /// `ESC [ [ A` of the Linux console.
    static let consoleFunctions: [UInt8: Key] = [
        UInt8(ascii: "A"): .function(1), UInt8(ascii: "B"): .function(2), UInt8(ascii: "C"): .function(3),
        UInt8(ascii: "D"): .function(4), UInt8(ascii: "E"): .function(5),
    ]

    /// The last byte of `ESC [ A`, `ESC [ 1 ; 5 A` and `ESC O A`.
    private static let letters: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "P"): .function(1),
        UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    ]

    /// rxvt: `ESC [ a` with Shift, `ESC O a` with Control.
    private static let smallLetters: [UInt8: Key] = [
        UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right, UInt8(ascii: "d"): .left,
    ]

    /// The number of `ESC [ 3 ~`: VT220, and 7 and 8 of rxvt.
    private static let numbers: [Int: Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
        29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
    ]

    /// What kitty numbers in Unicode's private area: the keypad and the high function keys are keys of ours, the rest
    /// (locks, media keys, modifiers alone) are not.
    private static let keypadKeys: [Key] = [
        .left, .right, .up, .down, .pageUp, .pageDown, .home, .end, .insert, .delete,
    ]
    private static let keypadCharacters = Array("0123456789./*-+")
    private static let privateArea = 57_344...63_743

    /// The application keypad's `ESC O j` to `ESC O y`, in order of the alphabet.
    private static let applicationKeypad = Array("*+,-./0123456789")

    /// A byte below 0x20, or 0x7F: both 0x7F and 0x08 are Backspace, both CR and LF are Enter.
    static func control(_ byte: UInt8, _ modifiers: Modifiers) -> KeyPress {
        switch byte {
        case 0x08, 0x7F: KeyPress(.backspace, modifiers)
        case 0x09: KeyPress(.tab, modifiers)
        case 0x0A, 0x0D: enter(modifiers)
        case 0x00: .character(" ", modifiers.union(.control))
        default: .character(Character(lowercase(Unicode.Scalar(byte | 0x40))), modifiers.union(.control))
        }
    }

    /// `ESC O` and a byte; the digit is the modifiers' number in `ESC O 5 A`. nil: no key.
    static func singleShift(_ byte: UInt8, digit: UInt8?) -> KeyPress? {
        let modifiers = digit.map { Self.modifiers(Int($0) - 0x30) } ?? []
        if let key = letters[byte] { return KeyPress(key, modifiers) }
        guard digit == nil else { return nil }
        if let key = smallLetters[byte] { return KeyPress(key, .control) }
        switch byte {
        case UInt8(ascii: "M"): return KeyPress(.enter)
        case UInt8(ascii: "I"): return KeyPress(.tab)
        case UInt8(ascii: "X"): return .character("=")
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            return .character(applicationKeypad[Int(byte - UInt8(ascii: "j"))])
        default: return nil
        }
    }

    /// A whole control sequence behind `ESC [`. nil: a key's release, or nothing known.
    static func press(parameters: [UInt8], final: UInt8) -> KeyPress? {
        let intermediate = parameters.last.flatMap { (0x20...0x2F).contains($0) ? $0 : nil }
        let numbers = intermediate == nil ? parameters : parameters.dropLast()
        guard let sequence = ControlSequence(numbers, final: final) else { return nil }
        if let report = TerminalReport(sequence, intermediate: intermediate) { return KeyPress(.report(report)) }
        guard intermediate == nil else { return nil }
        switch (sequence.marker, final) {
        case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
            guard let code = sequence.number(0), let column = sequence.number(1), let row = sequence.number(2)
            else { return nil }
            return mouse(code: code, column: column, row: row, isRelease: final == UInt8(ascii: "m"))
        case (nil, UInt8(ascii: "M")):
            guard let code = sequence.number(0), let column = sequence.number(1), let row = sequence.number(2)
            else { return nil }
            return mouse(code: code - 32, column: column, row: row, isRelease: nil)
        case (nil, _): return key(sequence)
        default: return nil
        }
    }

    private static func key(_ sequence: ControlSequence) -> KeyPress? {
        let modifiers = modifiers(sequence.number(1) ?? 1)
        switch sequence.final {
        case UInt8(ascii: "u"): return sequence.isRelease ? nil : unicodeKey(sequence)
        case UInt8(ascii: "~") where sequence.number(0) == 27:
            return sequence.number(2).flatMap { character($0, shifted: nil, modifiers) }
        case UInt8(ascii: "~"):
            return sequence.isRelease ? nil : numbered(sequence, modifiers)
        case UInt8(ascii: "^"): return numbered(sequence, .control)
        case UInt8(ascii: "$"): return numbered(sequence, .shift)
        case UInt8(ascii: "@"): return numbered(sequence, [.control, .shift])
        case UInt8(ascii: "Z"): return KeyPress(.backTab, modifiers.subtracting(.shift))
        case UInt8(ascii: "I") where sequence.isBare: return KeyPress(.focus(true))
        case UInt8(ascii: "O") where sequence.isBare: return KeyPress(.focus(false))
        case UInt8(ascii: "a")...UInt8(ascii: "d") where sequence.isBare:
            return smallLetters[sequence.final].map { KeyPress($0, .shift) }
        // `CSI 1 ; 5 R` is Ctrl-F3 and also the cursor in row 1: it is read as a report, which does no harm as a key would.
        case UInt8(ascii: "R") where !sequence.isBare: return nil
        default: return sequence.isRelease ? nil : letters[sequence.final].map { KeyPress($0, modifiers) }
        }
    }

    private static func numbered(_ sequence: ControlSequence, _ modifiers: Modifiers) -> KeyPress? {
        sequence.number(0).flatMap { numbers[$0] }.map { KeyPress($0, modifiers) }
    }

    /// The modifiers' number, one more than their bits: 1 Shift, 2 Alt, 4 Control, 8 Meta, which is Alt to us.
    private static func modifiers(_ number: Int) -> Modifiers {
        let bits = max(0, number - 1)
        var modifiers: Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & 0b1010 != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }

    /// kitty's `CSI code:shifted ; modifiers:event u`.
    private static func unicodeKey(_ sequence: ControlSequence) -> KeyPress? {
        guard let code = sequence.number(0) else { return nil }
        let number = sequence.number(1) ?? 1
        // Bits 8 and 16 are Super and Hyper here: shortcuts of the desktop, not text.
        guard max(0, number - 1) & 0b11000 == 0 else { return nil }
        let modifiers = modifiers(number)
        guard privateArea.contains(code) else {
            return character(code, shifted: sequence.alternate(0), modifiers)
        }
        switch code {
        case 57_376...57_398: return KeyPress(.function(code - 57_376 + 13), modifiers)
        case 57_399...57_413: return .character(keypadCharacters[code - 57_399], modifiers.subtracting(.shift))
        case 57_414: return enter(modifiers)
        case 57_415: return .character("=", modifiers.subtracting(.shift))
        case 57_417...57_426: return KeyPress(keypadKeys[code - 57_417], modifiers)
        default: return nil
        }
    }

    /// A key named by its Unicode number, made the same press that the plain byte would make.
    private static func character(_ code: Int, shifted: Int?, _ modifiers: Modifiers) -> KeyPress? {
        switch code {
        case 9 where modifiers.contains(.shift): return KeyPress(.backTab, modifiers.subtracting(.shift))
        case 9: return KeyPress(.tab, modifiers)
        case 10, 13: return enter(modifiers)
        case 27: return KeyPress(.escape, modifiers)
        case 8, 127: return KeyPress(.backspace, modifiers)
        default: break
        }
        guard let scalar = printable(code) else { return nil }
        if modifiers.contains(.control) { return .character(Character(lowercase(scalar)), modifiers) }
        guard modifiers.contains(.shift) else { return .character(Character(scalar), modifiers) }
        let shown = shifted.flatMap(printable) ?? uppercase(scalar)
        return .character(Character(shown), modifiers.subtracting(.shift))
    }

    private static func enter(_ modifiers: Modifiers) -> KeyPress {
        modifiers.isEmpty ? KeyPress(.enter) : KeyPress(.newline)
    }

    private static func printable(_ code: Int) -> Unicode.Scalar? {
        guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value),
            scalar.properties.generalCategory != .control
        else { return nil }
        return scalar
    }

    /// The small letter where it is one scalar, else the same.
    private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }

    private static func uppercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let mapped = scalar.properties.uppercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }
}

// MARK: - Mouse

extension EscapeSequences {
    /// A mouse report. The code's bits: 0-1 button, 2 Shift, 3 Alt, 4 Control, 5 motion, 6 wheel. Columns and rows are
    /// from 1. `isRelease` is nil in the older forms, which say "button 3" for a release. nil: no button of ours.
    static func mouse(code: Int, column: Int, row: Int, isRelease: Bool?) -> KeyPress? {
        guard (0..<128).contains(code) else { return nil }
        let isWheel = code & 64 != 0
        let isMotion = code & 32 != 0
        let button: Mouse.Button =
            switch (isWheel, code & 3) {
            case (false, 0): .left
            case (false, 1): .middle
            case (false, 2): .right
            case (true, 0): .wheelUp
            case (true, 1): .wheelDown
            case (true, 2): .wheelLeft
            case (true, 3): .wheelRight
            default: .none
            }
        let isUp = isRelease ?? (button == .none && !isMotion)
        if isWheel && (isUp || isMotion) { return nil }
        var modifiers: Modifiers = []
        if code & 4 != 0 { modifiers.insert(.shift) }
        if code & 8 != 0 { modifiers.insert(.alt) }
        if code & 16 != 0 { modifiers.insert(.control) }
        let action: Mouse.Action = isUp ? .released : isMotion ? .dragged : .pressed
        return KeyPress(.mouse(Mouse(button, action, column: max(0, column - 1), row: max(0, row - 1))), modifiers)
    }
}
