/// A kind of input that anybody may send, and what must hold of whatever they send. Fuzzers make up inputs and hand them
/// to `run`; the corpora, and with them every find, are handed to it in the ordinary tests.
struct Check: Sendable {
    /// That of its corpus's folder.
    let name: String
    /// Throws where a promise does not hold; what the code itself takes for impossible stops the process.
    let run: @Sendable ([UInt8]) throws(BrokenPromise) -> Void

    init(_ name: String, run: @escaping @Sendable ([UInt8]) throws(BrokenPromise) -> Void) {
        self.name = name
        self.run = run
    }

    static let all: [Check] = [
        .line, .sasl, .proxy, .registration, .arguments, .webSocket, .settings, .keys, .text, .wire,
    ]
}

/// What did not hold, as a sentence.
struct BrokenPromise: Error, Equatable, CustomStringConvertible {
    let description: String
}

/// This must be so, whatever was sent.
func require(_ isSo: Bool, _ otherwise: @autoclosure () -> String) throws(BrokenPromise) {
    if !isSo { throw BrokenPromise(description: otherwise()) }
}

extension [UInt8] {
    /// In two reads, the second of which begins at this place.
    func split(at place: Int) -> [[UInt8]] { [Array(self[..<place]), Array(self[place...])] }
}
