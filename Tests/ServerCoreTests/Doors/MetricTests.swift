import ServerCore
import Testing

@Suite("The page of numbers")
struct MetricTests {
    @Test("each metric has its help, its kind and a line for each sample")
    func page() {
        let page = Metric.page(of: [
            Metric("chat_posts_total", help: "Posts stored.", .counter([.init(3)])),
            Metric(
                "chat_connections", help: "Open \\ now\nhere.",
                .gauge([
                    .init(2, labels: [.init("door", "main")]),
                    .init(0.5, labels: [.init("door", "a\"b\\c\nd"), .init("x", "")]),
                ])),
            Metric(
                "chat_commit_seconds", help: "Commits.",
                .histogram([
                    .init(buckets: [(0.001, 4), (0.5, 9)], sum: 1.25, count: 10, labels: [.init("mode", "full")])
                ])),
        ])
        #expect(
            page == #"""
                # HELP chat_posts_total Posts stored.
                # TYPE chat_posts_total counter
                chat_posts_total 3
                # HELP chat_connections Open \\ now\nhere.
                # TYPE chat_connections gauge
                chat_connections{door="main"} 2
                chat_connections{door="a\"b\\c\nd",x=""} 0.5
                # HELP chat_commit_seconds Commits.
                # TYPE chat_commit_seconds histogram
                chat_commit_seconds_bucket{mode="full",le="0.001"} 4
                chat_commit_seconds_bucket{mode="full",le="0.5"} 9
                chat_commit_seconds_bucket{mode="full",le="+Inf"} 10
                chat_commit_seconds_sum{mode="full"} 1.25
                chat_commit_seconds_count{mode="full"} 10

                """#)
    }

    @Test(
        "numbers are written as the format wants them",
        arguments: [
            (0, "0"), (-7, "-7"), (1e15, "1000000000000000"), (1e300, "1e+300"), (.infinity, "+Inf"),
            (-.infinity, "-Inf"),
            (.nan, "NaN"), (0.1, "0.1"),
        ] as [(Double, String)])
    func numbers(_ value: Double, _ text: String) {
        let page = Metric.page(of: [Metric("x", help: "", .gauge([.init(value)]))])
        #expect(page.hasSuffix("\nx \(text)\n"))
    }
}
