import Benchmark
import ClientCore

// What the screen costs without a terminal, a socket or a disk: from an event to the picture, in a room of 40 with a full
// pane of 120 by 40. A benchmark that makes more objects than its bound says fails; times are shown, and judged by nobody.

private let objects = BenchmarkMetric.custom("objects", polarity: .prefersSmaller, useScalingFactor: false)

let benchmarks: @Sendable () -> [Benchmark?] = {
    [
        // Forty keys, and the line is emptied.
        measured("a key", times: 40, atMost: 60) { conversation, time in
            if time == 0 { conversation.empties() }
            conversation.types("x")
        },
        measured("a line of a flood, a hundred a picture", times: 100, atMost: 60) { conversation, time in
            conversation.hears(isLast: time == 99)
        },
        measured("another size", times: 1, atMost: 8_000) { conversation, _ in conversation.resizes() },
    ]
}

private func measured(
    _ name: String, times: Int, atMost bound: Int, _ body: @escaping @Sendable (Conversation, Int) -> Void
) -> Benchmark? {
    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .cpuTotal, objects], timeUnits: .nanoseconds, warmupIterations: 10,
        maxDuration: .seconds(2))
    return Benchmark(name, configuration: configuration) { benchmark, conversation in
        benchmark.startMeasurement()
        let before = Allocations.count
        for time in 0..<times { body(conversation, time) }
        let each = (Allocations.count - before) / times
        benchmark.stopMeasurement()
        benchmark.measurement(objects, each)
        if each > bound { benchmark.error("\(name) makes \(each) objects, more than \(bound)") }
    } setup: {
        Allocations.begin()
        return Conversation()
    }
}
