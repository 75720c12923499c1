import Testing

@testable import ClientCore

@Suite("The order of lines in the log") struct LogOrderTests {
    @Test("rises, stays between its neighbours, and never overflows") func bounds() {
        let ends: [Int64?] = [nil, .min, .min + 1, -5, 0, 1, 7, 1 << 40, .max - 1, .max]
        for lower in ends {
            for upper in ends {
                if let lower, let upper, lower > upper { continue }
                for count in [1, 2, 100] {
                    let orders = LogOrder.orders(count, above: lower, below: upper)
                    #expect(orders.count == count)
                    #expect(orders == orders.sorted())
                    if let lower { #expect(orders.allSatisfy { $0 >= lower }) }
                    if let upper { #expect(orders.allSatisfy { $0 <= upper }) }
                }
            }
        }
    }

    @Test("leaves room: thirty lines fit between two, each before the one before it") func room() {
        let ends = LogOrder.orders(2, above: nil, below: nil)
        var upper = ends[1]
        for _ in 0..<30 {
            let order = LogOrder.orders(1, above: ends[0], below: upper)[0]
            #expect(order > ends[0] && order < upper)
            upper = order
        }
    }

    @Test("leaves room in a hole: a thousand pages fit into it, from either side") func hole() {
        let ends = LogOrder.orders(102, above: 0, below: LogOrder.step)
        var (lower, upper) = (ends[0], ends[1])
        for number in 0..<1_000 {
            let isFromBelow = number.isMultiple(of: 3)
            let orders =
                isFromBelow
                ? LogOrder.orders(100, above: lower, closelyBelow: upper)
                : LogOrder.orders(100, closelyAbove: lower, below: upper)
            #expect(zip([lower] + orders, orders + [upper]).allSatisfy { $0 < $1 })
            if isFromBelow { upper = orders[0] } else { lower = orders[99] }
        }
    }
}
