import NIOConcurrencyHelpers
import ServerCore
import Synchronization

/// What is counted while the server runs, for the page of metrics. Counting costs a relaxed addition, or a lock for each
/// transaction.
final class Numbers: Sendable {
    /// One number that every loop adds to.
    final class Count: Sendable {
        private let number = Synchronization.Atomic<Int>(0)

        func add(_ difference: Int) {
            number.wrappingAdd(difference, ordering: .relaxed)
        }

        var value: Int { number.load(ordering: .relaxed) }
    }

    /// Connections that are open now, those that have not said what they are left out.
    let connections = Count()
    let connectionsEver = Count()
    let linesIn = Count()
    let linesOut = Count()
    /// Connections that were closed because they read too slowly, and those that were told late instead.
    let abandoned = Count()
    let lagged = Count()

    private struct Commits {
        var counts = Array(repeating: 0, count: Numbers.bounds.count)
        var count = 0
        var seconds = 0.0
        var records = 0
    }

    /// Guards what the writer adds after each transaction.
    private let commits = NIOLockedValueBox(Commits())

    /// Seconds that a transaction takes at most, to be counted in each place: from a row in memory to a disk that stands still.
    private static let bounds = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5]

    func committed(_ records: Int, in seconds: Double) {
        commits.withLockedValue { commits in
            commits.count += 1
            commits.seconds += seconds
            commits.records += records
            if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { commits.counts[place] += 1 }
        }
    }

    /// What the hub knows at one moment.
    struct Depths {
        let population: Population
        /// Records that wait to be written.
        let unwritten: Int
        /// By loop: what waits for it, or for records to be written before it.
        let tasks: [Int]
        let isRefusing: Bool
    }

    func metrics(_ depths: Depths, queued: Int, hashing: Int) -> [Metric] {
        func counter(_ name: String, _ help: String, _ count: Count) -> Metric {
            Metric(name, help: help, .counter([.init(Double(count.value))]))
        }
        func gauge(_ name: String, _ help: String, _ value: Int) -> Metric {
            Metric(name, help: help, .gauge([.init(Double(value))]))
        }
        let commits = commits.withLockedValue { $0 }
        var below = 0
        let buckets = zip(Self.bounds, commits.counts).map { bound, count in
            below += count
            return (bound: bound, count: below)
        }
        return [
            gauge("chat_connections", "Connections that are open.", connections.value),
            counter("chat_connections_total", "Connections that have been opened.", connectionsEver),
            gauge("chat_members", "Members who are here.", depths.population.members),
            gauge("chat_rooms", "Rooms that there are.", depths.population.rooms),
            gauge("chat_accounts", "Accounts that are registered.", depths.population.accounts),
            counter("chat_lines_in_total", "Lines that were carried out.", linesIn),
            counter("chat_lines_out_total", "Lines that were sent, counted for each receiver.", linesOut),
            Metric(
                "chat_commit_seconds", help: "How long a transaction took.",
                .histogram([.init(buckets: buckets, sum: commits.seconds, count: commits.count)])),
            Metric(
                "chat_records_total", help: "Records that were stored.", .counter([.init(Double(commits.records))])),
            gauge("chat_unwritten_records", "Records that wait to be stored.", depths.unwritten),
            Metric(
                "chat_queued_tasks", help: "What waits for an event loop, or for what is to be stored before it.",
                .gauge(
                    depths.tasks.enumerated().map { .init(Double($1), labels: [.init("loop", String($0))]) })),
            gauge("chat_queued_bytes", "Bytes that wait to be read by connections that read slowly.", queued),
            gauge("chat_waiting_passwords", "Passwords that wait to be hashed.", hashing),
            counter(
                "chat_connections_abandoned_total", "Connections that were closed, since they read too slowly.",
                abandoned),
            counter(
                "chat_connections_lagged_total", "Times that a connection was told late, since it read slowly.", lagged),
            gauge("chat_store_refuses", "1 while nothing can be stored.", depths.isRefusing ? 1 : 0),
        ]
    }
}
