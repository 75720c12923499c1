/// A number that is watched while the server runs, in the words of Prometheus.
package struct Metric: Equatable, Sendable {
    package enum Samples: Equatable, Sendable {
        /// Only grows.
        case counter([Sample])
        case gauge([Sample])
        case histogram([Distribution])
    }

    package struct Label: Equatable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package struct Sample: Equatable, Sendable {
        package var labels: [Label]
        package var value: Double

        package init(_ value: Double, labels: [Label] = []) {
            self.labels = labels
            self.value = value
        }
    }

    /// How often values fell below each of several bounds.
    package struct Distribution: Equatable, Sendable {
        package var labels: [Label]
        /// Bounds, rising, and how many values were at most that, those below lower bounds included.
        package var buckets: [(bound: Double, count: Int)]
        package var sum: Double
        /// Of all values, those above the last bound included.
        package var count: Int

        package init(buckets: [(bound: Double, count: Int)], sum: Double, count: Int, labels: [Label] = []) {
            self.labels = labels
            self.buckets = buckets
            self.sum = sum
            self.count = count
        }

        package static func == (one: Self, other: Self) -> Bool {
            one.labels == other.labels && one.sum == other.sum && one.count == other.count
                && one.buckets.elementsEqual(other.buckets, by: ==)
        }
    }

    /// Letters, digits, `_` and `:`, as `chat_posts_total`.
    package var name: String
    package var help: String
    package var samples: Samples

    package init(_ name: String, help: String, _ samples: Samples) {
        self.name = name
        self.help = help
        self.samples = samples
    }
}

// MARK: - Text

extension Metric {
    /// What `text/plain; version=0.0.4` is sent as (Prometheus, exposition formats).
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// A page of these, each with its help and kind.
    package static func page(of metrics: [Metric]) -> String {
        metrics.map(\.text).joined()
    }

    private var text: String {
        var lines = ["# HELP \(name) \(help.escaped(["\\", "\n"]))", "# TYPE \(name) \(kind)"]
        switch samples {
        case .counter(let samples), .gauge(let samples):
            lines += samples.map { Self.line(name, $0.labels, $0.value) }
        case .histogram(let distributions):
            for one in distributions {
                for bucket in one.buckets {
                    let label = Label("le", Self.number(bucket.bound))
                    lines.append(Self.line(name + "_bucket", one.labels + [label], Double(bucket.count)))
                }
                lines.append(Self.line(name + "_bucket", one.labels + [Label("le", "+Inf")], Double(one.count)))
                lines.append(Self.line(name + "_sum", one.labels, one.sum))
                lines.append(Self.line(name + "_count", one.labels, Double(one.count)))
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var kind: String {
        switch samples {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    private static func line(_ name: String, _ labels: [Label], _ value: Double) -> String {
        let words = labels.map { "\($0.name)=\"\($0.value.escaped(["\\", "\n", "\""]))\"" }
        return name + (words.isEmpty ? "" : "{\(words.joined(separator: ","))}") + " " + number(value)
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? value.description
    }
}

extension String {
    /// With a backslash before each of these, as the format writes them.
    fileprivate func escaped(_ scalars: Set<Unicode.Scalar>) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if scalars.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar == "\n" && scalars.contains(scalar) ? "n" : scalar)
        }
    }
}
