import ServerCore

/// A short answer over HTTP/1.1, after which nothing else is said in HTTP.
struct Response: Equatable {
    var status: String
    var fields: [(name: String, value: String)]
    var body: String

    init(_ status: String, fields: [(name: String, value: String)] = [], body: String = "") {
        self.status = status
        self.fields = fields
        self.body = body
    }

    static let badRequest = Response(
        closing: "400 Bad Request", body: "This is no request that a server understands.\n")
    static let headTooLong = Response(
        closing: "431 Request Header Fields Too Large", body: "The head of a request may have 8 KiB.\n")

    /// One after which the connection is closed.
    init(closing status: String, fields: [(name: String, value: String)] = [], body: String) {
        let more = [("Content-Length", String(body.utf8.count)), ("Connection", "close")]
        let text = fields.contains { $0.name == "Content-Type" } ? [] : [("Content-Type", "text/plain; charset=utf-8")]
        self.init(status, fields: fields + text + more, body: body)
    }

    var text: String {
        "HTTP/1.1 \(status)\r\n" + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n" + body
    }

    static func == (one: Response, other: Response) -> Bool { one.text == other.text }
}

extension Response {
    /// The page of numbers at /metrics; nothing else is here.
    init(toAskForMetrics head: RequestHead, _ metrics: () -> [Metric]) {
        guard head.target == "/metrics" || head.target.hasPrefix("/metrics?") else {
            self.init(closing: "404 Not Found", body: "The numbers are at /metrics.\n")
            return
        }
        self.init(
            closing: "200 OK", fields: [("Content-Type", Metric.mediaType), ("Cache-Control", "no-store")],
            body: Metric.page(of: metrics()))
    }
}
