extension Emoji {
    /// Names by what they name, without presentation selectors and skin tones: `thumbsup` rather than `+1`, of several the
    /// shortest.
    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for (name, sign) in allNames {
            let key = key(of: sign.unicodeScalars)
            if let known = names[key], !isBetter(name, than: known) { continue }
            names[key] = name
        }
        return names
    }()

    private static func isBetter(_ name: String, than known: String) -> Bool {
        let isWord = name.allSatisfy { $0.isLetter || $0 == "_" }
        let wasWord = known.allSatisfy { $0.isLetter || $0 == "_" }
        return isWord != wasWord ? isWord : name.count < known.count
    }

    private static func key(of scalars: some Sequence<Unicode.Scalar>) -> String {
        var key = String.UnicodeScalarView()
        for scalar in scalars where scalar.value != 0xFE0F && !isTone(scalar) { key.append(scalar) }
        return String(key)
    }

    private static func isTone(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }
    private static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }

    /// The text with every emoji as its name: `:thumbsup:`. What a terminal draws as a letter (`©`, `❤` alone) stays.
    static func spelledOut(_ text: String) -> String {
        // The first scalar of all that emoji are made of and letters are not: U+200D.
        guard text.unicodeScalars.contains(where: { $0.value >= 0x200D }) else { return text }
        var result = ""
        for character in text { result += spelledOut(character) ?? String(character) }
        return result
    }

    /// nil for what is no emoji.
    static func spelledOut(_ cluster: Character) -> String? {
        let scalars = cluster.unicodeScalars
        guard let first = scalars.first, isDrawn(scalars, first) else { return nil }
        if let name = names[key(of: scalars)] { return ":\(name):" }
        if scalars.count == 2, isRegional(first) {
            let letters = scalars.compactMap { Unicode.Scalar($0.value - 0x1F1E6 + 0x61) }
            return ":flag_\(letters.map { String(Character($0)) }.joined()):"
        }
        let parts = scalars.split { $0.value == 0x200D }.compactMap { part in
            names[key(of: part)] ?? part.first.map(officialName)
        }
        return parts.map { ":\($0):" }.joined()
    }

    private static func isDrawn(_ scalars: String.UnicodeScalarView, _ first: Unicode.Scalar) -> Bool {
        if scalars.contains(where: { $0.value == 0xFE0E }) { return false }
        if scalars.count > 1, scalars.contains(where: { $0.value == 0xFE0F || $0.value == 0x20E3 }) {
            return first.properties.isEmoji
        }
        return first.properties.isEmojiPresentation || isRegional(first) && scalars.count == 2
    }

    /// As Unicode calls it; its number where it is younger than our tables.
    private static func officialName(_ scalar: Unicode.Scalar) -> String {
        guard let name = scalar.properties.name else { return "U+" + String(scalar.value, radix: 16, uppercase: true) }
        return String(name.lowercased().map { $0 == " " ? "_" : $0 })
    }
}

extension StyledText {
    /// The same text with every emoji as its name.
    var spelledOut: StyledText {
        var text = StyledText()
        for run in runs { text.append(Emoji.spelledOut(run.text), run.style, link: run.link) }
        return text
    }
}

extension Model {
    /// A text as the person wants emoji to be drawn. Whatever measures, breaks or draws a text takes this one, so that all
    /// agree on how wide it is.
    func drawn(_ text: String) -> String { settings.emoji == .native ? text : Emoji.spelledOut(text) }
    func drawn(_ text: StyledText) -> StyledText { settings.emoji == .native ? text : text.spelledOut }
}
