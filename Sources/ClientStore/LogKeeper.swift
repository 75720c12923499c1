package import ClientCore
import Dispatch
import Synchronization

/// The log on a thread of its own: takes tasks from the loop that draws, which never waits for it, and sends news back.
package final class LogKeeper: Sendable {
    /// How long the end of the program waits for what is still to be written.
    private static let patience = DispatchTimeInterval.seconds(2)

    private let folder: String
    private let linesPerBuffer: Int
    private let post: @Sendable (LogNews) -> Void
    private let queue = DispatchQueue(label: "chat.log", qos: .utility)
    /// Guards the open log. Held across I/O by design: only the queue takes it.
    private let log = Mutex<Log?>(nil)

    /// Opens nothing yet.
    ///
    /// - Parameter post: called from the log's thread.
    package init(folder: String, linesPerBuffer: Int, post: @escaping @Sendable (LogNews) -> Void) {
        self.folder = folder
        self.linesPerBuffer = linesPerBuffer
        self.post = post
    }

    /// Does this behind everything that was asked for before. After a failure there is no log any more: its file stays as
    /// it is, and further tasks are not answered.
    package func perform(_ task: LogTask) {
        queue.async { [self] in
            log.withLock { log in
                do throws(LogTrouble) {
                    if let news = try perform(task, on: &log) { post(news) }
                } catch {
                    log = nil
                    post(.off(error))
                }
            }
        }
    }

    private func perform(_ task: LogTask, on log: inout Log?) throws(LogTrouble) -> LogNews? {
        if case .remember = task, log == nil { log = try Log(at: folder, linesPerBuffer: linesPerBuffer) }
        return try log?.perform(task)
    }

    /// Writes what was asked for and closes the log; waits for it, but not for a disk that does not answer.
    package func end() {
        let isDone = DispatchSemaphore(value: 0)
        queue.async { [self] in
            log.withLock { log in
                // Whatever is in SQLite's own log is read from there at the next start.
                try? log?.close()
                log = nil
            }
            isDone.signal()
        }
        _ = isDone.wait(timeout: .now() + Self.patience)
    }
}

extension Log {
    /// Does what the model wants, and gives what it is to hear of it.
    package func perform(_ task: LogTask) throws(LogTrouble) -> LogNews {
        switch task {
        case .remember(let network): return .remembered(try remembered(of: network))
        case .keep(let batch):
            try keep(batch)
            return .kept
        case .recall(let question):
            let (lines, order) = try lines(question.part, of: question.name, limit: question.limit)
            return .recalled(LogAnswer(to: question, lines, newestOrder: order))
        case .mentions(let limit): return .mentioned(try mentions(limit: limit))
        case .find(let words, let limit): return .found(words, try find(words, limit: limit))
        }
    }
}
