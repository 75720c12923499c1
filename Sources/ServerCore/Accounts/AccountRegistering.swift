import ChatProtocol

/// Making an account (IRCv3 draft/account-registration; NickServ says the same in sentences).
///
/// This server sends no mail: an address is kept where one is given, and nothing is verified. Where addresses are
/// required, one has to be given and well formed, and that is all.
extension ServerState {
    /// Why there will be no such account: the code of a FAIL, and a sentence.
    struct RegistrationFault: Equatable {
        let code: String
        let text: String

        init(_ code: String, _ text: String) {
            self.code = code
            self.text = text
        }

        static let isBusy = RegistrationFault("TEMPORARILY_UNAVAILABLE", "Try again in a moment")
        static let isBadPassword = RegistrationFault("UNACCEPTABLE_PASSWORD", "That password cannot be used")
    }

    /// Bytes of an address of mail (RFC 5321, 4.5.3.1.3: 256 with its brackets).
    private static let mailAddress = 254

    /// Whether an account can be made before the connection is registered. It must be no way around the server's password.
    var registersEarly: Bool { settings.accounts.beforeConnect && settings.password.isEmpty }

    mutating func registerAccount(_ account: String, email: String, password: String, _ turn: inout Turn) {
        // Of NICK even what was refused: the refusal then is that of the account.
        let application = sessions[turn.session]?.application
        let nick = members[turn.actor]?.nick ?? application?.nick ?? application?.refusedNick
        let name = account == "*" ? nick?.display ?? "*" : account
        guard nick != nil || (members[turn.actor] == nil && !registersEarly) else {
            turn.answer(fail("REGISTER", "NEED_NICK", ["*"], "Choose a nickname first"))
            return
        }
        askToRegister(name, email: email, password: password, isByService: false, &turn)
    }

    /// Has the password hashed, unless something speaks against the account already.
    mutating func askToRegister(
        _ name: String, email: String, password: String, isByService: Bool, _ turn: inout Turn
    ) {
        let fault =
            fault(of: name, email: email, turn) ?? Self.fault(of: password, for: name, settings.casemapping)
        if let fault {
            refuseRegistration(of: name, because: fault, isByService: isByService, &turn)
            return
        }
        ask(
            .hash(password: password),
            for: .register(account: name, email: email, isByService: isByService, label: turn.label), &turn)
    }

    /// The password has been hashed. Much may have changed since it was asked: all is looked at again.
    mutating func registered(
        _ name: String, email: String, isByService: Bool, _ answer: Answer, _ turn: inout Turn
    ) {
        if let fault = fault(of: name, email: email, turn) {
            refuseRegistration(of: name, because: fault, isByService: isByService, &turn)
            return
        }
        guard case .verifier(let verifier) = answer else {
            let fault = answer == .failed ? RegistrationFault.isBadPassword : .isBusy
            refuseRegistration(of: name, because: fault, isByService: isByService, &turn)
            return
        }
        let account = makeAccount(name, email: email, verifier, &turn)
        if isByService {
            say("Account created", as: .nickServ, &turn)
        } else {
            turn.answer(.other(Message("REGISTER", ["SUCCESS", name, "Account successfully registered"])))
        }
        tellLoggedIn(as: account, &turn)
        become(account, &turn)
    }

    /// Nothing is verified here, so that there is no code that could be right.
    func verifyAccount(_ account: String, code: String, _ turn: inout Turn) {
        let shown = Self.shown(account)
        if members[turn.actor] == nil, !registersEarly {
            let text = "Finish registering the connection first"
            turn.answer(fail("VERIFY", "COMPLETE_CONNECTION_REQUIRED", [shown], text))
        } else if hasAccount(turn) {
            turn.answer(fail("VERIFY", "ALREADY_AUTHENTICATED", [shown], "You are logged in already"))
        } else {
            turn.answer(fail("VERIFY", "INVALID_CODE", [shown], "Accounts need no verification here"))
        }
    }

