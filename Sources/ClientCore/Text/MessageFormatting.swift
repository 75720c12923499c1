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
    /// Bold, italic, underline and reverse switch on and off, U+000F ends all; colours (with their digits), monospace and
    /// strikethrough are taken out without a trace. The limit of `Sanitiser.longestText` is for the whole message.
    package init(message: String) {
        self.init()
        if Sanitiser.isClean(message) {
            append(message)
            return
        }
        let scalars = Array(message.unicodeScalars.prefix(Sanitiser.longestText + 1))
        var room = Sanitiser.longestText - 1  // one is kept for the ellipsis of a message whose runs end exactly there
        var style = Style.plain
        var start = 0
        var index = 0
        while index < scalars.count, room > 0 {
            guard let code = FormattingCode(rawValue: scalars[index].value) else {
                index += 1
                continue
            }
            append(Sanitiser.clean(scalars[start..<index], room: &room), style)
            code.apply(to: &style)
            index += 1
            index += code.argumentLength(in: scalars, at: index)
            start = index
        }
        if room > 0, start < scalars.count {
            append(Sanitiser.clean(scalars[start...], room: &room), style)
            start = scalars.count
        }
        if room >= 0, start < scalars.count || scalars.count > Sanitiser.longestText { append("…", style) }
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

    func apply(to style: inout Style) {
        switch self {
        case .bold: style.attributes.formSymmetricDifference(.bold)
        case .italic: style.attributes.formSymmetricDifference(.italic)
        case .underline: style.attributes.formSymmetricDifference(.underline)
        case .reverse: style.attributes.formSymmetricDifference(.reverse)
        case .reset: style = .plain
        case .colour, .hexColour, .monospace, .strikethrough: break
        }
    }

    /// How many scalars after the code belong to it: `4`, `04`, `4,12`, `FF0000`, `FF0000,00FF00`.
    func argumentLength(in scalars: [Unicode.Scalar], at start: Int) -> Int {
        switch self {
        case .colour: Self.pairLength(in: scalars, at: start, digits: 1...2, isDigit: { ("0"..."9").contains($0) })
        case .hexColour:
            Self.pairLength(
                in: scalars, at: start, digits: 6...6, isDigit: { $0.isASCII && $0.properties.isASCIIHexDigit })
        default: 0
        }
    }

    /// The length of one number, or of two with a comma between; 0 if there is none.
    private static func pairLength(
        in scalars: [Unicode.Scalar], at start: Int, digits: ClosedRange<Int>, isDigit: (Unicode.Scalar) -> Bool
    ) -> Int {
        func numberLength(at start: Int) -> Int {
            let length = scalars.dropFirst(start).prefix(digits.upperBound).prefix(while: isDigit).count
            return digits.contains(length) ? length : 0
        }
        let first = numberLength(at: start)
        guard first > 0, scalars.scalar(at: start + first) == "," else { return first }
        let second = numberLength(at: start + first + 1)
        return second > 0 ? first + 1 + second : first
    }
}
