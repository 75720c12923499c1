/// Text that people sent, where something else than a screen of ours shows it.
extension String {
    /// The same with every sign that cannot be seen written as `‹1B›`: controls, direction marks, tags and the like.
    package var spelledOut: String {
        guard unicodeScalars.contains(where: Self.isUnseen) else { return self }
        var spelled = ""
        for scalar in unicodeScalars {
            if Self.isUnseen(scalar) {
                spelled += "‹\(Self.hexadecimal(scalar.value, digits: 2))›"
            } else {
                spelled.unicodeScalars.append(scalar)
            }
        }
        return spelled
    }

    /// The same as a string of JSON (RFC 8259, 7), its quotation marks included; signs that cannot be seen are escaped.
    package var quotedForJSON: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where Self.isUnseen(scalar):
                for unit in String(scalar).utf16 { quoted += "\\u" + Self.hexadecimal(UInt32(unit), digits: 4) }
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// All but what joins the parts of an emoji.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            scalar.value != 0x200D
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
    }
}
