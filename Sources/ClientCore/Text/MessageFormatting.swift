extension StyledText {
    /// A post of one or more lines, which end in "\n": each a message of its own.
    package init(post: String) {
        if post.utf8.contains(UInt8(ascii: "\n")) {
            let lines = post.split(separator: "\n", omittingEmptySubsequences: false)
            self.init()
            for (index, line) in lines.enumerated() {
                if index > 0 { append("\n") }
                append(StyledText(message: String(line)))
            }
        } else {
            self.init(message: post)
        }
    }

    /// A message as it came off the wire: mIRC's formatting codes become styles, all else is cleaned.
    ///
    /// Bold, italic, underline, reverse and the colours of letters are styles; monospace and strikethrough, which not every
    /// terminal can draw, stand between backticks and tildes. Letters of the colour of their own paper are `.concealed`. No
    /// other colour of paper is drawn: it might hide what is written on it. The limit of `Sanitiser.longestText` is for the
    /// whole message.
    package init(message: String) {
        self.init()
        if Sanitiser.isClean(message) {
            append(message)
            return
        }
        let scalars = Array(message.unicodeScalars.prefix(Sanitiser.longestText + 1))
        var room = Sanitiser.longestText - 1  // one is kept for the ellipsis of a message whose runs end exactly there
        var format = MessageFormat()
        var start = 0
        var index = 0
        while index < scalars.count, room > 0 {
            guard let code = FormattingCode(rawValue: scalars[index].value) else {
                index += 1
                continue
            }
            append(Sanitiser.clean(scalars[start..<index], room: &room), format.style)
            index += 1
            let argument = code.argument(in: scalars, at: index)
            let former = format.style
            let signs = format.apply(code, argument)
            // A sign belongs to what it stands beside, and there is none where that is nothing but codes.
            append(Sanitiser.clean(signs.unicodeScalars, room: &room), former)
            index += argument.length
            start = index
        }
        if room > 0, start < scalars.count {
            append(Sanitiser.clean(scalars[start...], room: &room), format.style)
            start = scalars.count
        }
        if room >= 0, start < scalars.count || scalars.count > Sanitiser.longestText { append("…", format.style) }
    }

    /// Whether any of it is hidden until the person asks to see it.
    package var isConcealing: Bool { runs.contains { $0.style.attributes.contains(.concealed) } }

    /// The same with something else in the place of each stretch that is concealed.
    ///
    /// - Parameter cover: what that is; given what stands there.
    func coveringConcealed(_ cover: (String) -> String) -> StyledText {
        guard isConcealing else { return self }
        var result = StyledText()
        var hidden = ""
        func endHidden() {
            if !hidden.isEmpty { result.append(cover(hidden)) }
            hidden = ""
        }
        for run in runs {
            if run.style.attributes.contains(.concealed) {
                hidden += run.text
            } else {
                endHidden()
                result.append(run.text, run.style, link: run.link)
            }
        }
        endHidden()
        return result
    }

    /// The same with nothing concealed.
    var revealed: StyledText {
        var result = StyledText()
        for run in runs {
            let style = Style(run.style.ink, run.style.attributes.subtracting(.concealed))
            result.append(run.text, style, link: run.link)
        }
        return result
    }

    /// The same with what is concealed covered: a sign for each column of it, spaces left, so that it wraps as words do.
    package func covered(rules: WidthRules = WidthRules()) -> StyledText {
        guard isConcealing else { return self }
        let sign = rules.ambiguous > 1 ? "#" : "▒"
        var result = StyledText()
        for run in runs {
            guard run.style.attributes.contains(.concealed) else {
                result.append(run.text, run.style)
                continue
            }
            var cover = ""
            Clusters.visit(run.text, rules: rules) { cluster in
                let isSpace = cluster.isSingle && (cluster.first == " " || cluster.first == "\n")
                cover += isSpace ? String(cluster.first) : String(repeating: sign, count: cluster.columns)
                return true
            }
            result.append(cover, Style(.faint))
        }
        return result
    }
}

/// How the text behind the codes so far looks.
private struct MessageFormat {
    private(set) var style = Style.plain
    private var isMonospace = false
    private var isStruck = false

    /// Takes a code, and gives the signs to put where it stood.
    mutating func apply(_ code: FormattingCode, _ argument: FormattingCode.Argument) -> String {
        switch code {
        case .bold: style.attributes.formSymmetricDifference(.bold)
        case .italic: style.attributes.formSymmetricDifference(.italic)
        case .underline: style.attributes.formSymmetricDifference(.underline)
        case .reverse: style.attributes.formSymmetricDifference(.reverse)
        case .monospace:
            isMonospace.toggle()
            return "`"
        case .strikethrough:
            isStruck.toggle()
            return "~"
        case .colour, .hexColour:
            style.ink = argument.letters.flatMap { $0.colour }.map { .colour($0) } ?? .plain
            style.attributes.remove(.concealed)
            if let letters = argument.letters, argument.paper == letters { style.attributes.insert(.concealed) }
        case .reset:
            let signs = (isStruck ? "~" : "") + (isMonospace ? "`" : "")
            self = MessageFormat()
            return signs
        }
        return ""
    }
}

/// The codes inside a message that change how the text after them looks (modern.ircdocs.horse/formatting).
private enum FormattingCode: UInt32 {
    case bold = 0x02
    case colour = 0x03
    case hexColour = 0x04
    case reset = 0x0F
    case monospace = 0x11
    case reverse = 0x16
    case italic = 0x1D
    case strikethrough = 0x1E
    case underline = 0x1F

    /// A colour as a code gives it.
    enum Shade: Equatable {
        case numbered(Int)
        case mixed(Int)

        /// nil: the terminal's own.
        var colour: MessageColour? {
            switch self {
            case .numbered(let number): MessageColour(number: number)
            case .mixed(let value): MessageColour(red: value >> 16 & 0xFF, green: value >> 8 & 0xFF, blue: value & 0xFF)
            }
        }
    }

    /// What stands behind a code and belongs to it: `4`, `04`, `4,12`, `FF0000`, `FF0000,00FF00`.
    struct Argument {
        var letters: Shade?
        var paper: Shade?
        /// In scalars.
        var length = 0
    }

    func argument(in scalars: [Unicode.Scalar], at start: Int) -> Argument {
        var argument = Argument()
        guard let first = shade(in: scalars, at: start) else { return argument }
        argument.letters = first.shade
        argument.length = first.length
        guard scalars.indices.contains(start + first.length), scalars[start + first.length] == ",",
            let second = shade(in: scalars, at: start + first.length + 1)
        else { return argument }
        argument.paper = second.shade
        argument.length = first.length + 1 + second.length
        return argument
    }

    private func shade(in scalars: [Unicode.Scalar], at start: Int) -> (shade: Shade, length: Int)? {
        let isHex = self == .hexColour
        guard isHex || self == .colour else { return nil }
        let digits = scalars.dropFirst(start).prefix(isHex ? 6 : 2).prefix {
            isHex ? $0.isASCII && $0.properties.isASCIIHexDigit : ("0"..."9").contains($0)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: digits)
        guard digits.count >= (isHex ? 6 : 1), let value = Int(String(text), radix: isHex ? 16 : 10) else { return nil }
        return (isHex ? .mixed(value) : .numbered(value), digits.count)
    }
}
