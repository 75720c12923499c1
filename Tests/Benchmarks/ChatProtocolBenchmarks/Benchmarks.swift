import Benchmark
import ChatProtocol

// What each line costs on its way in and out. 1,000 lines are one measurement, and the figures are shown for one line.

private let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuTotal, .throughput], timeUnits: .nanoseconds, scalingFactor: .kilo)

let benchmarks: @Sendable () -> [Benchmark?] = {
    [
        Benchmark("parse a tagged PRIVMSG", configuration: configuration) { benchmark in
            let line = Array("@label=a1;+typing=done PRIVMSG #tea :the quick brown fox jumps over the lazy dog".utf8)
            for _ in benchmark.scaledIterations {
                blackHole(try Message(parsing: line.span, from: .client))
            }
        },
        Benchmark("encode a line for a room", configuration: configuration) { benchmark in
            let message = Message(
                tags: [Tag("time", "2026-11-23T09:02:00.000Z"), Tag("msgid", "AAAABwAAAAAAAAABAAAAAAAAACo")],
                source: "ann!~ann@example.net", "PRIVMSG", ["#tea", "the quick brown fox jumps over the lazy dog"])
            var bytes: [UInt8] = []
            for _ in benchmark.scaledIterations {
                bytes.removeAll(keepingCapacity: true)
                message.encode(into: &bytes)
            }
            blackHole(bytes)
        },
    ]
}
