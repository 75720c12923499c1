import ServerCore
import Testing

@Suite("Who is let in from where")
struct AdmissionTests {
    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    private func admit(_ text: String, _ admission: inout Admission, at now: Int64 = 0) throws -> Bool {
        try admission.admit(address(text), at: now)
    }

    @Test("sixteen at once from one address, and one more for each who leaves")
    func address() throws {
        var admission = Admission(exempt: [])
        for _ in 0..<16 { #expect(try admit("192.0.2.1", &admission)) }
        #expect(throws: Admission.Refusal.tooManyFromAddress) { try admit("192.0.2.1", &admission) }
        #expect(try admit("192.0.2.2", &admission))
        admission.leave(try address("192.0.2.1"))
        #expect(try admit("192.0.2.1", &admission))
    }

    @Test("thirty-two new ones in ten minutes, whether they stay or not")
    func arrivals() throws {
        var admission = Admission(exempt: [])
        for second in 0..<32 {
            #expect(try admit("192.0.2.1", &admission, at: Int64(second) * 1_000))
            admission.leave(try address("192.0.2.1"))
        }
        #expect(throws: Admission.Refusal.tooFast) { try admit("192.0.2.1", &admission, at: 599_999) }
        #expect(try admit("192.0.2.1", &admission, at: 600_000))
    }

    @Test("an IPv6 customer is counted by the 64 bits that they have at least")
    func customers() throws {
        var admission = Admission(exempt: [])
        for number in 0..<16 { #expect(try admit("2001:db8:0:1::\(number)", &admission)) }
        #expect(throws: Admission.Refusal.tooManyFromAddress) { try admit("2001:db8:0:1:ffff::1", &admission) }
        #expect(try admit("2001:db8:0:2::1", &admission))
    }

    @Test(
        "two hundred at once from one network",
        arguments: [("192.0.2.", "192.0.3.1"), ("2001:db8:0:", "2001:db8:1::1")])
    func networks(prefix: String, other: String) throws {
        var admission = Admission(exempt: [])
        for number in 0..<200 {
            let isV4 = !prefix.contains(":")
            #expect(try admit(isV4 ? "\(prefix)\(number)" : "\(prefix)\(String(number, radix: 16))::1", &admission))
        }
        let next = prefix.contains(":") ? "\(prefix)fe::1" : "\(prefix)250"
        #expect(throws: Admission.Refusal.tooManyFromNetwork) { try admit(next, &admission) }
        #expect(try admit(other, &admission))
    }

    @Test("who is exempt is not counted")
    func exempt() throws {
        var admission = Admission()
        for _ in 0..<1_000 { #expect(try admit("127.0.0.1", &admission) == false) }
        admission.exempt = []
        for _ in 0..<16 { #expect(try admit("127.0.0.1", &admission)) }
        #expect(throws: Admission.Refusal.tooManyFromAddress) { try admit("127.0.0.1", &admission) }
    }

    @Test("places where nobody is are forgotten after their ten minutes")
    func forgotten() throws {
        var admission = Admission(exempt: [])
        for number in 0..<2_000 {
            let text = "198.51.\(number / 200).\(number % 200)"
            #expect(try admit(text, &admission))
            admission.leave(try address(text))
        }
        #expect(admission.places == 2_000)
        #expect(try admit("192.0.2.1", &admission, at: 600_001))
        #expect(admission.places == 1)
    }
}
