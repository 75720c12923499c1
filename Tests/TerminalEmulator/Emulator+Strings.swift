/// Operating system commands and device control strings.
extension Emulator {
    mutating func obey(string introducer: UInt8, _ body: [UInt8]) {
        switch introducer {
        case UInt8(ascii: "]"): obey(command: body)
        case UInt8(ascii: "P"):
            // XTGETTCAP and DECRQSS: this terminal knows nothing of either, and says so.
            if body.starts(with: "+q".utf8) {
                answer("\u{1B}P0+r\u{1B}\\")
            } else if body.starts(with: "$q".utf8) {
                answer("\u{1B}P0$r\u{1B}\\")
            } else {
                note(.unknownSequence, [0x1B, introducer] + body)
            }
        default: note(.unknownSequence, [0x1B, introducer] + body)
        }
    }

    private mutating func obey(command body: [UInt8]) {
        let whole = [0x1B, UInt8(ascii: "]")] + body
        guard let text = String(validating: body, as: UTF8.self) else { return note(.notUTF8, whole) }
        let (number, rest) = text.cutAtSemicolon
        switch number {
        case "0":
            title = rest
            iconName = rest
        case "1": iconName = rest
        case "2": title = rest
        case "4": setColours(rest, whole)
        case "104": resetColours(rest, whole)
        case "8": setLink(rest, whole)
        case "9": notifications.append(rest)
        case "10" where rest == "?": answer("\u{1B}]10;rgb:e5e5/e5e5/e5e5\u{1B}\\")
        case "11" where rest == "?": answer("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\")
        case "52": setClipboard(rest.cutAtSemicolon.rest, whole)
        case "777" where rest.hasPrefix("notify;"): notifications.append(rest.cutAtSemicolon.rest)
        default: note(.unknownSequence, whole)
        }
    }

    /// Pairs of a palette entry and what it is to be: legal, but the palette is the user's.
    private mutating func setColours(_ rest: String, _ whole: [UInt8]) {
        note(.changesPalette, whole)
        let parts = rest.split(separator: ";", omittingEmptySubsequences: false)
        for index in stride(from: 0, to: parts.count, by: 2) {
            if let colour = UInt8(parts[index]) { changedColours.insert(Int(colour)) }
        }
    }

    private mutating func resetColours(_ rest: String, _ whole: [UInt8]) {
        guard !rest.isEmpty else {
            changedColours = []
            return
        }
        for part in rest.split(separator: ";", omittingEmptySubsequences: false) {
            guard let colour = UInt8(part) else { return note(.badParameter, whole) }
            changedColours.remove(Int(colour))
        }
    }

    /// `8 ; id=NAME ; ADDRESS`, and `8 ; ;` to end it. Only printable ASCII is an address (Egmont Koblinger, "Hyperlinks in
    /// terminal emulators"), and a link that leads on from one into another was not ended.
    private mutating func setLink(_ rest: String, _ whole: [UInt8]) {
        let (parameters, address) = rest.cutAtSemicolon
        guard !address.isEmpty else {
            if rest != ";" { note(.badParameter, whole) }
            link = nil
            return
        }
        if link != nil { note(.linkLeftOpen, whole) }
        let isKnown = parameters.isEmpty || parameters.hasPrefix("id=") && !parameters.contains(":")
        let isPrintable = rest.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isKnown, isPrintable, address.utf8.count <= Self.longestAddress, parameters.utf8.count <= Self.longestID
        else {
            return note(.badParameter, whole)
        }
        link = Grid.Link(address: address, id: parameters.isEmpty ? nil : String(parameters.dropFirst(3)))
    }

    /// What VTE takes (VTE_HYPERLINK_URI_LENGTH_MAX and VTE_HYPERLINK_ID_LENGTH_MAX).
    private static let longestAddress = 2083
    private static let longestID = 250

    /// A careful program ends a link before it does anything but print.
    mutating func noteOpenLink(at token: SequenceParser.Token) {
        guard link != nil else { return }
        switch token {
        case .scalar, .string(UInt8(ascii: "]"), _), .broken: return
        case .sequence(let sequence) where sequence.signature == "m": return
        case .sequence(let sequence): note(.linkLeftOpen, sequence.bytes)
        case .control(let byte): note(.linkLeftOpen, [byte])
        case .escape(let intermediates, let final): note(.linkLeftOpen, [0x1B] + intermediates + [final])
        case .string(let introducer, let body): note(.linkLeftOpen, [0x1B, introducer] + body)
        }
    }

    /// A terminal does not tell a program what is on the clipboard, so a question is a violation.
    private mutating func setClipboard(_ encoded: String, _ whole: [UInt8]) {
        guard let bytes = Base64.decoded(encoded), let text = String(validating: bytes, as: UTF8.self) else {
            return note(.badParameter, whole)
        }
        clipboard = text
    }
}

extension String {
    /// What stands before the first semicolon, and what stands after it.
    fileprivate var cutAtSemicolon: (first: String, rest: String) {
        guard let place = unicodeScalars.firstIndex(of: ";") else { return (self, "") }
        return (String(self[..<place]), String(self[unicodeScalars.index(after: place)...]))
    }
}
