import ClientCore
import Glibc
import Testing

@testable import Client

@Suite("the palette")
struct PaletteTests {
    @Test(
        "uses the colours there are, and none when asked",
        arguments: [
            (256, nil, .many), (1 << 24, nil, .many), (88, nil, .sixteen), (16, nil, .sixteen), (8, nil, .eight),
            (2, nil, .mono), (0, nil, .mono), (256, "1", .mono), (256, "", .many),
        ] as [(Int, String?, Palette.Depth)])
    func depth(colours: Int, noColour: String?, depth: Palette.Depth) {
        #expect(Palette.Depth(colours: colours, noColour: noColour) == depth)
    }

    /// Papers that people have, the palest of the dark ones and the darkest of the light ones among them: black, Nord,
    /// white, Solarized.
    private static let papers: [(Palette.Paper, [Int])] = [
        (.dark, [0x00_0000, 0x2E_3440]), (.light, [0xFF_FFFF, 0xFD_F6E3]),
    ]

    @Test("every ink stands out from the paper that it is for", arguments: papers)
    func contrast(paper: Palette.Paper, colours: [Int]) throws {
        let inks =
            Palette.named(.many, paper).compactMap(\.colour) + Palette.nickColours(.many, paper).compactMap(\.self)
        #expect(inks.count == 16)
        for ink in inks {
            for colour in colours { #expect(Self.contrast(Self.colour(ink), colour) >= 4.5, "\(ink)") }
        }
        let few =
            Palette.named(.sixteen, paper).compactMap(\.colour)
            + Palette.nickColours(.sixteen, paper).compactMap(\.self)
        for ink in few { #expect(Self.contrast(Self.xterm[Int(ink)], colours[0]) >= 4.5, "\(ink)") }
    }

    @Test("where the paper is not known every ink stands out from black and from white alike")
    func contrastAnywhere() {
        let inks = Palette.named(.many, .unknown).compactMap(\.colour) + Palette.nickColours(.many).compactMap(\.self)
        for ink in inks {
            for paper in [0x00_0000, 0xFF_FFFF] { #expect(Self.contrast(Self.colour(ink), paper) >= 4, "\(ink)") }
        }
    }

    @Test("every ink is another one than the others", arguments: [Palette.Paper.unknown, .light, .dark])
    func distinct(paper: Palette.Paper) {
        let inks =
            Palette.named(.many, paper).compactMap(\.colour) + Palette.nickColours(.many, paper).compactMap(\.self)
        #expect(Set(inks).count == inks.count)
    }

    @Test(
        "the paper that rxvt tells of",
        arguments: [
            (nil, .unknown), ("", .unknown), ("15;0", .dark), ("0;default;15", .light), ("15;default", .unknown),
            ("0;7", .light),
            ("7;8", .dark), ("1;16", .unknown), ("1;-1", .unknown),
        ] as [(String?, Palette.Paper)])
    func colourPair(text: String?, paper: Palette.Paper) {
        #expect(Palette.Paper(colourPair: text) == paper)
    }

    @Test("what is written in a colour can be read on both papers", arguments: MessageColour.allCases)
    func written(colour: MessageColour) throws {
        guard colour != .grey else { return #expect(Palette.ink(of: colour, .many).colour == 243) }
        let ink = try #require(Palette.ink(of: colour, .many).colour)
        for paper in [0x00_0000, 0xFF_FFFF] { #expect(Self.contrast(Self.colour(ink), paper) >= 4) }
        #expect(Palette(depth: .mono).sequence(for: Style(.colour(colour))) == "\u{1B}[0m")
    }

    @Test("any number is a nick's", arguments: [Palette.Depth.mono, .eight, .sixteen, .many])
    func nicks(depth: Palette.Depth) {
        let palette = Palette(depth: depth)
        let brushes = (0...UInt8.max).map { palette.brush(for: Style(.nick($0))) }
        #expect(Set(brushes.map(\.pair)).count == Palette.nickColours(depth).count)
        #expect(depth == .mono || brushes.allSatisfy { $0.pair > 0 })
    }

    @Test(
        "a style is one sequence that owes nothing to the one before",
        arguments: [
            (.many, Style(), "\u{1B}[0m"), (.many, Style(.faint), "\u{1B}[0;38;5;243m"),
            (.many, Style(.mention, .reverse), "\u{1B}[0;1;7;38;5;130m"), (.eight, Style(.alarm), "\u{1B}[0;1;31m"),
            (.eight, Style(.faint, .italic), "\u{1B}[0;2;3m"), (.sixteen, Style(.nick(4)), "\u{1B}[0;91m"),
            (.mono, Style(.accent, .underline), "\u{1B}[0;1;4m"), (.mono, Style(.nick(3)), "\u{1B}[0m"),
        ] as [(Palette.Depth, Style, String)])
    func sequence(depth: Palette.Depth, style: Style, sequence: String) {
        #expect(Palette(depth: depth).sequence(for: style) == sequence)
    }

    /// xterm's own first sixteen colours.
    private static let xterm = [
        0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5, 0x7F_7F7F, 0xFF_0000,
        0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
    ]

    /// An xterm colour from 16 to 255 as red, green and blue.
    private static func colour(_ ink: Int16) -> Int {
        if ink >= 232 { return (8 + 10 * (Int(ink) - 232)) * 0x01_0101 }
        let levels = [0, 95, 135, 175, 215, 255]
        let cube = Int(ink) - 16
        return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
    }

    /// The contrast of two colours (WCAG 2.1).
    private static func contrast(_ one: Int, _ other: Int) -> Double {
        let (first, second) = (luminance(one), luminance(other))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private static func luminance(_ colour: Int) -> Double {
        let linear = [colour >> 16, colour >> 8 & 0xFF, colour & 0xFF].map { part in
            let level = Double(part) / 255
            return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
