import Chance
import ChatProtocol
import ServerCore
import Testing

@Suite("Accounts, at random")
struct AccountsAtRandomTests {
    @Test("Whatever is said in whatever order, everybody is who they are", arguments: 1...20)
    func evening(seed: UInt64) {
        let house = House { $0.operators["root"] = "secret" }
        var random = SeededNumbers(seed: seed)
        for name in Self.names { house.hasAccount(name) }
        var people = [house.connects()]
        for _ in 0..<1_500 {
            if random.once(in: 12) || people.isEmpty {
                let isSecure = random.once(in: 3)
                let print = random.once(in: 3) ? String(repeating: "\(random.number(1...2))", count: 64) : nil
                people.append(house.connects(secure: isSecure, fingerprint: print))
            }
            if people.count < 15, random.once(in: 4) {
                house.holdsQuestions = false
                let nick = random.one(of: Self.names) + random.one(of: ["", "", "1", "2"])
                people.append(house.irc(nick, loggedInAs: random.one(of: Self.names)))
            }
            house.holdsQuestions = random.once(in: 3)
            if random.once(in: 4) { house.answersQuestions(failing: random.once(in: 6)) }
            let person = random.one(of: people)
            if random.once(in: 40) { person.vanishes() } else { person.sends(line(&random)) }
            people.removeAll(where: \.isGone)
            check(house)
        }
        house.holdsQuestions = false
        house.answersQuestions()
        check(house)
        let later = House(after: house)
        check(later)
        // Who is here after the start is who would have stayed.
        #expect(later.state.members.all.allSatisfy { $0.account != nil && $0.sessions.isEmpty })
    }

    private static let names = ["ann", "bob", "eve", "root"]
    private static let common = [
        "JOIN #tea", "JOIN #cake", "PART #tea", "NS SET ALWAYS-ON on", "NS SET ALWAYS-ON on", "AWAY :tea", "AWAY",
        "CS REGISTER #tea", "CS REGISTER #cake", "CS OP #tea", "NS IDENTIFY sesame", "REGISTER * * sesame", "CAP END",
        "QUIT", "QUIT",
    ]

    private func line(_ random: inout SeededNumbers) -> String {
        let name = random.one(of: Self.names)
        if random.once(in: 2) { return random.one(of: Self.common) }
        let password = random.one(of: ["sesame", "sesame", "wrong"])
        let room = random.one(of: ["#tea", "#cake"])
        let print = String(repeating: "\(random.number(1...2))", count: 64)
        return random.one(of: [
            "CAP LS 302", "CAP REQ :sasl account-notify", "CAP END", "NICK \(name)", "USER u 0 * :U", "CAP END",
            "NICK \(name)\(random.number(1...3))", "AUTHENTICATE PLAIN", "AUTHENTICATE PLAIN", "AUTHENTICATE EXTERNAL",
            "AUTHENTICATE SCRAM-SHA-256", "AUTHENTICATE *", "AUTHENTICATE +", Person.plain(name, password),
            Person.plain(name, password), "REGISTER * * sesame", "REGISTER \(name) * sesame", "NS REGISTER sesame",
            "NS IDENTIFY \(name) \(password)", "NS LOGOUT", "NS PASSWD sesame", "NS SET ALWAYS-ON on",
            "NS SET ALWAYS-ON on", "NS SET ALWAYS-ON off", "PERSISTENCE SET DEFAULT", "NS SET MULTICLIENT off",
            "NS CERT ADD \(print)", "NS CERT DEL \(print)", "NS GHOST \(name)", "NS DROP \(name)", "OPER root secret",
            "NS SUSPEND \(name)", "NS UNSUSPEND \(name)", "NS ERASE \(name)", "NS SAREGISTER \(name) sesame",
            "JOIN \(room)", "JOIN \(room)", "PART \(room)", "CS REGISTER \(room)", "CS UNREGISTER \(room)",
            "CS TRANSFER \(room) \(name)", "CS AMODE \(room) +o \(name)", "CS AMODE \(room) -o \(name)",
            "CS OP \(room)", "CS DEOP \(room)", "AWAY :tea", "AWAY", "MODE \(name) +i", "QUIT", "ACCEPT \(name)",
        ])
    }

    private func check(_ house: House) {
        let state = house.state
        var nicks: Set<String> = []
        for member in state.members.all {
            require(nicks.insert(member.nick.folded).inserted, "two are called \(member.name)")
            for session in member.sessions {
                require(
                    state.sessions[session]?.member == member.id, "\(member.name) has a connection that is not theirs")
            }
            guard let id = member.account else {
                require(!member.sessions.isEmpty, "\(member.name) is nobody's and not here")
                continue
            }
            let account = house.store.accounts[id]
            require(account != nil, "\(member.name) has an account that is gone")
            require(account?.isSuspended != true, "\(member.name) has a suspended account")
            guard member.sessions.isEmpty else { continue }
            require(account?.isAlwaysOn == true, "\(member.name) stays against the owner's wish")
            require(account?.presence?.nick == member.name, "\(member.name) would not come back")
            require(
                (account?.presence?.away ?? "Not connected at the moment") == member.away, "\(member.name) is not away")
            let present = house.store.belongings.values.filter { $0[id]?.isPresent == true }.count
            require(present == member.rooms.count, "\(member.name) would come back to \(present) rooms")
        }
        let attached = state.members.all.reduce(0) { $0 + $1.sessions.count }
        require(attached == state.sessions.all.filter { $0.member != nil }.count, "a connection is nobody's")
        for account in house.store.accounts.values {
            guard account.presence == nil else {
                require(account.isAlwaysOn == true, "\(account.name) would come back against the owner's wish")
                continue
            }
            let present = house.store.belongings.values.contains { $0[account.id]?.isPresent == true }
            require(!present, "\(account.name) would be in a room without being here")
        }
    }
}
