/// Turns the keyboard's bytes into presses, however the reads split them.
///
/// The same bytes always give the same presses, at every split point. Replies of the terminal give a `Key.report` where
/// they are known; other replies (OSC, DCS and APC strings among them) and unknown sequences give nothing, and invalid
/// UTF-8 is dropped. What it holds is bounded by `pasteLimit`.
package struct KeyDecoder: Equatable, Sendable {
    /// Bytes of one paste that are kept; the rest of it is dropped. Four full input lines (`LineEditor.byteLimit`).
    package static let pasteLimit = 65_536
    /// Bytes of an OSC, DCS or APC string that are swallowed before it is given up as unterminated. The longest reply
    /// known (an XTGETTCAP or OSC 52 answer) stays far below.
    package static let stringLimit = 4_096
    /// Bytes of parameters kept of one control sequence. The longest key known (kitty's, with alternates) takes 30.
    package static let parameterLimit = 64

    private enum State: Equatable, Sendable {
        case ground
        /// Inside a UTF-8 character; its bytes are held.
        case character(length: Int, modifiers: Modifiers)
        case escape
        case doubleEscape
        /// Behind `ESC [`; the parameters are held.
        case controlSequence(afterEscape: Bool)
        /// A control sequence longer than any key.
        case endlessSequence
        /// Behind `ESC [ [`, the Linux console's function keys.
        case consoleFunction(afterEscape: Bool)
        /// Behind `ESC O`, with the modifier digit that some terminals put before the letter.
        case singleShift(afterEscape: Bool, digit: UInt8?)
        /// Behind `ESC [ M`, whose three bytes are held.
        case mouseBytes
        /// A control string; of an OSC its first bytes are held, as many as a report can have and one more.
        case string(introducer: UInt8, count: Int)
        case stringEscape
        /// Inside a paste; its bytes are held, and so many bytes of the terminator have matched.
        case paste(matched: Int)
    }

    private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

    private var state = State.ground
    private var held: [UInt8] = []

    /// A decoder with nothing open.
    package init() {}

    /// Whether the bytes so far could also be whole keys (a lone Esc, Alt-[). If no byte follows for about 25 ms, they
    /// are: call `timeout()`.
    package var isWaiting: Bool {
        switch state {
        case .escape, .doubleEscape, .stringEscape, .singleShift, .consoleFunction: true
        case .controlSequence: held.isEmpty
        case .string(_, let count): count == 0
        case .ground, .character, .endlessSequence, .mouseBytes, .paste: false
        }
    }

    /// Whether a paste has begun and its end has not come. If no byte follows for a second or more, the terminal lost
    /// the end: call `endPaste()`, or keys would vanish into the paste.
    package var isPasting: Bool {
        if case .paste = state { true } else { false }
    }

    /// Bytes held at the moment, never more than `pasteLimit`.
    package var heldCount: Int { held.count }

    /// The presses that these bytes complete, in order.
    ///
    /// Of one type, so that no other module has to work out at each key what a sequence is.
    package mutating func decode(_ bytes: ArraySlice<UInt8>) -> [KeyPress] {
        var presses: [KeyPress] = []
        for byte in bytes { accept(byte, &presses) }
        return presses
    }

    /// The same for whole arrays.
    package mutating func decode(_ bytes: [UInt8]) -> [KeyPress] { decode(bytes[...]) }

    /// The same for anything else.
    package mutating func decode(_ bytes: some Sequence<UInt8>) -> [KeyPress] { decode(Array(bytes)[...]) }

    /// The presses that the bytes so far are if nothing follows; none unless `isWaiting`. A sequence that has begun in
    /// earnest stays open, so that a slow line does not spill its rest into the input.
    package mutating func timeout() -> [KeyPress] {
        isWaiting ? resolve() : []
    }

    /// What came of a paste whose end was lost; none unless `isPasting`.
    package mutating func endPaste() -> [KeyPress] {
        guard isPasting else { return [] }
        let text = PastedText.text(of: held)
        reset()
        return [KeyPress(.paste(text))]
    }

    private mutating func reset() {
        state = .ground
        held = []
    }

    /// Ends whatever is open: as keys where it can be read as keys, else as nothing.
    private mutating func resolve() -> [KeyPress] {
        let open = state
        let isBare = held.isEmpty
        reset()
        switch open {
        case .escape, .stringEscape: return [KeyPress(.escape)]
        case .doubleEscape: return [KeyPress(.escape), KeyPress(.escape)]
        case .controlSequence(let afterEscape):
            return isBare ? Self.alt("[", afterEscape) : []
        case .consoleFunction(let afterEscape): return Self.alt("[", afterEscape) + [.character("[")]
        case .singleShift(let afterEscape, let digit):
            return Self.alt("O", afterEscape) + (digit.map { [.character(Character(Unicode.Scalar($0)))] } ?? [])
        case .string(let introducer, 0): return Self.alt(Character(Unicode.Scalar(introducer)), false)
        case .ground, .character, .endlessSequence, .mouseBytes, .string, .paste: return []
        }
    }

    private static func alt(_ character: Character, _ afterEscape: Bool) -> [KeyPress] {
        (afterEscape ? [KeyPress(.escape)] : []) + [.alt(character)]
    }

    /// Ends whatever is open, then takes the byte as the beginning of something new.
    private mutating func startAnew(with byte: UInt8, _ presses: inout [KeyPress]) {
        presses += resolve()
        acceptFirst(byte, [], &presses)
    }

    private mutating func accept(_ byte: UInt8, _ presses: inout [KeyPress]) {
        switch state {
        case .ground: acceptFirst(byte, [], &presses)
        case .character(let length, let modifiers): acceptContinuation(byte, length, modifiers, &presses)
        case .escape: acceptAfterEscape(byte, &presses)
        case .doubleEscape: acceptAfterDoubleEscape(byte, &presses)
        case .controlSequence(let afterEscape): acceptInSequence(byte, afterEscape, &presses)
        case .endlessSequence: acceptInEndlessSequence(byte, &presses)
        case .consoleFunction(let afterEscape):
            guard let key = EscapeSequences.consoleFunctions[byte] else { return startAnew(with: byte, &presses) }
            finish(with: KeyPress(key), afterEscape, &presses)
        case .singleShift(let afterEscape, let digit): acceptSingleShift(byte, afterEscape, digit, &presses)
        case .mouseBytes: acceptMouseByte(byte, &presses)
        case .string(let introducer, let count): acceptInString(byte, introducer, count, &presses)
        case .stringEscape:
            if byte == UInt8(ascii: "\\") { return finishString(&presses) }
            reset()
            acceptAfterEscape(byte, &presses)
        case .paste(let matched): acceptPasted(byte, matched, &presses)
        }
    }

    private mutating func finish(with press: KeyPress?, _ afterEscape: Bool, _ presses: inout [KeyPress]) {
        reset()
        guard let press else { return }
        switch press.key {
        case .focus, .mouse, .paste, .report:
            if afterEscape { presses.append(KeyPress(.escape)) }
            presses.append(press)
        default: presses.append(afterEscape ? press.with(.alt) : press)
        }
    }
}

