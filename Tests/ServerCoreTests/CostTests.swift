import ChatProtocol
import ServerCore
import Testing

@Suite("Costs that do not grow with a room")
struct CostTests {
    /// A state alone: nobody hears what comes of it.
    private struct Empty {
        var state = ServerState(settings: ServerSettings(), restored: .nothing(store: 7))

        mutating func connects(_ dialect: Dialect = .irc) -> SessionID {
            state.connect(dialect, from: Origin(address: Address(host: "127.0.0.1", port: 1)), at: House.morning)
        }

        /// How many effects each of these lines has.
        mutating func sends(_ lines: String..., from id: SessionID) -> [Int] {
            lines.map { line in
                if state.sessions[id]?.dialect == .raw {
                    return state.handle(.text(line), from: id, at: House.morning).count
                }
                let message = Result { () throws(MessageError) in try Message(line: line, from: .client) }
                return state.handle(message, from: id, at: House.morning).count
            }
        }
    }

    private func costs(of members: Int) -> [Int] {
        var house = Empty()
        for number in 0..<members {
            let id = house.connects()
            _ = house.sends("CAP REQ no-implicit-names", "NICK m\(number)", "USER u 0 * :M", "CAP END", from: id)
            _ = house.sends("JOIN #tea,#lobby", from: id)
        }
        let (ann, bob) = (house.connects(), house.connects(.raw))
        return house.sends("CAP REQ no-implicit-names", "NICK ann", "USER u 0 * :Ann", "CAP END", from: ann)
            + house.sends(
                "JOIN #tea", "PRIVMSG #tea :hello", "AWAY :x", "SETNAME :A", "NICK bea", "PART #tea", "JOIN #tea",
                "QUIT",
                from: ann)
            + house.sends("!bob", "hello", "hello@m1", "exit", from: bob)
    }

    @Test("joining, speaking, a new nick, leaving: as many effects in a room of 5,000 as in one of 10")
    func effects() {
        let few = costs(of: 10)
        #expect(few == costs(of: 5_000))
        #expect(few.allSatisfy { $0 < 20 })
    }
}
