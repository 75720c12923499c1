/// Something that a program wrote and that a careful full-screen program does not write.
///
/// The emulator goes on after one as a real terminal would: it is for a test to say that there must be none.
package struct Violation: Equatable, Sendable, CustomStringConvertible {
    package enum Fault: String, Sendable {
        case unknownSequence = "unknown sequence"
        case unknownControl = "unknown control character"
        case unknownMode = "unknown mode"
        case badParameter = "parameter out of its range"
        case unfinished = "unfinished sequence"
        case tooLong = "sequence too long"
        case notUTF8 = "not UTF-8"
        case rawC1 = "C1 control character, which some terminals obey"
        case nothingToJoin = "invisible character, or a mark with nothing before it"
        case clusterTooLong = "too many marks in one cluster"
        case widthDiffers = "character whose width differs between terminals"
        case nothingToRepeat = "REP with nothing printed just before it"
        case doesNotFit = "wide character that does not fit"
        case emptyStack = "taken from an empty stack"
        case linkLeftOpen = "a link has been begun and not ended"
        case changesPalette = "changes the colours of the user's terminal"
    }

    package let fault: Fault
    /// The bytes at fault, at most `longestExcerpt` of them.
    package let bytes: [UInt8]

    /// Enough to recognise a sequence in a failing test's output.
    private static let longestExcerpt = 80

    init(_ fault: Fault, _ bytes: some Sequence<UInt8>) {
        self.fault = fault
        self.bytes = Array(bytes.prefix(Self.longestExcerpt))
    }

    /// The bytes as a person reads them, `ESC [ 5 z: unknown sequence`.
    package var description: String { "\(Self.spelled(bytes)): \(fault.rawValue)" }

    /// Printable ASCII as it is, ESC by name and every other byte as two hexadecimal digits.
    package static func spelled(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            switch byte {
            case 0x1B: "ESC"
            case 0x20: "SP"
            case 0x21...0x7E: String(Unicode.Scalar(byte))
            default: (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined(separator: " ")
    }
}
