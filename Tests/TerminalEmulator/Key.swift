/// A key as a person knows it.
package indirect enum Key: Equatable, Sendable {
    case enter, tab, backTab, escape, backspace
    case up, down, left, right
    case home, end, pageUp, pageDown, insert, delete
    /// F1 to F12.
    case function(Int)
    /// Ctrl with a letter or with one of `@ [ \ ] ^ _ ?` or a space.
    case control(Character)
    /// Alt with a character.
    case alt(Character)
    /// A named key while modifiers are held: `.held([.shift], .pageUp)`.
    case held(Modifiers, Key)

    package struct Modifiers: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        package static let shift = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let control = Modifiers(rawValue: 4)
    }

    /// What xterm writes for this key; the arrows, Home and End differ with the mode of the cursor keys.
    package func bytes(applicationCursorKeys: Bool) -> [UInt8] {
        switch self {
        case .enter: [0x0D]
        case .tab: [0x09]
        case .escape: [0x1B]
        case .backspace: [0x7F]
        case .backTab: Array("\u{1B}[Z".utf8)
        case .control(let character): [Self.controlByte(character)]
        case .alt(let character): [0x1B] + Array(String(character).utf8)
        case .held(let modifiers, let key): key.bytes(with: modifiers, applicationCursorKeys)
        default: bytes(with: [], applicationCursorKeys)
        }
    }

    /// The two families of named keys: `ESC [ 1 ; m A` by letter, `ESC [ 5 ; m ~` by number.
    private func bytes(with modifiers: Modifiers, _ applicationCursorKeys: Bool) -> [UInt8] {
        let plain = modifiers.isEmpty
        if let (letter, isCursorKey) = letter {
            let start = plain ? (applicationCursorKeys || !isCursorKey ? "O" : "[") : "[1;\(modifiers.rawValue + 1)"
            return Array("\u{1B}\(start)\(letter)".utf8)
        }
        if let number {
            return Array("\u{1B}[\(number)\(plain ? "" : ";\(modifiers.rawValue + 1)")~".utf8)
        }
        return (modifiers.contains(.alt) ? [0x1B] : []) + bytes(applicationCursorKeys: applicationCursorKeys)
    }

    private var letter: (letter: String, isCursorKey: Bool)? {
        switch self {
        case .up: ("A", true)
        case .down: ("B", true)
        case .right: ("C", true)
        case .left: ("D", true)
        case .home: ("H", true)
        case .end: ("F", true)
        case .function(let number) where (1...4).contains(number): (["P", "Q", "R", "S"][number - 1], false)
        default: nil
        }
    }

    private var number: Int? {
        switch self {
        case .insert: 2
        case .delete: 3
        case .pageUp: 5
        case .pageDown: 6
        case .function(let number) where (5...12).contains(number): [15, 17, 18, 19, 20, 21, 23, 24][number - 5]
        default: nil
        }
    }

    private static func controlByte(_ character: Character) -> UInt8 {
        switch character.asciiValue {
        case .some(let value) where (0x40...0x5F).contains(value) || (0x61...0x7A).contains(value): value & 0x1F
        case UInt8(ascii: " "): 0
        case UInt8(ascii: "?"): 0x7F
        default: preconditionFailure("No control character goes by the name of \(character).")
        }
    }
}