// MARK: - Characters

extension KeyDecoder {
    /// Printable ASCII, ready: a character is not made anew for each key.
    private static let printable = (0x20..<0x7F).map { Character(Unicode.Scalar($0)) }

    private mutating func acceptFirst(_ byte: UInt8, _ modifiers: Modifiers, _ presses: inout [KeyPress]) {
        state = .ground
        switch byte {
        case 0x1B: state = .escape
        case 0x00..<0x20, 0x7F: presses.append(EscapeSequences.control(byte, modifiers))
        case 0x20..<0x7F: presses.append(.character(Self.printable[Int(byte) - 0x20], modifiers))
        case 0xC2...0xDF: begin(length: 2)
        case 0xE0...0xEF: begin(length: 3)
        case 0xF0...0xF4: begin(length: 4)
        default: break
        }
        func begin(length: Int) {
            held = [byte]
            state = .character(length: length, modifiers: modifiers)
        }
    }

    private mutating func acceptContinuation(
        _ byte: UInt8, _ length: Int, _ modifiers: Modifiers, _ presses: inout [KeyPress]
    ) {
        guard Self.isContinuation(byte, of: held) else { return startAnew(with: byte, &presses) }
        held.append(byte)
        guard held.count == length else { return }
        let scalar = String(decoding: held, as: UTF8.self).unicodeScalars.first
        reset()
        guard let scalar, scalar.properties.generalCategory != .control else { return }
        presses.append(.character(Character(scalar), modifiers))
    }

    /// Whether the byte may follow these, by the table of well-formed UTF-8 (Unicode 16, table 3-7).
    private static func isContinuation(_ byte: UInt8, of held: [UInt8]) -> Bool {
        switch (held.count, held.first) {
        case (1, 0xE0): (0xA0...0xBF).contains(byte)
        case (1, 0xED): (0x80...0x9F).contains(byte)
        case (1, 0xF0): (0x90...0xBF).contains(byte)
        case (1, 0xF4): (0x80...0x8F).contains(byte)
        default: (0x80...0xBF).contains(byte)
        }
    }
}

// MARK: - Sequences

extension KeyDecoder {
    private mutating func acceptAfterEscape(_ byte: UInt8, _ presses: inout [KeyPress]) {
        switch byte {
        case 0x1B: state = .doubleEscape
        case UInt8(ascii: "["): state = .controlSequence(afterEscape: false)
        case UInt8(ascii: "O"): state = .singleShift(afterEscape: false, digit: nil)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"): state = .string(introducer: byte, count: 0)
        default: acceptFirst(byte, .alt, &presses)
        }
    }

