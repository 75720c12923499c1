import Testing

@testable import ClientCore

@Suite("what is done in a room")
struct RoomTests {
    /// Three in a room that ann has made.
    private func tea(_ cutting: Cutting) throws -> (talk: Conversation, ann: Person, bob: Person, eve: Person) {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann") { $0.networks[0].rooms = ["#茶馆"] }
        let bob = try talk.enters("bob") { $0.networks[0].rooms = ["#茶馆"] }
        let eve = try talk.enters("eve") { $0.networks[0].rooms = ["#茶馆"] }
        return (talk, ann, bob, eve)
    }

    @Test("its maker is op, and can make others so", arguments: Cutting.allCases)
    func operators(cutting: Cutting) throws {
        let (_, ann, bob, eve) = try tea(cutting)
        for person in [ann, bob, eve] { #expect(try person.members(of: "#茶馆") == ["@ann", "bob", "eve"]) }
        ann.enters("/mode +ov bob eve")
        for person in [ann, bob, eve] { #expect(try person.members(of: "#茶馆") == ["@ann", "@bob", "+eve"]) }
        bob.enters("/mode -o ann")
        ann.enters("/mode +m")
        #expect(try ann.notes(in: "#茶馆").last == "#茶馆: You're not a channel operator")
        for person in [ann, bob, eve] { #expect(try person.members(of: "#茶馆") == ["@bob", "+eve", "ann"]) }
        for person in [bob, eve] {
            #expect(try person.notes(in: "#茶馆").suffix(2) == ["ann set +ov bob eve", "bob set -o ann"])
        }
    }

    @Test("the topic stands above it, for who comes later too", arguments: Cutting.allCases)
    func topic(cutting: Cutting) throws {
        let (talk, ann, bob, eve) = try tea(cutting)
        ann.enters("/topic 今日：龙井 & oolong")
        bob.enters("/topic mine")
        let dan = try talk.enters("dan") { $0.networks[0].rooms = ["#茶馆"] }
        for person in [ann, bob, eve, dan] { #expect(try person.buffer("#茶馆").topic == "今日：龙井 & oolong") }
        #expect(dan.sees().hasPrefix(" chat             #茶馆  今日：龙井 & oolong"))
        #expect(try eve.notes(in: "#茶馆") == ["ann set the topic: 今日：龙井 & oolong", "dan joined"])
        #expect(try bob.notes(in: "#茶馆")[2] == "#茶馆: You're not a channel operator")
    }

    @Test("who is put out is told, and hears no more", arguments: Cutting.allCases)
    func kick(cutting: Cutting) throws {
        let (_, ann, bob, eve) = try tea(cutting)
        ann.enters("/kick bob 吵")
        ann.enters("quiet now")
        #expect(try bob.notes(in: "#茶馆").last == "ann put you out (吵)")
        #expect(try eve.notes(in: "#茶馆").last == "ann put bob out (吵)")
        #expect(try bob.said(in: "#茶馆") == [])
        #expect(try eve.said(in: "#茶馆") == ["ann: quiet now"])
        #expect(try eve.members(of: "#茶馆") == ["@ann", "eve"])
        #expect(try bob.members(of: "#茶馆") == [])
        bob.enters("let me in")
        #expect(bob.sees().contains("you are not in #茶馆 · /join #茶馆"))
        // What nobody heard is still in the input.
        bob.presses(.control("u"))
        bob.enters("/join #茶馆")
        #expect(try bob.said(in: "#茶馆") == ["ann: quiet now"])
    }

    @Test("a line of who may not speak is refused at the line itself", arguments: Cutting.allCases)
    func moderated(cutting: Cutting) throws {
        let (_, ann, bob, eve) = try tea(cutting)
        ann.enters("/mode +m")
        bob.enters("can you hear me?")
        #expect(try bob.said(in: "#茶馆") == ["bob: can you hear me? !! Cannot send to channel (+m)"])
        #expect(try eve.said(in: "#茶馆") == [])
        ann.enters("/mode +v bob")
        bob.enters("now?")
        #expect(try eve.said(in: "#茶馆") == ["bob: now?"])
    }

    @Test("a room behind a key, an invitation and a ban", arguments: Cutting.allCases)
    func doors(cutting: Cutting) throws {
        let (talk, ann, bob, _) = try tea(cutting)
        let dan = try talk.enters("dan")
        ann.enters("/mode +k 1234")
        dan.enters("/join #茶馆")
        #expect(!dan.model.buffers.contains { $0.label == "#茶馆" })
        #expect(try dan.notes(in: "#lobby").last == "#茶馆: Cannot join channel (+k)")
        dan.enters("/join #茶馆 1234")
        #expect(try dan.buffer("#茶馆").isJoined)
        dan.enters("/part")
        ann.enters("/mode -k+i 1234")
        ann.enters("/invite dan")
        #expect(try dan.notes(in: "#茶馆").last == "ann invites you to #茶馆 · /join #茶馆")
        dan.enters("/join #茶馆")
        #expect(try dan.members(of: "#茶馆") == ["@ann", "bob", "dan", "eve"])
        ann.enters("/mode +b bob")
        bob.enters("hm")
        #expect(try bob.said(in: "#茶馆") == ["bob: hm !! Cannot send to channel (+b)"])
    }

    @Test(
        "a room that is made anew under the name of one that ended shows what is said in it",
        arguments: Cutting.allCases)
    func anew(cutting: Cutting) throws {
        let (talk, ann, bob, eve) = try tea(cutting)
        ann.enters("old")
        talk.passes(1_000)
        for person in [ann, bob, eve] { person.enters("/part") }
        bob.enters("/join #茶馆")
        bob.enters("new")
        ann.enters("/join #茶馆")
        #expect(try ann.said(in: "#茶馆") == ["ann: old", "bob: new"])
        #expect(try ann.notes(in: "#茶馆") == ["bob and eve joined"])
        #expect(try ann.members(of: "#茶馆") == ["@bob", "ann"])
    }
}
