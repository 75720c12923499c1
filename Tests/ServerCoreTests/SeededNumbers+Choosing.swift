import Chance

/// What the simulations draw.
extension SeededNumbers {
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { number(1...times) == 1 }

    mutating func one<Element>(of some: [Element]) -> Element { some[number(0...(some.count - 1))] }
}
