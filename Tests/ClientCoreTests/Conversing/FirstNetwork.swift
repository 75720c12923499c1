import ChatProtocol

@testable import ClientCore

/// The network that a client begins with, for tests that know no other.
private let first = 0

extension Event {
    static let connected = Event.network(first, .connected)
    static let malformedLine = Event.network(first, .malformedLine)

    static func received(_ message: Message) -> Event { .network(first, .received(message)) }
    static func receivedRaw(_ text: String) -> Event { .network(first, .receivedRaw(text)) }
    static func disconnected(reason: String) -> Event { .network(first, .disconnected(reason: reason)) }
}

extension Effect {
    static let disconnect = Effect.network(first, .disconnect)

    static func connect(_ endpoint: Endpoint) -> Effect { .network(first, .connect(endpoint)) }
}
