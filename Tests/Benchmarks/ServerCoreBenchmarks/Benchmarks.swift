import Benchmark
import ChatProtocol
import ServerCore

// What the rules cost, without a socket or a disk: one thing that a member does, in rooms of different sizes.

private let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuTotal, .throughput], timeUnits: .nanoseconds, warmupIterations: 100)

let benchmarks: @Sendable () -> [Benchmark?] = {
    [speaking(inRoomOf: 200), naming(aRoomOf: 5_000)]
        + [10, 10_000].flatMap { [joining(aRoomOf: $0), quitting(aRoomOf: $0)] }
        + receivers.map { encoding(for: $0, $1) }
}

private func speaking(inRoomOf count: Int) -> Benchmark? {
    Benchmark("PRIVMSG in a room of \(count)", configuration: configuration) { benchmark, crowd in
        blackHole(crowd.send("PRIVMSG #tea :the quick brown fox jumps over the lazy dog"))
    } setup: {
        Crowd(of: count)
    }
}

/// With the bytes of the answer: what the asker is sent.
private func naming(aRoomOf count: Int) -> Benchmark? {
    Benchmark("NAMES of \(count)", configuration: configuration) { benchmark, crowd in
        var bytes: [UInt8] = []
        for case .deliver(let parcel, _) in crowd.send("NAMES #tea") {
            parcel.encode(for: ReceiverKind(.irc, []), server: "chat.local", into: &bytes)
        }
        blackHole(bytes)
    } setup: {
        Crowd(of: count)
    }
}

private func joining(aRoomOf count: Int) -> Benchmark? {
    Benchmark("JOIN of a room of \(count)", configuration: configuration) { benchmark, crowd in
        crowd.send("PART #tea")
        benchmark.startMeasurement()
        blackHole(crowd.send("JOIN #tea"))
        benchmark.stopMeasurement()
    } setup: {
        Crowd(of: count)
    }
}

private func quitting(aRoomOf count: Int) -> Benchmark? {
    Benchmark("QUIT in a room of \(count)", configuration: configuration) { benchmark, crowd in
        benchmark.startMeasurement()
        blackHole(crowd.send("QUIT :bye"))
        benchmark.stopMeasurement()
        crowd.comeBack()
    } setup: {
        Crowd(of: count)
    }
}

private let receivers: [(String, ReceiverKind)] = [
    ("raw text", ReceiverKind(.raw, [])),
    ("plain IRC", ReceiverKind(.irc, [])),
    ("IRC with times", ReceiverKind(.irc, Capabilities([.serverTime]))),
    ("IRC with all tags", ReceiverKind(.irc, Capabilities([.messageTags, .serverTime, .accountTag, .batch]))),
]

/// 1,000 times in one measurement, since one is too short; the figures are shown for one.
private func encoding(for name: String, _ kind: ReceiverKind) -> Benchmark? {
    var configuration = configuration
    configuration.scalingFactor = .kilo
    return Benchmark("encode a speech for \(name)", configuration: configuration) { benchmark in
        var speech = Speech(
            author: Author(Source(nick: "ann", user: "~ann", host: "example.net"), account: "ann"), kind: .message,
            target: "#tea", text: "the quick brown fox jumps over the lazy dog", time: Crowd.morning, isPrivate: false)
        speech.id = MessageID(store: 7, room: 2, sequence: 42)
        var bytes: [UInt8] = []
        for _ in benchmark.scaledIterations {
            bytes.removeAll(keepingCapacity: true)
            Parcel.speech(speech).encode(for: kind, server: "chat.local", into: &bytes)
        }
        blackHole(bytes)
    }
}
