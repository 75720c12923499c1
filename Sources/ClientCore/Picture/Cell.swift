extension Screen {
    /// One column of one row.
    package struct Cell: Sendable {
        /// Style and sign in one number, so that comparing rows of cells compares numbers: the scalar and one more in the
        /// upper half, 0 for a right half, all bits for a cluster of several scalars; the style in the lower one.
        ///
        /// Nearly every cell holds one scalar, which is kept without a string: a string's reference counting would take
        /// two thirds of the time that a picture takes.
        private(set) var key: UInt64
        private var cluster: ClusterText?

        /// A cluster of several scalars.
        private final class ClusterText: Sendable {
            let text: String

            init(_ text: String) { self.text = text }
        }

        private static let continuation: UInt32 = 0
        private static let several = UInt32.max

        private init(sign: UInt32, _ cluster: ClusterText?, _ style: Style) {
            key = UInt64(sign) << 32 | UInt64(style.bits)
            self.cluster = cluster
        }

        /// A cell of a cluster.
        package init(text: String, style: Style) {
            let scalars = text.unicodeScalars
            switch scalars.first {
            case nil: self.init(sign: Self.continuation, nil, style)
            case let first? where UTF8.width(first) == text.utf8.count: self.init(first, style)
            default: self.init(sign: Self.several, ClusterText(text), style)
            }
        }

        /// A cell of a cluster that is one scalar.
        init(_ scalar: Unicode.Scalar, _ style: Style) { self.init(sign: scalar.value + 1, nil, style) }

        private var sign: UInt32 { UInt32(truncatingIfNeeded: key >> 32) }

        /// How it is drawn.
        package var style: Style {
            get { Style(bits: UInt32(truncatingIfNeeded: key)) }
            set { key = key & 0xFFFF_FFFF_0000_0000 | UInt64(newValue.bits) }
        }

        /// One grapheme cluster, already made safe to draw; empty in the right half of a wide one.
        package var text: String {
            get {
                switch sign {
                case Self.continuation: ""
                case Self.several: cluster?.text ?? ""
                case let sign: Unicode.Scalar(sign - 1).map { String($0) } ?? ""
                }
            }
            set { self = Cell(text: newValue, style: style) }
        }

        /// What it holds where that is one scalar; nil for a cluster of several and for a right half.
        package var scalar: Unicode.Scalar? {
            switch sign {
            case Self.continuation, Self.several: nil
            case let sign: Unicode.Scalar(sign - 1)
            }
        }

        /// Its sign where that is printable ASCII in the plain style; nil for anything else.
        package var plainByte: UInt8? {
            let bits = key &- (1 << 32)
            return bits & 0xFFFF_FFFF == 0 && (0x20..<0x7F).contains(bits >> 32) ? UInt8(bits >> 32) : nil
        }

        /// A space in the plain style.
        package static let blank = Cell(" ", .plain)

        /// The right half of a wide cluster.
        package static func continuation(_ style: Style) -> Cell { Cell(text: "", style: style) }

        /// True for the right half of a wide cluster.
        package var isContinuation: Bool { sign == Self.continuation }
        /// True if a person sees nothing in it: a space.
        var isBlank: Bool { scalar == " " }
        /// Whether its key says all there is.
        var isPlain: Bool { sign != Self.several }
    }
}

extension Screen.Cell: Equatable {
    package static func == (one: Screen.Cell, other: Screen.Cell) -> Bool {
        one.key == other.key && (one.isPlain || one.text == other.text)
    }
}

extension Style {
    /// All of it in 24 bits: equal styles have equal ones.
    fileprivate var bits: UInt32 {
        let (kind, number): (UInt32, UInt8) =
            switch ink {
            case .plain: (0, 0)
            case .faint: (1, 0)
            case .accent: (2, 0)
            case .mention: (3, 0)
            case .alarm: (4, 0)
            case .nick(let number): (5, number)
            case .colour(let colour): (6, colour.rawValue)
            }
        return kind << 16 | UInt32(number) << 8 | UInt32(attributes.rawValue)
    }

    fileprivate init(bits: UInt32) {
        let number = UInt8(truncatingIfNeeded: bits >> 8)
        let ink: Ink =
            switch bits >> 16 {
            case 1: .faint
            case 2: .accent
            case 3: .mention
            case 4: .alarm
            case 5: .nick(number)
            case 6: MessageColour(rawValue: number).map { .colour($0) } ?? .plain
            default: .plain
            }
        self.init(ink, Attributes(rawValue: UInt8(truncatingIfNeeded: bits)))
    }
}
