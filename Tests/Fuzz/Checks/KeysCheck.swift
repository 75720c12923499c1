import ClientCore

/// The keyboard's bytes, and what terminals say in between. The first byte says where the stream is cut into reads, and
/// where a person, or the line, is slow.
extension Check {
    static let keys = Check("keys") { bytes throws(BrokenPromise) in
        guard let choice = bytes.first else { return }
        let stream = Array(bytes.dropFirst())
        let (whole, end) = try presses(of: [stream])
        let reads = stream.cut(by: choice)
        let (cut, cutEnd) = try presses(of: reads)
        try require(cut == whole && cutEnd == end, "where a stream is split changed what was pressed")
        for press in whole { try checkPress(press) }
        try checkEnd(of: end)
        try checkSlowly(reads)
    }
}

private func presses(of reads: [[UInt8]]) throws(BrokenPromise) -> ([KeyPress], KeyDecoder) {
    var decoder = KeyDecoder()
    var presses: [KeyPress] = []
    for read in reads {
        presses += decoder.decode(read)
        try checkBounds(of: decoder)
    }
    return (presses, decoder)
}

private func checkBounds(of decoder: KeyDecoder) throws(BrokenPromise) {
    try require(decoder.heldCount <= KeyDecoder.pasteLimit, "\(decoder.heldCount) bytes are held")
    try require(!decoder.isWaiting || !decoder.isPasting, "a paste waits like a key")
}

/// Everything that waits becomes keys at its time, and then nothing waits.
private func checkSlowly(_ reads: [[UInt8]]) throws(BrokenPromise) {
    var decoder = KeyDecoder()
    for read in reads {
        for press in decoder.decode(read) { try checkPress(press) }
        let isWaiting = decoder.isWaiting
        let before = decoder
        let late = decoder.timeout()
        try require(isWaiting != late.isEmpty, "what waited became nothing, or something that did not wait")
        try require(isWaiting ? decoder == KeyDecoder() : decoder == before, "something is left of what waited")
        for press in late { try checkPress(press) }
    }
}

/// However the stream ends, the keyboard comes back: after a paste's end, and no more letters than a string may have.
private func checkEnd(of decoder: KeyDecoder) throws(BrokenPromise) {
    var decoder = decoder
    if decoder.isPasting {
        let ended = decoder.endPaste()
        try require(ended.count == 1, "an unfinished paste became \(ended.count) presses")
        for press in ended { try checkPress(press) }
        try require(decoder == KeyDecoder(), "something is left of the paste")
    }
    try require(decoder.endPaste().isEmpty, "a paste that never began has ended")
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: KeyDecoder.stringLimit + 8)
    try require(decoder.decode(letters).last == .character("a"), "the keyboard is lost")
}

private func checkPress(_ press: KeyPress) throws(BrokenPromise) {
    switch press.key {
    case .character(let character):
        try require(character.unicodeScalars.count == 1, "one press of several scalars")
        let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        try require(!isControl, "a control became text")
    case .function(let number): try require((1...35).contains(number), "there is no F\(number)")
    case .paste(let text):
        try require(text.utf8.count <= KeyDecoder.pasteLimit, "a paste of \(text.utf8.count) bytes")
        let controls = text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
        try require(controls.allSatisfy { $0 == "\t" }, "a paste holds controls")
    case .mouse(let mouse): try require(mouse.column >= 0 && mouse.row >= 0, "a click beside the screen")
    case .report(.cursor(let row, let column)):
        let isInside = (0..<Screen.mostColumns).contains(row) && (0..<Screen.mostColumns).contains(column)
        try require(isInside, "a cursor beside every screen")
    default: break
    }
}

extension [UInt8] {
    /// In reads of one byte to some, whose lengths follow from a number; by 0, each byte is a read.
    fileprivate func cut(by choice: UInt8) -> [[UInt8]] {
        var reads: [[UInt8]] = []
        var start = 0
        var number = UInt32(choice)
        while start < count {
            number = number &* 1_664_525 &+ 1_013_904_223
            let end = choice == 0 ? start + 1 : Swift.min(count, start + 1 + Int(number >> 24) % (1 + Int(choice)))
            reads.append(Array(self[start..<end]))
            start = end
        }
        return reads
    }
}
