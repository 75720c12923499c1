import Chance

/// Bytes and texts at random.
extension SeededNumbers {
    mutating func bytes(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    /// A text of these signs.
    mutating func text(of signs: [String], _ count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count, using: &self)).map { _ in signs.randomElement(using: &self) ?? "" }.joined()
    }
}
