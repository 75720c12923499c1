import Benchmark
import ClientCore

// What the screen costs without a terminal, a socket or a disk: from an event to the picture, in a room of 40 with a full
// pane of 120 by 40. Each measurement is so many of one thing, and the figures are for all of them.

let benchmarks: @Sendable () -> [Benchmark?] = {
    [
        measured("40 keys, each with its picture, and the line emptied", times: 40) { conversation, time in
            if time == 0 { conversation.empties() }
            conversation.types("x")
        },
        measured("100 lines of a flood and one picture", times: 100) { conversation, time in
            conversation.hears(isLast: time == 99)
        },
        measured("another size", times: 1) { conversation, _ in conversation.resizes() },
    ]
}

private func measured(
    _ name: String, times: Int, _ body: @escaping @Sendable (Conversation, Int) -> Void
) -> Benchmark? {
    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .cpuTotal, .throughput], timeUnits: .microseconds, warmupIterations: 10,
        maxDuration: .seconds(2))
    return Benchmark(name, configuration: configuration) { benchmark, conversation in
        for time in 0..<times { body(conversation, time) }
    } setup: {
        Conversation()
    }
}
