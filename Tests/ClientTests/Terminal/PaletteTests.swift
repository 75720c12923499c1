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

    @Test("every nick colour stands out from black and from white paper alike", arguments: Palette.nickColours(.many))
    func contrast(colour: Int16?) throws {
        let light = Self.luminance(try #require(colour))
        #expect((light + 0.05) / 0.05 >= 4)
        #expect(1.05 / (light + 0.05) >= 4)
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

    /// The relative luminance of an xterm colour from 16 to 231 (WCAG 2.1).
    private static func luminance(_ colour: Int16) -> Double {
        let levels = [0, 95, 135, 175, 215, 255].map { Double($0) / 255 }
        let cube = Int(colour) - 16
        let linear = [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]].map { level in
            level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
