import CNcurses
import ClientCore

/// What the inks of a `Style` are on the terminal at hand. Only the ink is chosen, never the paper, and no colour of the
/// terminal is redefined.
struct Palette: Equatable {
    /// How many inks the terminal has.
    enum Depth: Equatable {
        /// Attributes only.
        case mono
        case eight
        case sixteen
        /// The xterm colours 16 to 255, which are the same on every terminal.
        case many

        /// The depth for that many colours; with `NO_COLOR` set to anything but nothing there are none (no-color.org).
        init(colours: Int, noColour: String?) {
            if let noColour, !noColour.isEmpty {
                self = .mono
            } else {
                self = colours >= 256 ? .many : colours >= 16 ? .sixteen : colours >= 8 ? .eight : .mono
            }
        }
    }

    /// A style as ncurses takes it.
    struct Brush: Equatable {
        var attributes: attr_t
        var pair: Int16
    }

    let depth: Depth
    private let brushes: [Brush]
    private let inks: [Ink]

    /// An ink of the terminal: its number (nil: the terminal's own) and the attributes that go with it.
    struct Ink: Equatable {
        var colour: Int16?
        var attributes: Style.Attributes = []
    }

    init(depth: Depth) {
        self.depth = depth
        inks = Self.named(depth) + Self.nickColours(depth).map { Ink(colour: $0) }
        brushes = inks.enumerated().map { index, ink in
            Brush(attributes: Self.bits(of: ink.attributes), pair: ink.colour == nil ? 0 : Int16(index))
        }
    }

    /// Makes ncurses' colour pairs: the number of an ink is that of its pair.
    func define() {
        for (index, ink) in inks.enumerated() {
            if let colour = ink.colour { curses_define_pair(Int16(index), colour) }
        }
    }

    func brush(for style: Style) -> Brush {
        var brush = brushes[index(of: style.ink)]
        if !style.attributes.isEmpty { brush.attributes |= Self.bits(of: style.attributes) }
        return brush
    }

    /// The same as a control sequence (ECMA-48 8.3.117 SGR), for what is written beside ncurses.
    func sequence(for style: Style) -> String {
        let ink = inks[index(of: style.ink)]
        let attributes = style.attributes.union(ink.attributes)
        var sequence = "\u{1B}[0"
        for (attribute, code) in Self.codes where attributes.contains(attribute) { sequence += ";\(code)" }
        switch ink.colour {
        case nil: break
        case .some(let colour) where colour < 8: sequence += ";\(30 + colour)"
        case .some(let colour) where colour < 16: sequence += ";\(90 + colour - 8)"
        case .some(let colour): sequence += ";38;5;\(colour)"
        }
        return sequence + "m"
    }

    private func index(of ink: Style.Ink) -> Int {
        switch ink {
        case .plain: 0
        case .faint: 1
        case .accent: 2
        case .mention: 3
        case .alarm: 4
        case .nick(let number): Self.namedCount + Int(number) % (inks.count - Self.namedCount)
        }
    }
}

extension Palette {
    fileprivate static let namedCount = 5

    /// plain, faint, accent, mention, alarm. The 256-colour ones have a contrast of at least 4 on black and on white.
    ///
    /// With 8 or 16 colours faint is the attribute: bright black is the paper itself in some palettes.
    fileprivate static func named(_ depth: Depth) -> [Ink] {
        switch depth {
        case .mono:
            [
                Ink(), Ink(attributes: .dim), Ink(attributes: .bold), Ink(attributes: .bold), Ink(attributes: .bold),
            ]
        case .eight, .sixteen:
            [
                Ink(), Ink(attributes: .dim), Ink(colour: 6), Ink(colour: 5, attributes: .bold),
                Ink(colour: 1, attributes: .bold),
            ]
        case .many:
            [Ink(), Ink(colour: 243), Ink(colour: 31), Ink(colour: 130, attributes: .bold), Ink(colour: 161)]
        }
    }

    /// The nick colours, apart in hue. Of the first sixteen those that are legible on both papers in the usual palettes.
    static func nickColours(_ depth: Depth) -> [Int16?] {
        switch depth {
        case .mono: [nil]
        case .eight: [1, 2, 5, 6]
        case .sixteen: [1, 2, 5, 6, 9, 12]
        case .many: [132, 64, 29, 27, 133, 30, 98, 28, 163, 63, 131, 129]
        }
    }

    private static let codes: [(Style.Attributes, Int)] = [
        (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]

    private static func bits(of attributes: Style.Attributes) -> attr_t {
        var bits: attr_t = 0
        if attributes.contains(.bold) { bits |= curses_bold() }
        if attributes.contains(.dim) { bits |= curses_dim() }
        if attributes.contains(.italic) { bits |= curses_italic() }
        if attributes.contains(.underline) { bits |= curses_underline() }
        if attributes.contains(.reverse) { bits |= curses_reverse() }
        return bits
    }
}
