import NIOCore
import Testing

@testable import Server

@Suite("How lines come")
struct ArrivalsTests {
    private let start = NIODeadline.uptimeNanoseconds(5_000_000)
    private let lull = TimeAmount.microseconds(100)

    /// Lines that came so many microseconds after the start.
    private func arrivals(at microseconds: [Int64]) -> Arrivals {
        var arrivals = Arrivals()
        for moment in microseconds { arrivals.note(at: start + .microseconds(moment)) }
        return arrivals
    }

    @Test("one upon another, the next is waited for until there has been none for a lull")
    func close() {
        let arrivals = arrivals(at: [0, 30, 60])
        #expect(arrivals.end(after: lull, at: start + .microseconds(60)) == start + .microseconds(160))
        #expect(arrivals.end(after: lull, at: start + .microseconds(159)) == start + .microseconds(160))
        #expect(arrivals.end(after: lull, at: start + .microseconds(160)) == nil)
    }

    @Test("none is waited for where they come each by itself", arguments: [[], [0], [0, 100], [0, 10, 500]])
    func apart(moments: [Int64]) {
        let last = start + .microseconds(moments.last ?? 0)
        #expect(arrivals(at: moments).end(after: lull, at: last) == nil)
    }

    @Test("two that follow a pause are one upon another again")
    func again() {
        let arrivals = arrivals(at: [0, 900, 910])
        #expect(arrivals.end(after: lull, at: start + .microseconds(920)) == start + .microseconds(1_010))
    }
}
