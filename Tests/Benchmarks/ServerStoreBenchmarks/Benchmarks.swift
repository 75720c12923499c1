import Benchmark
import ServerStore

// What the store costs: writing, with the disk or without it, and reading among a great many lines. See Stock for how
// many they are, and where.

let benchmarks: @Sendable () -> [Benchmark?] = {
    committing() + paging() + searching() + [opening()]
}

/// Each measurement is one operation: the figures are those of a person who waits for it.
func configuration(atMost seconds: Int = 3) -> Benchmark.Configuration {
    Benchmark.Configuration(
        metrics: [.wallClock, .cpuTotal, .throughput], timeUnits: .microseconds, warmupIterations: 3,
        maxDuration: .seconds(seconds))
}