    /// `ESC ESC [ A` is how rxvt writes Alt-Up; in front of anything else the first is a key of its own.
    private mutating func acceptAfterDoubleEscape(_ byte: UInt8, _ presses: inout [KeyPress]) {
        switch byte {
        case UInt8(ascii: "["): state = .controlSequence(afterEscape: true)
        case UInt8(ascii: "O"): state = .singleShift(afterEscape: true, digit: nil)
        default:
            presses.append(KeyPress(.escape))
            acceptAfterEscape(byte, &presses)
        }
    }

    private mutating func acceptInSequence(_ byte: UInt8, _ afterEscape: Bool, _ presses: inout [KeyPress]) {
        switch byte {
        case UInt8(ascii: "[") where held.isEmpty: state = .consoleFunction(afterEscape: afterEscape)
        case UInt8(ascii: "M") where held.isEmpty: state = .mouseBytes
        // rxvt ends Shift-keys in a byte that elsewhere announces the final one (`CSI ? 2026 ; 2 $ y`).
        case UInt8(ascii: "$") where !held.isEmpty && held.allSatisfy({ (0x30...0x39).contains($0) }):
            finish(with: EscapeSequences.press(parameters: held, final: byte), afterEscape, &presses)
        case 0x20...0x3F:
            if held.count < Self.parameterLimit {
                held.append(byte)
            } else {
                held = []
                state = .endlessSequence
            }
        case UInt8(ascii: "~") where held.elementsEqual([0x32, 0x30, 0x30]):
            if afterEscape { presses.append(KeyPress(.escape)) }
            held = []
            state = .paste(matched: 0)
        case 0x40...0x7E:
            finish(with: EscapeSequences.press(parameters: held, final: byte), afterEscape, &presses)
        default: startAnew(with: byte, &presses)
        }
    }

    private mutating func acceptInEndlessSequence(_ byte: UInt8, _ presses: inout [KeyPress]) {
        switch byte {
        case 0x20...0x3F: break
        case 0x40...0x7E: reset()
        default: startAnew(with: byte, &presses)
        }
    }

    private mutating func acceptSingleShift(
        _ byte: UInt8, _ afterEscape: Bool, _ digit: UInt8?, _ presses: inout [KeyPress]
    ) {
        if digit == nil, (0x31...0x38).contains(byte) {
            state = .singleShift(afterEscape: afterEscape, digit: byte)
        } else if let press = EscapeSequences.singleShift(byte, digit: digit) {
            finish(with: press, afterEscape, &presses)
        } else {
            startAnew(with: byte, &presses)
        }
    }

    private mutating func acceptMouseByte(_ byte: UInt8, _ presses: inout [KeyPress]) {
        guard byte >= 0x20, byte != 0x7F else { return startAnew(with: byte, &presses) }
        held.append(byte)
        guard held.count == 3 else { return }
        let numbers = held.map { Int($0) - 32 }
        finish(
            with: EscapeSequences.mouse(code: numbers[0], column: numbers[1], row: numbers[2], isRelease: nil), false,
            &presses)
    }

    /// A control byte ends the string: no reply holds one, and a person who typed Alt-] gets the keyboard back.
    private mutating func acceptInString(
        _ byte: UInt8, _ introducer: UInt8, _ count: Int, _ presses: inout [KeyPress]
    ) {
        switch byte {
        case 0x1B where count > 0: state = .stringEscape
        case 0x07 where count > 0: finishString(&presses)
        case 0x00..<0x20, 0x7F: startAnew(with: byte, &presses)
        default:
            if count < Self.stringLimit {
                if introducer == UInt8(ascii: "]"), count <= TerminalReport.longestString { held.append(byte) }
                state = .string(introducer: introducer, count: count + 1)
            } else {
                startAnew(with: byte, &presses)
            }
        }
    }

    private mutating func finishString(_ presses: inout [KeyPress]) {
        let report = held.count <= TerminalReport.longestString ? TerminalReport(string: held) : nil
        reset()
        if let report { presses.append(KeyPress(.report(report))) }
    }

    private mutating func acceptPasted(_ byte: UInt8, _ matched: Int, _ presses: inout [KeyPress]) {
        if byte == Self.pasteEnd[matched] {
            state = .paste(matched: matched + 1)
            if matched + 1 == Self.pasteEnd.count { presses += endPaste() }
            return
        }
        // Esc begins the terminator and occurs nowhere else in it, so a failed match can only begin anew at this byte.
        keep(Self.pasteEnd[..<matched])
        if byte == Self.pasteEnd[0] {
            state = .paste(matched: 1)
        } else {
            state = .paste(matched: 0)
            keep(CollectionOfOne(byte)[...])
        }
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        held += bytes.prefix(max(0, Self.pasteLimit - held.count))
    }
}
