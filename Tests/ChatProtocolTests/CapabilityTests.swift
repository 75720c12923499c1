import ChatProtocol
import Testing

@Suite("Capabilities")
struct CapabilityTests {
    @Test("a capability is known by its name", arguments: Capability.allCases)
    func names(_ capability: Capability) {
        #expect(Capability(name: capability.name) == capability)
        #expect(!capability.name.contains { $0 == " " || $0 == "=" || $0 == "," })
    }

    @Test(
        "a name is taken to the letter", arguments: ["", "BATCH", "batch ", "-batch", "chathistory", "draft/unknown"])
    func unknown(_ name: String) {
        #expect(Capability(name: name) == nil)
    }

    @Test("a set holds what was put in, and nothing else", arguments: Capability.allCases)
    func single(_ capability: Capability) {
        let set = Capabilities(capability)
        for other in Capability.allCases { #expect(set.contains(other) == (other == capability)) }
        #expect(set.names == [capability.name])
    }

    @Test("a set names its capabilities in the order of their names")
    func order() {
        #expect(Capabilities([.serverTime, .batch, .batch]).names == ["batch", "server-time"])
        let all = Capabilities(Capability.allCases)
        #expect(all.names == all.names.sorted())
        #expect(all.names.count == Capability.allCases.count)
        #expect(Capabilities([]).names.isEmpty)
    }

    @Test("drafts are known under the names that they are asked for")
    func drafts() {
        #expect(Capability(name: "draft/message-edit") == .messageEditing)
        #expect(Capability(name: "draft/oper-tag") == .operTag)
        #expect(Capability(name: "draft/search") == .search)
        #expect(Capability(name: "soju.im/search") == .sojuSearch)
        #expect(Capability(name: "znc.in/playback") == .zncPlayback)
    }

    @Test("a set has room for all of them")
    func room() {
        #expect(Capability.allCases.count <= UInt64.bitWidth)
    }

    @Test("sets are joined and taken apart")
    func sets() {
        var set: Capabilities = [Capabilities(.batch), Capabilities(.setname)]
        #expect(set == Capabilities([.setname, .batch]))
        set.subtract(Capabilities(.batch))
        #expect(set == Capabilities(.setname))
    }
}
