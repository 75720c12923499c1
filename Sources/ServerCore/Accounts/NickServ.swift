import ChatProtocol

/// NickServ: accounts, for clients that know nothing of SASL and REGISTER.
extension ServerState {
    static let nickServ: [String: ServiceCommand] = [
        "REGISTER": ServiceCommand("password [email]", "makes an account named like your nick", for: .anybody) {
            $0.registerByService($1, &$2)
        },
        "IDENTIFY": ServiceCommand("[account] password", "logs in", for: .anybody) { $0.identify($1, &$2) },
        "LOGOUT": ServiceCommand("", "logs out") { state, _, turn in
            state.logOut(turn.actor, &turn)
            state.say("You are logged out", as: .nickServ, &turn)
        },
        "PASSWD": ServiceCommand("password", "changes your password") { $0.changePassword(to: $1[0], &$2) },
        "SET": ServiceCommand(
            "setting value", "ALWAYS-ON on|off|default, MULTICLIENT on|off, EMAIL address|none, PASSWORD password"
        ) { $0.set($1[0], to: $1[1], &$2) },
        "CERT": ServiceCommand("ADD|DEL|LIST [fingerprint]", "certificates that log in without a password") {
            $0.certify($1[0], $1.dropFirst().first, &$2)
        },
        "INFO": ServiceCommand("[account]", "tells of an account", for: .anybody) {
            $0.tellAccount(named: $1.first, &$2)
        },
        "GHOST": ServiceCommand("nick", "puts out whoever has a nick of yours") { $0.reclaim($1[0], &$2) },
        "RELEASE": ServiceCommand("nick", "the same as GHOST") { $0.reclaim($1[0], &$2) },
        "DROP": ServiceCommand("account", "ends your account for good: name it to confirm") { $0.drop($1[0], &$2) },
        "SAREGISTER": ServiceCommand("account password", "makes an account for somebody", for: .operators) {
            $0.registerOther($1[0], password: $1[1], &$2)
        },
        "SUSPEND": ServiceCommand("account", "bars an account and puts its members out", for: .operators) {
            $0.suspend($1[0], isSuspended: true, &$2)
        },
        "UNSUSPEND": ServiceCommand("account", "lifts that", for: .operators) {
            $0.suspend($1[0], isSuspended: false, &$2)
        },
        "ERASE": ServiceCommand("account", "ends an account and blanks what it wrote", for: .operators) {
            $0.erase($1[0], &$2)
        },
    ]

    // MARK: - Having one

    private mutating func registerByService(_ words: [String], _ turn: inout Turn) {
        let email = words.count > 1 ? words[1] : "*"
        askToRegister(name(turn), email: email, password: words[0], isByService: true, &turn)
    }

    private mutating func identify(_ words: [String], _ turn: inout Turn) {
        guard words.count < 3, let password = words.last else {
            say("It takes: IDENTIFY [account] password", as: .nickServ, &turn)
            return
        }
        guard sessions[turn.session]?.origin.isPrivate == true else {
            say("Others could read your password here: log in over TLS, or by SASL SCRAM-SHA-256", as: .nickServ, &turn)
            return
        }
        let account = account(named: words.count > 1 ? words[0] : name(turn))
        if let patience = patience(of: turn.session, for: account?.id, at: turn.now) {
            say(patience, as: .nickServ, &turn)
            return
        }
        ask(.verify(password: password, account?.verifier), for: .identify(account?.id, label: turn.label), &turn)
    }

    /// The password has been looked at.
    mutating func identified(_ id: AccountID?, _ answer: Answer, _ turn: inout Turn) {
        guard case .verified(let isRight) = answer else {
            say("Too many are logging in now, try again", as: .nickServ, &turn)
            return
        }
        guard isRight, let account = id.flatMap({ accounts[$0] }), !account.isSuspended else {
            let isBarred = isRight && id.flatMap { accounts[$0]?.isSuspended } == true
            let text = isBarred ? "This account is suspended" : "Wrong password, or no such account"
            refuseLogin(
                to: id, .said(.notice, target: name(turn), text: text), from: author(.nickServ), &turn)
            return
        }
        if let refusal = refusal(ofLoginTo: account.id, turn) {
            say(refusal, as: .nickServ, &turn)
            return
        }
        logins.succeed(account.id)
        say("You are logged in as \(account.name)", as: .nickServ, &turn)
        tellLoggedIn(as: account, &turn)
        become(account, &turn)
    }

    mutating func changePassword(to password: String, _ turn: inout Turn) {
        guard let account = members[turn.actor].flatMap(account(of:)), canKeep(.nickServ, &turn) else { return }
        if let fault = Self.fault(of: password, for: account.name, settings.casemapping) {
            say(fault.text, as: .nickServ, &turn)
            return
        }
        ask(.hash(password: password), for: .setPassword(account.id, label: turn.label), &turn)
    }

    /// The new password has been hashed.
    mutating func changedPassword(of id: AccountID, _ answer: Answer, _ turn: inout Turn) {
        guard case .verifier(let verifier) = answer, members[turn.actor]?.account == id, accounts[id] != nil,
            !isRefusing
        else {
            let text = answer == .failed ? RegistrationFault.isBadPassword.text : "Your password stays as it was"
            say(text, as: .nickServ, &turn)
            return
        }
        accounts[id]?.verifier = verifier
        keepAccount(id, &turn)
        say("Your password is changed", as: .nickServ, &turn)
    }

    // MARK: - Telling, ending

    private func tellAccount(named name: String?, _ turn: inout Turn) {
        guard let account = accountToChange(named: name ?? self.name(turn), .nickServ, &turn) else { return }
        say("\(account.name) was registered at \(account.madeAt)", as: .nickServ, &turn)
        guard members[turn.actor]?.account == account.id || managesAccounts(turn) else { return }
        if !account.email.isEmpty { say("Email: \(account.email)", as: .nickServ, &turn) }
        let always = isAlwaysOn(account) ? "on" : "off"
        let several = account.takesSeveral ? "on" : "off"
        say("Always-on: \(always). Multiclient: \(several)", as: .nickServ, &turn)
        if account.isSuspended { say("It is suspended", as: .nickServ, &turn) }
    }

    /// The owner of a nick gets it back: of the account's name, or one that another member of the account has.
    private mutating func reclaim(_ text: String, _ turn: inout Turn) {
        guard let nick = try? Nickname(text, casemapping: settings.casemapping), let holder = nicks[nick],
            holder != .member(turn.actor)
        else {
            say("Nobody else has that nick", as: .nickServ, &turn)
            return
        }
        let own = members[turn.actor]?.account
        let isOwn = own.map(owners(of: nick).contains) ?? false
        switch holder {
        case .member(let id) where isOwn || members[id]?.account == own:
            putOut(id, reason: "Put out by the owner of the nick", &turn)
        case .session(let id) where isOwn:
            turn.effects += end(id, reason: "Put out by the owner of the nick", at: turn.now)
        default:
            say("That nick is not yours", as: .nickServ, &turn)
            return
        }
        say("\(nick.display) is free", as: .nickServ, &turn)
    }

    private mutating func drop(_ name: String, _ turn: inout Turn) {
        guard canKeep(.nickServ, &turn), let account = accountToChange(named: name, .nickServ, &turn) else { return }
        guard members[turn.actor]?.account == account.id || managesAccounts(turn) else {
            say("That account is not yours", as: .nickServ, &turn)
            return
        }
        endAccount(account, &turn)
        say("The account \(account.name) is gone", as: .nickServ, &turn)
    }
}
