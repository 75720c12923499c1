import ChatProtocol

/// What who runs the server may do to others' accounts.
extension ServerState {
    mutating func registerOther(_ name: String, password: String, _ turn: inout Turn) {
        let fault = fault(ofNewName: name) ?? Self.fault(of: password, for: name, settings.casemapping)
        guard canKeep(.nickServ, &turn) else { return }
        if let fault {
            say(fault.text, as: .nickServ, &turn)
            return
        }
        ask(.hash(password: password), for: .registerOther(account: name, label: turn.label), &turn)
    }

    /// The password has been hashed.
    mutating func registeredOther(_ name: String, _ answer: Answer, _ turn: inout Turn) {
        guard canKeep(.nickServ, &turn) else { return }
        guard case .verifier(let verifier) = answer, managesAccounts(turn) else {
            let fault = answer == .failed ? RegistrationFault.isBadPassword : .isBusy
            say(fault.text, as: .nickServ, &turn)
            return
        }
        if let fault = fault(ofNewName: name) {
            say(fault.text, as: .nickServ, &turn)
            return
        }
        _ = makeAccount(name, email: "*", verifier, &turn)
        say("The account \(name) is made", as: .nickServ, &turn)
    }

    mutating func suspend(_ name: String, isSuspended: Bool, _ turn: inout Turn) {
        guard canKeep(.nickServ, &turn), let account = accountToBar(named: name, &turn) else { return }
        guard account.isSuspended != isSuspended else {
            say("\(account.name) is \(isSuspended ? "suspended already" : "not suspended")", as: .nickServ, &turn)
            return
        }
        if isSuspended {
            suspend(account, &turn)
        } else {
            accounts[account.id]?.isSuspended = false
            keepAccount(account.id, &turn)
        }
        say("\(account.name) is \(isSuspended ? "suspended" : "free again")", as: .nickServ, &turn)
    }

    mutating func erase(_ name: String, _ turn: inout Turn) {
        guard canKeep(.nickServ, &turn), let account = accountToBar(named: name, &turn) else { return }
        turn.store(.erased(account: account.id, name: account.name))
        endAccount(account, &turn)
        say("\(account.name) is gone, and what it wrote is blank", as: .nickServ, &turn)
    }

    /// Somebody else's account.
    private func accountToBar(named name: String, _ turn: inout Turn) -> Account? {
        guard let account = accountToChange(named: name, .nickServ, &turn) else { return nil }
        guard members[turn.actor]?.account != account.id else {
            say("That is your own account", as: .nickServ, &turn)
            return nil
        }
        return account
    }
}
