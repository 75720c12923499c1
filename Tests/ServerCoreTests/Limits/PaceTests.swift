import ServerCore
import Testing

@Suite("Pace")
struct PaceTests {
    private var pace = Pace()

    @Test("as many at once as in a second, then one after the other")
    mutating func steady() {
        for _ in 0..<200 {
            #expect(pace.pause(perSecond: 200, at: 1_000) == 0)
            pace.count(perSecond: 200, at: 1_000)
        }
        #expect(pace.pause(perSecond: 200, at: 1_000) == 5)
        #expect(pace.pause(perSecond: 200, at: 1_004) == 1)
        #expect(pace.pause(perSecond: 200, at: 1_005) == 0)
    }

    @Test("what came too fast is paid for before the next")
    mutating func debt() {
        for _ in 0..<10 { pace.count(perSecond: 4, at: 0) }
        #expect(pace.pause(perSecond: 4, at: 0) == 1_750)
        #expect(pace.pause(perSecond: 4, at: 1_000) == 750)
    }

    @Test("a long quiet saves up one second's worth, no more, and a clock that stands still gives nothing")
    mutating func quiet() {
        pace.count(perSecond: 2, at: 0)
        for _ in 0..<2 { pace.count(perSecond: 2, at: 1_000_000) }
        #expect(pace.pause(perSecond: 2, at: 1_000_000) == 500)
        #expect(pace.pause(perSecond: 2, at: 999_000) == 500)
    }

    @Test("another rate holds from then on")
    mutating func changed() {
        for _ in 0..<3 { pace.count(perSecond: 2, at: 0) }
        #expect(pace.pause(perSecond: 2, at: 0) == 1_000)
        #expect(pace.pause(perSecond: 200, at: 0) == 10)
    }
}
