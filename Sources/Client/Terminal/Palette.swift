import CNcurses
import ClientCore

/// What the inks of a `Style` are on the terminal at hand. Only the ink is chosen, never the paper, and no colour of the
/// terminal is redefined.
struct Palette: Equatable {
    /// What the terminal writes on.
    enum Paper: Equatable {
        /// Inks are legible on both.
        case unknown
        case light
        case dark

        /// What rxvt and its like tell of their colours in `COLORFGBG`: the last number is the paper's, of the first 16.
        init(colourPair: String?) {
            guard let last = colourPair?.split(separator: ";").last, let number = Int(last) else {
                self = .unknown
                return
            }
            switch number {
            case 0...6, 8: self = .dark
            case 7, 9...15: self = .light
            default: self = .unknown
            }
        }
    }

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
    let paper: Paper
    /// Colours from 8 on are red, green and blue to this terminal (`xterm-direct`), not numbers of a palette.
    private let isDirect: Bool
    private let brushes: [Brush]
    private let inks: [Ink]

    /// An ink of the terminal: its number (nil: the terminal's own) and the attributes that go with it.
    struct Ink: Equatable {
        var colour: Int16?
        var attributes: Style.Attributes = []
    }

    init(depth: Depth, paper: Paper = .unknown, isDirect: Bool = false) {
        self.depth = depth
        self.paper = paper
        self.isDirect = isDirect
        inks =
            Self.named(depth, paper) + MessageColour.allCases.map { Self.ink(of: $0, depth) }
            + Self.nickColours(depth, paper).map { Ink(colour: $0) }
        brushes = inks.enumerated().map { index, ink in
            Brush(attributes: Self.bits(of: ink.attributes), pair: ink.colour == nil ? 0 : Int16(index))
        }
    }

    /// The same terminal with another paper.
    func on(_ paper: Paper) -> Palette { Palette(depth: depth, paper: paper, isDirect: isDirect) }

    /// Makes ncurses' colour pairs: the number of an ink is that of its pair.
    func define() {
        for (index, ink) in inks.enumerated() {
            guard let colour = ink.colour else { continue }
            curses_define_pair(Int32(index), isDirect && colour >= 16 ? Self.direct(colour) : Int32(colour))
        }
    }

    /// One of the xterm colours 16 to 255 as red, green and blue.
    private static func direct(_ colour: Int16) -> Int32 {
        guard colour < 232 else { return Int32(8 + 10 * (colour - 232)) * 0x01_0101 }
        let levels: [Int32] = [0, 95, 135, 175, 215, 255]
        let cube = Int(colour) - 16
        return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
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
        case .colour(let colour): Self.namedCount + Int(colour.rawValue)
        case .nick(let number): Self.fixedCount + Int(number) % (inks.count - Self.fixedCount)
        }
    }
}

extension Palette {
    fileprivate static let namedCount = 5
    /// Before the nick colours.
    fileprivate static let fixedCount = namedCount + MessageColour.allCases.count

    /// plain, faint, accent, mention, alarm. The 256-colour ones have a contrast of at least 4.5 on the paper that they are
    /// for (WCAG 2.1, 1.4.3), and where that is unknown of at least 4 on black and on white.
    ///
    /// With 8 or 16 colours faint is the attribute: bright black is the paper itself in some palettes.
    static func named(_ depth: Depth, _ paper: Paper) -> [Ink] {
        switch (depth, paper) {
        case (.mono, _):
            [
                Ink(), Ink(attributes: .dim), Ink(attributes: .bold), Ink(attributes: .bold), Ink(attributes: .bold),
            ]
        case (.sixteen, .dark):
            [
                Ink(), Ink(attributes: .dim), Ink(colour: 14), Ink(colour: 11, attributes: .bold),
                Ink(colour: 9, attributes: .bold),
            ]
        case (.sixteen, .light), (.eight, .light):
            [
                Ink(), Ink(attributes: .dim), Ink(colour: 4), Ink(colour: 5, attributes: .bold),
                Ink(colour: 1, attributes: .bold),
            ]
        case (.eight, _), (.sixteen, .unknown):
            [
                Ink(), Ink(attributes: .dim), Ink(colour: 6), Ink(colour: 5, attributes: .bold),
                Ink(colour: 1, attributes: .bold),
            ]
        case (.many, .unknown):
            [Ink(), Ink(colour: 243), Ink(colour: 31), Ink(colour: 130, attributes: .bold), Ink(colour: 161)]
        case (.many, .dark):
            [Ink(), Ink(colour: 248), Ink(colour: 81), Ink(colour: 221, attributes: .bold), Ink(colour: 209)]
        case (.many, .light):
            [Ink(), Ink(colour: 242), Ink(colour: 25), Ink(colour: 94, attributes: .bold), Ink(colour: 160)]
        }
    }

    /// The nick colours, apart in hue. Of the first sixteen those that are legible in the usual palettes.
    static func nickColours(_ depth: Depth, _ paper: Paper = .unknown) -> [Int16?] {
        switch (depth, paper) {
        case (.mono, _): [nil]
        case (.eight, .light): [1, 4, 5]
        case (.eight, _): [1, 2, 5, 6]
        case (.sixteen, .unknown): [1, 2, 5, 6, 9, 12]
        case (.sixteen, .dark): [9, 10, 11, 13, 14]
        case (.sixteen, .light): [1, 4, 5]
        case (.many, .unknown): [132, 64, 29, 27, 133, 30, 98, 28, 163, 63, 131, 129]
        case (.many, .dark): [210, 215, 186, 149, 114, 79, 80, 75, 111, 141, 177, 212]
        case (.many, .light): [124, 58, 22, 23, 24, 26, 61, 55, 92, 127, 89, 161]
        }
    }

    /// What somebody wrote in a colour: as legible as nicks, since it is chosen from the same.
    static func ink(of colour: MessageColour, _ depth: Depth) -> Ink {
        if colour == .grey { return depth == .many ? Ink(colour: 243) : Ink(attributes: depth == .mono ? [] : .dim) }
        let number: Int16? =
            switch (depth, colour) {
            case (.mono, _): nil
            case (.many, .red): 161
            case (.many, .brown): 131
            case (.many, .orange): 130
            case (.many, .yellow): 64
            case (.many, .lime): 28
            case (.many, .green): 29
            case (.many, .teal): 30
            case (.many, .cyan): 31
            case (.many, .lightBlue): 63
            case (.many, .blue): 27
            case (.many, .purple): 98
            case (.many, _): 163
            case (_, .red), (_, .brown), (_, .orange): 1
            case (_, .yellow), (_, .lime), (_, .green): 2
            case (.sixteen, .lightBlue), (.sixteen, .blue): 12
            case (_, .teal), (_, .cyan), (_, .lightBlue), (_, .blue): 6
            case (_, _): 5
            }
        return Ink(colour: number)
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
