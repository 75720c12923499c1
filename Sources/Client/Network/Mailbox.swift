import ClientCore
import NIOConcurrencyHelpers

/// What the network has brought, on its way to the loop that draws. Bounded: once it is full the network is not read from
/// until somebody has taken what is there.
final class Mailbox: Sendable {
    /// What one connection has brought.
    struct Letter: Equatable, Sendable {
        /// The number of its network.
        let network: Int
        let arrival: Arrival
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

    /// Puts letters in. False: it is full now, and nothing more should be read until `emptied` is called.
    func post(_ arrivals: [Arrival], from network: Int) -> Bool {
        guard !arrivals.isEmpty else { return true }
        let (wasEmpty, isFull) = box.withLockedValue { box in
            let wasEmpty = box.letters.isEmpty
            for arrival in arrivals { box.letters.append(Letter(network: network, arrival: arrival)) }
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
