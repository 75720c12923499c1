import Glibc

/// Bytes that wait to be written to all connections together, and how many that may be (reliability, threats 1 and 20).
final class QueueBudget: Sendable {
    private let queued = Numbers.Count()
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    /// A quarter of the machine's memory (reliability, threat 1).
    static var usual: Int { max(64 << 20, sysconf(CInt(_SC_PHYS_PAGES)) * sysconf(CInt(_SC_PAGESIZE)) / 4) }

    func add(_ difference: Int) {
        queued.add(difference)
    }

    var bytes: Int { queued.value }

    var isExceeded: Bool { bytes > most }
}
