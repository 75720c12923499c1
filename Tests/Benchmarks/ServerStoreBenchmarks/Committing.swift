import Benchmark
import ChatProtocol
import Glibc
import ServerCore
import ServerStore

func committing() -> [Benchmark?] {
    [Durability.normal, .full].flatMap { durability in
        [1, 64, 1_024].map { commit(of: $0, durability) }
    }
}

private func commit(of count: Int, _ durability: Durability) -> Benchmark? {
    Benchmark("commit of \(count), durability \(durability)", configuration: configuration()) { benchmark, cellar in
        let records = cellar.next(count)
        benchmark.startMeasurement()
        try cellar.store.commit(records)
        benchmark.stopMeasurement()
    } setup: {
        try Cellar(durability)
    }
}

/// An empty store in a folder of its own, gone with the value.
private final class Cellar {
    let store: Store
    private let path: String
    private var last: Int64 = 0

    init(_ durability: Durability) throws {
        path = Stock.folder + "/chat-bench-commit-\(getpid())"
        store = try Store(at: path, durability: durability, random: 7)
        try store.commit([.room(Stock.lobby)])
    }

    deinit {
        store.close()
        for name in ["lock", "server.sqlite", "server.sqlite-wal", "server.sqlite-shm"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    func next(_ count: Int) -> [Record] {
        (0..<count).map { _ in
            last += 1
            return .post(Stock.post(.lobby, last, "the quick brown fox jumps over the lazy dog"))
        }
    }
}
