import Foundation
import Synchronization

/// What is done on other threads, once it is done.
private final class Outcome<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let isThere = DispatchSemaphore(value: 0)
}

/// Waits for what other threads do, and gives what comes of it.
///
/// `main` is not asynchronous: what that calls runs on threads in which signals are blocked, and the screen's loop has to
/// be the main thread's. Signals to the process come there first, so that a job that is told to stop has stopped before
/// the next instruction, and a job in the background may not take the terminal.
func waiting<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let outcome = Outcome<Value>()
    Task.detached {
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        outcome.result.withLock { $0 = result }
        outcome.isThere.signal()
    }
    outcome.isThere.wait()
    guard let result = outcome.result.withLock({ $0 }) else { preconditionFailure("It was done without an outcome.") }
    return try result.get()
}
