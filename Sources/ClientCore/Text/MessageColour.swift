/// A colour that somebody gave to what they wrote. The palette has an ink for each that can be read on any paper, so that
/// nothing can be hidden by a colour.
package enum MessageColour: UInt8, CaseIterable, Sendable {
    case red, brown, orange, yellow, lime, green, teal, cyan, lightBlue, blue, purple, pink, grey

    /// mIRC's number, 0 to 99; nil for white and black, one of which is the paper, and for numbers without a colour.
    init?(number: Int) {
        switch number {
        case 2: self = .blue
        case 3: self = .green
        case 4: self = .red
        case 5: self = .brown
        case 6: self = .purple
        case 7: self = .orange
        case 8: self = .yellow
        case 9: self = .lime
        case 10: self = .teal
        case 11: self = .cyan
        case 12: self = .lightBlue
        case 13: self = .pink
        case 14, 15: self = .grey
        // Six rows of twelve hues, from dark to light (modern.ircdocs.horse/formatting, colours 16-98), then greys.
        case 16...87: self = Self.hues[(number - 16) % Self.hues.count]
        case 89...97: self = .grey
        default: return nil
        }
    }

    private static let hues: [MessageColour] = [
        .red, .orange, .yellow, .lime, .green, .teal, .cyan, .lightBlue, .blue, .purple, .pink, .red,
    ]

    /// The hue of a mixed colour, each part from 0 to 255; nil where it is nearly white or black.
    init?(red: Int, green: Int, blue: Int) {
        let most = max(red, green, blue)
        let least = min(red, green, blue)
        let span = most - least
        guard span >= 32 else {
            guard (64..<224).contains(most) else { return nil }
            self = .grey
            return
        }
        // The hue in thirtieths of the circle's sixth part: 0 is red, 60 green, 120 blue.
        let hue =
            switch most {
            case red: (green - blue) * 30 / span
            case green: 60 + (blue - red) * 30 / span
            default: 120 + (red - green) * 30 / span
            }
        switch (hue + 180) % 180 {
        case 8..<20: self = most < 160 ? .brown : .orange
        case 20..<38: self = .yellow
        case 38..<52: self = .lime
        case 52..<72: self = .green
        case 72..<84: self = .teal
        case 84..<98: self = .cyan
        case 98..<112: self = .lightBlue
        case 112..<128: self = .blue
        case 128..<142: self = .purple
        case 142..<172: self = .pink
        default: self = .red
        }
    }
}
