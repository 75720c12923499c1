/// A place in a SCRAM message, moving from one comma to the next.
struct ScramReader {
    private let bytes: [UInt8]
    /// nil behind the last part.
    private var position: Int? = 0

    /// A message of UTF-8 within its bound.
    init(_ bytes: [UInt8]) throws(Scram.Fault) {
        guard bytes.count <= Scram.Bounds.message else { throw .tooLong }
        guard String(bytes.span, 0..<bytes.count) != nil else { throw .invalidUTF8 }
        self.bytes = bytes
    }

    /// What stands up to the next comma or the end; nil behind the last part.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let start = position else { return nil }
        guard let comma = bytes[start...].firstIndex(of: UInt8(ascii: ",")) else {
            position = nil
            return bytes[start...]
        }
        position = comma + 1
        return bytes[start..<comma]
    }

    /// What stands behind `LETTER=` in the next part, where it is this one; otherwise the place stays.
    mutating func nextValue(of attribute: Scram.Attribute) -> ArraySlice<UInt8>? {
        let before = position
        if let part = next(), part.starts(with: [attribute.rawValue, UInt8(ascii: "=")]) { return part.dropFirst(2) }
        position = before
        return nil
    }

    /// The value of the next part, which has to be this one.
    mutating func value(of attribute: Scram.Attribute) throws(Scram.Fault) -> ArraySlice<UInt8> {
        guard let value = nextValue(of: attribute) else { throw .missing(attribute) }
        return value
    }

    /// The same as text.
    mutating func text(of attribute: Scram.Attribute) throws(Scram.Fault) -> String {
        String(decoding: try value(of: attribute), as: UTF8.self)
    }

    /// The same as the bytes that it says in base64.
    mutating func bytes(of attribute: Scram.Attribute) throws(Scram.Fault) -> [UInt8] {
        guard let bytes = Base64.decode(try value(of: attribute)) else { throw .malformed(attribute) }
        return bytes
    }

    /// A user name, unescaped.
    static func name(_ value: ArraySlice<UInt8>, of attribute: Scram.Attribute) throws(Scram.Fault) -> String {
        guard let name = Scram.unescaped(value) else { throw .malformed(attribute) }
        return String(decoding: name, as: UTF8.self)
    }

    /// Whether the next part is this one, which nobody may insist on.
    mutating func refuseMandatoryExtension() throws(Scram.Fault) {
        if nextValue(of: .mandatoryExtension) != nil { throw .mandatoryExtension }
    }

    /// All parts that are left.
    mutating func rest() -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        while let part = next() { parts.append(part) }
        return parts
    }

    /// All parts that are left, as texts.
    mutating func extensions() -> [String] { rest().map { String(decoding: $0, as: UTF8.self) } }
}
