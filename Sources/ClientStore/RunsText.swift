import ClientCore

/// The styles of a text, beside the text itself: `5p1,7n33.0` says five bytes in plain ink and bold, then seven in the
/// nick's ink 33.
enum RunsText {
    /// nil for a text that is plain from end to end.
    static func text(of styled: StyledText) -> String? {
        guard !styled.runs.allSatisfy({ $0.style == .plain }) else { return nil }
        return styled.runs.map { run in
            "\(run.text.utf8.count)\(sign(of: run.style.ink)).\(run.style.attributes.rawValue)"
        }.joined(separator: ",")
    }

    /// The text in its styles, made safe to draw again; plain where the runs do not fit it.
    static func styled(_ text: String, runs: String?) -> StyledText {
        guard let runs, let read = read(runs, of: text) else { return StyledText(clean(text)) }
        return read
    }

    private static func read(_ runs: String, of text: String) -> StyledText? {
        var styled = StyledText()
        var rest = text.utf8[...]
        for word in runs.split(separator: ",", omittingEmptySubsequences: false) {
            let digits = word.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int(digits), count > 0, count <= rest.count,
                let style = style(word.dropFirst(digits.count)), let piece = String(rest.prefix(count))
            else { return nil }
            styled.append(clean(piece), style)
            rest = rest.dropFirst(count)
        }
        return rest.isEmpty ? styled : nil
    }

    private static func style(_ word: Substring) -> Style? {
        guard let dot = word.lastIndex(of: "."), let bits = UInt8(word[word.index(after: dot)...]),
            let ink = ink(word[..<dot])
        else { return nil }
        return Style(ink, Style.Attributes(rawValue: bits))
    }

    private static func sign(of ink: Style.Ink) -> String {
        switch ink {
        case .plain: "p"
        case .faint: "f"
        case .accent: "a"
        case .mention: "m"
        case .alarm: "x"
        case .nick(let number): "n\(number)"
        case .colour(let colour): "c\(MessageColour.allCases.firstIndex(of: colour) ?? 0)"
        }
    }

    private static func ink(_ word: Substring) -> Style.Ink? {
        switch word {
        case "p": .plain
        case "f": .faint
        case "a": .accent
        case "m": .mention
        case "x": .alarm
        case _ where word.first == "n": UInt8(word.dropFirst()).map { .nick($0) }
        case _ where word.first == "c": colour(word.dropFirst()).map { .colour($0) }
        default: nil
        }
    }

    private static func colour(_ digits: Substring) -> MessageColour? {
        guard let index = Int(digits), MessageColour.allCases.indices.contains(index) else { return nil }
        return MessageColour.allCases[index]
    }

    /// Made safe to draw line by line: a post may have several.
    private static func clean(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return Sanitiser.clean(text) }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { Sanitiser.clean(String($0)) }
            .joined(separator: "\n")
    }
}
