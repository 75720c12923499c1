import Testing

@testable import ClientCore

/// A picture as it stands in a file: the text that a person sees, and under it, cell for cell, how it is drawn.
///
/// In the second grid `.` is plain, and a letter is an ink; what each letter is stands below. A capital is bold.
extension Screen {
    var golden: String {
        var legend = Legend()
        var styles: [String] = []
        for row in 0..<rows {
            let signs = (0..<columns).map { column in
                let cell = self[row: row, column: column]
                return cell.text == " " && cell.style == .plain ? " " : legend.sign(of: cell.style)
            }
            styles.append(Self.trimmed(signs.joined()))
        }
        let place = cursor.map { "row \($0.row), column \($0.column)" } ?? "hidden"
        let lines =
            ["title: \(title)", "cursor: \(place)", ""] + (0..<rows).map(row)
            + ["", String(repeating: "=", count: columns), ""] + styles + [""] + legend.lines
        return lines.map(Self.trimmed).joined(separator: "\n") + "\n"
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// Which sign stands for which style.
    private struct Legend {
        private var signs: [Style: String] = [.plain: "."]
        private var order: [Style] = []

        var lines: [String] { Set(order.map { "\(signs[$0] ?? "") \(Self.name(of: $0))" }).sorted() }

        mutating func sign(of style: Style) -> String {
            if let known = signs[style] { return known }
            let sign = Self.letter(of: style) ?? String(1 + order.count { Self.letter(of: $0) == nil })
            signs[style] = sign
            order.append(style)
            return sign
        }

        /// The ink's letter, as a capital where it is bold; nil for what is rarer.
        private static func letter(of style: Style) -> String? {
            guard style.attributes.isSubset(of: .bold) else { return nil }
            let letter: String? =
                switch style.ink {
                case .plain: "b"
                case .faint: "f"
                case .accent: "a"
                case .mention: "m"
                case .alarm: "x"
                case .nick: "n"
                case .colour: nil
                }
            return style.attributes.contains(.bold) ? letter?.uppercased() : letter
        }

        private static func name(of style: Style) -> String {
            let ink =
                switch style.ink {
                case .plain: "plain"
                case .faint: "faint"
                case .accent: "accent"
                case .mention: "mention"
                case .alarm: "alarm"
                case .nick: "a nick's own"
                case .colour: "coloured by who wrote it"
                }
            let attributes: [(Style.Attributes, String)] = [
                (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underlined"), (.reverse, "reversed"),
                (.concealed, "concealed"),
            ]
            return ([ink] + attributes.filter { style.attributes.contains($0.0) }.map(\.1)).joined(separator: ", ")
        }
    }
}
