/// What a terminal says of itself when it is asked, or (the scheme) when it changes.
package enum TerminalReport: Hashable, Sendable {
    /// Where the cursor stands, from 0 (CPR): each at most `Screen.mostColumns`.
    case cursor(row: Int, column: Int)
    /// What kind of terminal it is (DA1): every terminal answers this, so it ends the answers to what was asked before.
    case attributes
    /// How a private mode stands (DECRPM).
    case mode(Int, ModeState)
    /// The colour of its paper (OSC 11).
    case paper(PaperColour)
    /// The person has turned to dark or light colours (mode 2031).
    case scheme(isDark: Bool)

    /// How a mode stands, by DECRPM's numbers.
    package enum ModeState: Int, Hashable, Sendable {
        case unknown = 0
        case on = 1
        case off = 2
        case alwaysOn = 3
        case alwaysOff = 4
    }
}

/// A colour as OSC 11 tells it.
package struct PaperColour: Hashable, Sendable {
    /// From 0 to 255 each.
    package let red: UInt8, green: UInt8, blue: UInt8

    /// A colour of its three parts.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Whether dark ink stands out better from it than light ink: its luminance (WCAG 2.1, with a gamma of 2) is above
    /// 0.18, where black and white have the same contrast.
    package var isLight: Bool {
        func square(_ part: UInt8) -> Int { Int(part) * Int(part) }
        return 2126 * square(red) + 7152 * square(green) + 722 * square(blue) > 1800 * 255 * 255
    }
}

extension TerminalReport {
    /// Bytes of a string that can be a report: `11;rgba:ffff/ffff/ffff/ffff`.
    static let longestString = 32

    /// The report that an OSC string is; nil where it is none of ours.
    init?(string: [UInt8]) {
        let text = String(decoding: string, as: UTF8.self)
        guard text.hasPrefix("11;rgb") else { return nil }
        let colour = text.dropFirst("11;rgb".count)
        let parts = colour.drop { $0 != ":" }.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard colour.hasPrefix(":") && parts.count == 3 || colour.hasPrefix("a:") && parts.count == 4 else {
            return nil
        }
        let numbers = parts.map(Self.part)
        guard let red = numbers[0], let green = numbers[1], let blue = numbers[2] else { return nil }
        self = .paper(PaperColour(red: red, green: green, blue: blue))
    }

    /// One to four hexadecimal digits, of which all `f` are full.
    private static func part(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let number = Int(digits, radix: 16)
        else { return nil }
        return UInt8(number * 255 / (1 << (4 * digits.utf8.count) - 1))
    }

    /// The report that a control sequence is; nil where it is none of ours.
    init?(_ sequence: ControlSequence, intermediate: UInt8?) {
        let marker = sequence.marker
        switch (marker, intermediate, sequence.final) {
        case (nil, nil, UInt8(ascii: "R")):
            guard let row = sequence.number(0), let column = sequence.number(1), sequence.count == 2,
                (1...Screen.mostColumns).contains(row), (1...Screen.mostColumns).contains(column)
            else { return nil }
            self = .cursor(row: row - 1, column: column - 1)
        case (UInt8(ascii: "?"), nil, UInt8(ascii: "c")): self = .attributes
        case (UInt8(ascii: "?"), UInt8(ascii: "$"), UInt8(ascii: "y")):
            guard let mode = sequence.number(0), sequence.count == 2,
                let state = sequence.number(1).flatMap({ ModeState(rawValue: $0) })
            else { return nil }
            self = .mode(mode, state)
        case (UInt8(ascii: "?"), nil, UInt8(ascii: "n")):
            guard sequence.number(0) == 997, let scheme = sequence.number(1), (1...2).contains(scheme) else {
                return nil
            }
            self = .scheme(isDark: scheme == 1)
        default: return nil
        }
    }
}
