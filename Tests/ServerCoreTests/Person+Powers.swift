import ChatProtocol

@testable import ServerCore

extension House {
    /// A house with an account of this name, numbered 1; it takes several connections.
    convenience init(account name: String) {
        let account = Account(id: AccountID(1), name: name, verifier: nil, madeAt: House.morning)
        var restored = Restored.nothing(store: 7)
        restored.owners = [Restored.Owner(account: account)]
        restored.nextAccount = AccountID(2)
        self.init(restored: restored)
        store.keep(.account(account))
    }

    /// A member of IRC who has proved to own the account; what was said on the way in is kept.
    func owner(_ nick: String, _ capabilities: Capability..., saying lines: [String] = []) -> Person {
        let person = connects()
        person.sends("CAP REQ :" + capabilities.map(\.name).joined(separator: " "))
        state.sessions[person.id]?.account = AccountID(1)
        for line in lines { person.sends(line) }
        person.sends("NICK \(nick)", "USER u 0 * :\(nick) of the house", "CAP END")
        return person
    }
}

extension Person {
    /// An operator of the server; what was said meanwhile is forgotten.
    func becomesOperator(of house: House) {
        house.state.settings.operators["root"] = "sesame"
        sends("OPER root sesame")
        forgets()
    }
}

extension House {
    /// Nicks for which somebody watches.
    var watchedNicks: Int { state.watchers.count }
}