    mutating func makeAccount(
        _ name: String, email: String, _ verifier: Verifier, _ turn: inout Turn
    ) -> Account {
        let account = Account(
            id: nextAccount, name: name, verifier: verifier, email: email == "*" ? "" : email, madeAt: turn.now)
        nextAccount = AccountID(nextAccount.value + 1)
        accounts[account.id] = account
        accountsByName[settings.casemapping.fold(name)] = account.id
        accountsByLook.add(account.id, as: Skeleton(of: name, casemapping: settings.casemapping))
        turn.store(.account(account))
        return account
    }

    // MARK: - What speaks against it

    private func hasAccount(_ turn: Turn) -> Bool {
        guard let member = members[turn.actor] else { return sessions[turn.session]?.account != nil }
        return member.account != nil
    }

    private func fault(of name: String, email: String, _ turn: Turn) -> RegistrationFault? {
        guard settings.accounts.isOpen else {
            return RegistrationFault("TEMPORARILY_UNAVAILABLE", "Nobody may register an account here")
        }
        if members[turn.actor] == nil {
            guard registersEarly else {
                return RegistrationFault(
                    "COMPLETE_CONNECTION_REQUIRED", "Finish registering the connection before the account")
            }
            let nick = sessions[turn.session]?.application.nick
            if let session = sessions[turn.session], let nick,
                serverBan(against: session, as: nick, at: turn.now) != nil
            {
                return RegistrationFault("TEMPORARILY_UNAVAILABLE", "You are banned from this server")
            }
        }
        if hasAccount(turn) { return RegistrationFault("ALREADY_AUTHENTICATED", "You are logged in already") }
        if let fault = fault(ofName: name, turn) { return fault }
        if !isWellFormed(mail: email) { return RegistrationFault("INVALID_EMAIL", "A valid email address is needed") }
        return isRefusing ? RegistrationFault("TEMPORARILY_UNAVAILABLE", "Nothing can be stored now") : nil
    }

    /// An account reserves the nick of its name, so that it is one, and nobody loses theirs to it.
    private func fault(ofName name: String, _ turn: Turn) -> RegistrationFault? {
        if let fault = fault(ofNewName: name) { return fault }
        guard let nick = try? Nickname(name, casemapping: settings.casemapping) else { return nil }
        let holder: Nicks.Holder = members[turn.actor] == nil ? .session(turn.session) : .member(turn.actor)
        guard objection(to: nick, for: holder, nil) != nil else { return nil }
        return RegistrationFault("ACCOUNT_EXISTS", "Somebody else uses that name, or one that looks the same")
    }

    /// The same, for whoever may take a name that somebody else uses without an account.
    func fault(ofNewName name: String) -> RegistrationFault? {
        guard let nick = try? Nickname(name, casemapping: settings.casemapping), !isService(nick) else {
            return RegistrationFault("BAD_ACCOUNT_NAME", "An account's name has to be one that a nickname could be")
        }
        guard accountsByName[nick.folded] == nil else {
            return RegistrationFault("ACCOUNT_EXISTS", "That account exists already")
        }
        guard accountsByLook[skeleton(of: nick)].isEmpty else {
            return RegistrationFault("ACCOUNT_EXISTS", "An account exists already whose name looks the same")
        }
        return nil
    }

    /// As lax as it can be: whether an address takes mail is known to whoever sends some.
    func isWellFormed(mail address: String) -> Bool {
        if address == "*" || address.isEmpty { return !settings.accounts.requiresEmail }
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && address.utf8.count <= Self.mailAddress
            && address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ",") }
            && !parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).contains { $0.isEmpty }
    }

    /// Nobody should guess it at once; more is asked of nobody. What the shell refuses comes back as `.failed`.
    static func fault(of password: String, for name: String, _ casemapping: Casemapping) -> RegistrationFault? {
        guard (try? SaslPrep.prepared(password, compose: { $0 })) != nil else { return .isBadPassword }
        guard casemapping.fold(password) != casemapping.fold(name) else {
            return RegistrationFault("WEAK_PASSWORD", "The password must not be the name of the account")
        }
        return nil
    }

    private func refuseRegistration(
        of name: String, because fault: RegistrationFault, isByService: Bool, _ turn: inout Turn
    ) {
        if isByService {
            say(fault.text, as: .nickServ, &turn)
        } else {
            turn.answer(fail("REGISTER", fault.code, [Self.shown(name)], fault.text))
        }
    }
}
