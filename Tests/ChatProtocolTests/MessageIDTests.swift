import Chance
import ChatProtocol
import Testing

@Suite("The ids of posts and events")
struct MessageIDTests {
    @Test(
        "an id comes back",
        arguments: [
            MessageID(store: 0, room: 0, sequence: 0), MessageID(store: 35, room: 36, sequence: 1),
            MessageID(store: .max, room: .max, sequence: .max), MessageID(store: 1, room: 1, sequence: 1_295),
            MessageID(store: 1, room: 1, sequence: 1, event: 0), MessageID(store: 1, room: 1, sequence: 1, event: .max),
        ])
    func bothWays(_ id: MessageID) {
        #expect(MessageID(id.description) == id)
    }

    @Test("a post's id is three numbers of base 36, an event's four")
    func writing() {
        #expect(MessageID(store: 35, room: 36, sequence: 1_295).description == "z-10-zz")
        #expect(MessageID(store: 35, room: 36, sequence: 1_295, event: 35).description == "z-10-zz-z")
    }

    @Test("any id comes back", arguments: [1, 2] as [UInt64])
    func roundTrip(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            let id = MessageID(
                store: .random(in: .min ... .max, using: &random), room: .random(in: 0 ... .max, using: &random),
                sequence: .random(in: 0 ... .max, using: &random),
                event: Bool.random(using: &random) ? .random(in: 0 ... .max, using: &random) : nil)
            #expect(MessageID(id.description) == id)
        }
    }

    @Test(
        "what was not written here is no id, so that no two texts name one post",
        arguments: [
            "", "-", "--", "1", "1-1", "1-1-", "-1-1", "1--1", "1-1-1-", "1-1-1-1-1", "1-1-1-01", "1-1-1-+1",
            "1-1-1--1", "1-1-1-A", "1-1-1-1y2p0ij32e8e8", "1-1--1-1", "1-1-1 ", " 1-1-1", "+1-1-1", "1-+1-1",
            "01-1-1", "1-00-1", "Z-1-1", "1-1-A", "1--1-1", "1-1-é", "1-1-１", "1z141z4-1-1", "1-1y2p0ij32e8e8-1",
            "1-1-1y2p0ij32e8e8", "zzzzzzzzzzzzzzzzzzzzzzzz-1-1",
        ])
    func garbage(_ text: String) {
        #expect(MessageID(text) == nil)
    }
}
