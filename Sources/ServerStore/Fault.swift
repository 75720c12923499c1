/// Real faults on purpose, so that tests and drills see what SQLite itself does when it cannot write.
struct Fault {
    /// Commits that still succeed; nil is all of them.
    fileprivate var commits: Int?
    /// Pages that the database may have; nil is no bound.
    fileprivate var pages: Int64?

    /// Before each commit.
    mutating func strike(_ connection: Connection) throws(StoreError) {
        guard let commits else { return }
        guard commits > 0 else { return try forbidWriting(true, on: connection) }
        self.commits = commits - 1
    }

    /// To a connection that was just opened, or where the fault has changed.
    func apply(to connection: Connection) throws(StoreError) {
        try connection.run("PRAGMA max_page_count = \(pages ?? Self.noBound)")
        try forbidWriting(commits == 0, on: connection)
    }

    private func forbidWriting(_ isForbidden: Bool, on connection: Connection) throws(StoreError) {
        try connection.run("PRAGMA query_only = \(isForbidden ? 1 : 0)")
    }

    /// SQLite's own (SQLITE_MAX_PAGE_COUNT before 3.45).
    private static let noBound: Int64 = 1_073_741_823
}

extension Store {
    /// Makes SQLite refuse to write, as on a file system that has become read-only, once this many further commits have
    /// succeeded. nil lifts it, and `reopen()` succeeds again.
    package func forbidWriting(afterCommits commits: Int?) throws(StoreError) {
        try withFault { $0.commits = commits }
    }

    /// Makes the database as full as a disk: it may have this many pages of 4 KiB, or as many as it has already. nil
    /// lifts it, and `reopen()` succeeds again.
    package func bound(pages: Int64?) throws(StoreError) {
        try withFault { $0.pages = pages }
    }
}
