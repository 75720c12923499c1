/// Cuts a stream of bytes into characters, control characters and sequences, wherever the reads happened to split it.
///
/// The shape is that of the DEC terminals' parser with UTF-8 in its ground state. It knows no meanings.
struct SequenceParser: Sendable {
    enum Token: Equatable, Sendable {
        case scalar(Unicode.Scalar)
        case control(UInt8)
        case escape(intermediates: [UInt8], final: UInt8)
        case sequence(ControlSequence)
        /// An operating system command (`ESC ]`) or a device control string (`ESC P`).
        case string(introducer: UInt8, body: [UInt8])
        case broken(Violation)
    }

    /// Ours: no sequence that we know is longer than a third of this.
    private static let longestSequence = 256
    /// Ours: room for three quarters of a megabyte on the clipboard, in base 64.
    private static let longestString = 1 << 20

    private enum State: Sendable {
        case ground
        case character(bytes: [UInt8], missing: Int)
        case escape(intermediates: [UInt8])
        case sequence(body: [UInt8])
        case string(introducer: UInt8)
        case stringEscape(introducer: UInt8)
    }

    private var state = State.ground
    private var body: [UInt8] = []
    private var bodyIsTooLong = false

    /// True between two tokens: nothing has been begun that is not finished.
    var isAtRest: Bool {
        if case .ground = state { true } else { false }
    }

    mutating func take(_ byte: UInt8, into tokens: inout [Token]) {
        switch state {
        case .ground: begin(byte, &tokens)
        case .character(let bytes, let missing): goOn(with: bytes, missing: missing, byte, &tokens)
        case .escape(let intermediates): afterEscape(intermediates, byte, &tokens)
        case .sequence(let body): inSequence(body, byte, &tokens)
        case .string(let introducer): inString(introducer, byte, &tokens)
        case .stringEscape(let introducer):
            guard byte == UInt8(ascii: "\\") else {
                tokens.append(.broken(Violation(.unfinished, [0x1B, introducer] + body)))
                state = .escape(intermediates: [])
                return afterEscape([], byte, &tokens)
            }
            finishString(introducer, &tokens)
        }
    }

    private mutating func begin(_ byte: UInt8, _ tokens: inout [Token]) {
        switch byte {
        case 0x1B: state = .escape(intermediates: [])
        case 0..<0x20, 0x7F: tokens.append(.control(byte))
        case 0x20..<0x7F: tokens.append(.scalar(Unicode.Scalar(byte)))
        case 0xC2...0xDF: state = .character(bytes: [byte], missing: 1)
        case 0xE0...0xEF: state = .character(bytes: [byte], missing: 2)
        case 0xF0...0xF4: state = .character(bytes: [byte], missing: 3)
        default: replace([byte], &tokens)
        }
    }

    private mutating func goOn(with bytes: [UInt8], missing: Int, _ byte: UInt8, _ tokens: inout [Token]) {
        // The second byte of some characters has a narrower range: Unicode 15, table 3-7.
        let allowed: ClosedRange<UInt8> =
            switch (bytes.count, bytes.first) {
            case (1, 0xE0): 0xA0...0xBF
            case (1, 0xED): 0x80...0x9F
            case (1, 0xF0): 0x90...0xBF
            case (1, 0xF4): 0x80...0x8F
            default: 0x80...0xBF
            }
        guard allowed.contains(byte) else {
            replace(bytes, &tokens)
            state = .ground
            return begin(byte, &tokens)
        }
        let whole = bytes + [byte]
        guard missing == 1 else {
            state = .character(bytes: whole, missing: missing - 1)
            return
        }
        state = .ground
        for scalar in String(decoding: whole, as: UTF8.self).unicodeScalars {
            if (0x80...0x9F).contains(scalar.value) {
                tokens.append(.broken(Violation(.rawC1, whole)))
            } else {
                tokens.append(.scalar(scalar))
            }
        }
    }

    private func replace(_ bytes: [UInt8], _ tokens: inout [Token]) {
        tokens.append(.broken(Violation(.notUTF8, bytes)))
        tokens.append(.scalar("\u{FFFD}"))
    }

    private mutating func afterEscape(_ intermediates: [UInt8], _ byte: UInt8, _ tokens: inout [Token]) {
        let start = [0x1B] + intermediates
        if interrupts(byte, start, &tokens) { return }
        switch byte {
        case 0x20...0x2F where intermediates.count < 2: state = .escape(intermediates: intermediates + [byte])
        case UInt8(ascii: "[") where intermediates.isEmpty: state = .sequence(body: [])
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            guard intermediates.isEmpty else { fallthrough }
            body = []
            bodyIsTooLong = false
            state = .string(introducer: byte)
        case 0x30...0x7E:
            state = .ground
            tokens.append(.escape(intermediates: intermediates, final: byte))
        default:
            state = .ground
            tokens.append(.broken(Violation(.unfinished, start + [byte])))
        }
    }

    private mutating func inSequence(_ body: [UInt8], _ byte: UInt8, _ tokens: inout [Token]) {
        let start = [0x1B, UInt8(ascii: "[")] + body
        if interrupts(byte, start, &tokens) { return }
        switch byte {
        case 0x20...0x3F:
            guard body.count < Self.longestSequence else {
                state = .ground
                tokens.append(.broken(Violation(.tooLong, start)))
                return
            }
            state = .sequence(body: body + [byte])
        case 0x40...0x7E:
            state = .ground
            if let sequence = ControlSequence(body: body, final: byte) {
                tokens.append(.sequence(sequence))
            } else {
                tokens.append(.broken(Violation(.unknownSequence, start + [byte])))
            }
        default:
            state = .ground
            tokens.append(.broken(Violation(.unfinished, start)))
            begin(byte, &tokens)
        }
    }

    /// A control character within a sequence: ESC begins another, CAN and SUB end it, the rest is obeyed meanwhile.
    private mutating func interrupts(_ byte: UInt8, _ start: [UInt8], _ tokens: inout [Token]) -> Bool {
        guard byte < 0x20 else { return false }
        tokens.append(.broken(Violation(.unfinished, start + [byte])))
        switch byte {
        case 0x1B: state = .escape(intermediates: [])
        case 0x18, 0x1A: state = .ground
        default: tokens.append(.control(byte))
        }
        return true
    }

    private mutating func inString(_ introducer: UInt8, _ byte: UInt8, _ tokens: inout [Token]) {
        switch byte {
        case 0x1B: state = .stringEscape(introducer: introducer)
        case 0x07 where introducer == UInt8(ascii: "]"): finishString(introducer, &tokens)
        case 0x18, 0x1A:
            state = .ground
            tokens.append(.broken(Violation(.unfinished, [0x1B, introducer] + body)))
        case 0..<0x20: tokens.append(.broken(Violation(.unknownControl, [byte])))
        default:
            if body.count < Self.longestString { body.append(byte) } else { bodyIsTooLong = true }
        }
    }

    private mutating func finishString(_ introducer: UInt8, _ tokens: inout [Token]) {
        state = .ground
        if bodyIsTooLong {
            tokens.append(.broken(Violation(.tooLong, [0x1B, introducer] + body)))
        } else {
            tokens.append(.string(introducer: introducer, body: body))
        }
        body = []
    }
}
