import ChatProtocol

@testable import ClientCore

/// The network that a client begins with, for tests that know no other.
private let first = 0

extension Event {
    static let connected = Event.network(first, .connected)
    static let malformedLine = Event.network(first, .malformedLine)

    static func received(_ message: Message) -> Event { .network(first, .received(message)) }
    static func receivedRaw(_ text: String) -> Event { .network(first, .receivedRaw(text)) }
    static func certificate(_ certificate: ShownCertificate) -> Event { .network(first, .certificate(certificate)) }
    static func nonceMade(_ nonce: String) -> Event { .network(first, .nonceMade(nonce)) }
    static func proved(_ answer: ScramAnswer) -> Event { .network(first, .proved(answer)) }
    static func disconnected(reason: String) -> Event { .network(first, .disconnected(reason: reason)) }
}

extension Effect {
    static let goOnWithHandshake = Effect.network(first, .goOnWithHandshake)
    static let makeNonce = Effect.network(first, .makeNonce)
    static let disconnect = Effect.network(first, .disconnect)
    static let cutOff = Effect.network(first, .cutOff)

    static func connect(_ endpoint: Endpoint) -> Effect { .network(first, .connect(endpoint)) }
}
