package import ServerCore
package import ServerStore

/// Where posts are kept: the store, or what a test puts in its place. Called from one writing and one reading thread.
package protocol Archive: Sendable {
    /// Writes all of these or none; returns once they are as durable as the settings say.
    func write(_ records: [Record]) throws
    func read(_ subject: Question.Subject) throws -> Answer
    /// After a failed write: opens anew and proves that writing works.
    func recover() throws
}

extension Store: Archive {
    package func write(_ records: [Record]) throws {
        try commit(records)
    }

    package func read(_ subject: Question.Subject) throws -> Answer {
        switch subject {
        case .page(let request): .posts(try page(request))
        case .lastTimes(let rooms): .times(try latestTimes(of: rooms))
        }
    }

    package func recover() throws {
        try reopen()
    }
}
