import ClientCore
import NIOConcurrencyHelpers

/// What the network and the log have brought, on its way to the loop that draws. Bounded: once it is full the network is not
/// read from until somebody has taken what is there.
final class Mailbox: Sendable {
    /// Something that was brought.
    enum Letter: Equatable, Sendable {
        /// By the connection to the network of that number.
        case network(Int, Arrival)
        case log(LogNews)
        /// By anybody else.
        case other(Event)
    }

    /// Letters that may wait: a flood's worth of two reads of 64 KiB.
    static let most = 4_096

    private struct Box {
        var letters: [Letter] = []
        var isFull = false
    }

    private let box = NIOLockedValueBox(Box())
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called from any thread when the first letter comes into an empty box.
    init(wake: @escaping @Sendable () -> Void) {
        self.wake = wake
    }

    /// Puts in what a connection has brought. False: it is full now, and nothing more should be read until it is taken.
    func post(_ arrivals: [Arrival], from network: Int) -> Bool {
        post(arrivals.map { .network(network, $0) })
    }

    /// Puts letters in. False as above.
    @discardableResult
    func post(_ letters: [Letter]) -> Bool {
        guard !letters.isEmpty else { return true }
        let (wasEmpty, isFull) = box.withLockedValue { box in
            let wasEmpty = box.letters.isEmpty
            box.letters += letters
            box.isFull = box.letters.count >= Self.most
            return (wasEmpty, box.isFull)
        }
        if wasEmpty { wake() }
        return !isFull
    }

    /// Takes everything, in order; `wasFull`: the network waits to be told to go on.
    func take() -> (letters: [Letter], wasFull: Bool) {
        box.withLockedValue { box in
            defer { box = Box() }
            return (box.letters, box.isFull)
        }
    }
}

extension Mailbox.Letter {
    /// What it means to the model.
    var event: Event {
        switch self {
        case .network(let number, let arrival): .network(number, arrival)
        case .log(let news): .log(news)
        case .other(let event): event
        }
    }
}
