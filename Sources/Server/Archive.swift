package import ChatProtocol
package import ServerCore
package import ServerStore
import Synchronization

/// Where posts are kept: the store, or what a test puts in its place. Called from one writing and one reading thread.
package protocol Archive: Sendable {
    /// Writes all of these or none; returns once they are as durable as the settings say.
    func write(_ records: [Record]) throws
    func read(_ subject: Question.Subject) throws -> Answer
    /// After a failed write: opens anew and proves that writing works.
    func recover() throws
    /// Takes away a part of what is no longer to be kept; whether there is more. Called from the writing thread.
    func tidy(at now: Timestamp) throws -> Bool
    /// Does a part of what is done behind the commits, such as filling the search index. Called from a thread of its own.
    func prepare() -> Preparation
}

/// What a part of the work behind the commits has come to.
package enum Preparation: Equatable, Sendable {
    case more
    /// What is left is worth doing together with what comes in a while.
    case moreLater
    /// Nothing is left to do until something is written.
    case done
    /// Worth a line in the log; there is more.
    case note(String)
    /// To be tried again after a while.
    case failed(String)
}

/// The store and its search index.
package final class Library: Archive {
    /// Rows that one slice of tidying takes away: some milliseconds, for which writing waits.
    private static let slice = 1_000

    private let store: Store
    private let index: SearchIndex?
    /// For one thread at a time; nil where there is no index.
    private let filler: Mutex<SearchFiller?>
    /// Milliseconds; nil: forever.
    private let keep: Int64?

    /// - Parameters:
    ///   - directory: where the index is; nil, as for a store in memory: there is none.
    ///   - keep: seconds for which posts are kept; nil: forever.
    package init(_ store: Store, indexAt directory: String?, keep: Int64?) {
        self.store = store
        index = directory.map { SearchIndex(at: $0) }
        filler = Mutex(index.map { SearchFiller($0) })
        self.keep = keep.map { $0 * 1_000 }
    }

    package func write(_ records: [Record]) throws {
        try store.commit(records)
        guard let index else { return }
        var last: [RoomNumber: Int64] = [:]
        for case .post(let post) in records { last[post.room] = post.sequence }
        if !last.isEmpty { index.committed(last) }
    }

    package func read(_ subject: Question.Subject) throws -> Answer {
        switch subject {
        case .page(let request): try store.answer(request)
        case .lastTimes(let rooms): .times(try store.latestTimes(of: rooms))
        case .search(let request): .entries(try store.search(request, in: index).map { .post($0) })
        case .post(let room, let sequence): .entries(try post(sequence, of: room))
        default: .failed
        }
    }

    /// That post, if it can still be shown.
    private func post(_ sequence: Int64, of room: RoomNumber) throws -> [HistoryEntry] {
        let request = PageRequest(room: room, .around(.sequence(sequence)), limit: 1, hasEvents: true)
        return try store.page(request).filter { entry in
            guard case .post(let post) = entry else { return false }
            return post.sequence == sequence
        }
    }

    package func recover() throws {
        try store.reopen()
    }

    package func tidy(at now: Timestamp) throws -> Bool {
        let since = keep.map { Timestamp(milliseconds: now.milliseconds - $0) }
        return try store.trim(keepingSince: since, budget: Self.slice)
    }

    package func prepare() -> Preparation {
        switch filler.withLock({ $0?.step() }) {
        case nil: return .done
        case .more: return .more
        case .few: return .moreLater
        case .idle: return .done
        case .rebuilding(let note): return .note(note)
        case .failed(let error): return .failed(error.description)
        }
    }

    /// Closes both; call it once nobody calls anything else. Those who read go first: only the last connection that writes
    /// copies its log and takes it away, and the next start would else read it through.
    package func close() {
        index?.close()
        filler.withLock { $0 = nil }
        store.close()
    }
}
