import ChatProtocol
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import ServerCore

/// Hashes and compares passwords, on threads of their own: each takes ten milliseconds or more, and a flood of them must
/// not hold up anybody who chats (reliability, threat 12).
final class Locksmith: Sendable {
    /// Threads that hash at once, and questions that may wait for them; whoever comes behind is told to try again.
    private static let threads = 2
    private static let mostWaiting = 32

    private let pool = NIOThreadPool(numberOfThreads: Locksmith.threads)
    private let waiting = NIOLockedValueBox(0)
    private let iterations: Int
    private let secret: [UInt8]

    init(iterations: Int, secret: [UInt8]) {
        self.iterations = iterations
        self.secret = secret.count < ScramServer.secretBytes ? Secrets.random(ScramServer.secretBytes) : secret
        pool.start()
    }

    /// Questions that wait for a thread, or have one.
    var waitingCount: Int { waiting.withLockedValue { $0 } }

    /// Answers on the loop. What takes no time is answered at once, in the next turn of the loop.
    func ask(_ subject: Question.Subject, on loop: any EventLoop, then take: @escaping @Sendable (Answer) -> Void) {
        switch subject {
        case .scramBegin(let first, let account, let verifier):
            let exchange = try? ScramServer.begin(
                first, account: account, verifier: verifier, secret: secret, iterations: iterations)
            loop.execute { take(exchange.map(Answer.scramChallenge) ?? .scramOutcome(nil)) }
        case .scramFinish(let exchange, let final):
            let answer = try? ScramServer.finish(exchange, with: final)
            loop.execute { take(.scramOutcome(answer?.text)) }
        default:
            let isTaken = waiting.withLockedValue { count in
                guard count < Self.mostWaiting else { return false }
                count += 1
                return true
            }
            guard isTaken else { return loop.execute { take(.busy) } }
            pool.submit { _ in
                let answer = self.answer(subject)
                self.waiting.withLockedValue { $0 -= 1 }
                loop.execute { take(answer) }
            }
        }
    }

    private func answer(_ subject: Question.Subject) -> Answer {
        switch subject {
        case .hash(let password):
            (try? Secrets.verifier(of: password, iterations: iterations)).map(Answer.verifier) ?? .failed
        case .verify(let password, let verifier):
            .verified(Secrets.matches(password, verifier, iterations: iterations))
        case .verifySetting(let password, let setting): .verified(Secrets.matches(password, setting: setting))
        default: .failed
        }
    }

    func stop() async throws {
        try await pool.shutdownGracefully()
    }
}
