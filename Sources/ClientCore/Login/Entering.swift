import ChatProtocol

/// `/login` and `/register`: the password is asked for in the place of the input, where nothing keeps or shows it, and goes
/// to the network that was at hand then.
extension Model {
    /// What a password is typed for.
    struct Entrance: Equatable, Sendable {
        enum Purpose: Equatable, Sendable {
            case login
            /// `*` where none is given.
            case register(email: String)
        }

        var purpose: Purpose
        /// The network's number.
        var network: Int
        /// As it goes to the server.
        var account: String
    }

    /// `/login [ACCOUNT]`: the last account that was used here, else the nick.
    mutating func askToLogIn(as account: String?) {
        guard !settings.isPlain else { return show(.passwordNeedsScreen, isAlarm: true) }
        let account = account ?? network.settings.credentials?.account ?? session.nick
        prompt = Prompt(.password(Entrance(purpose: .login, network: network.number, account: account)))
    }

    /// `/register [ACCOUNT] [EMAIL]`: the account of one's nick where none is named (IRCv3 draft/account-registration).
    mutating func askToRegister(_ account: String?, email: String?) {
        guard !settings.isPlain else { return show(.passwordNeedsScreen, isAlarm: true) }
        guard let value = session.registration.offer(of: .accountRegistration) else {
            return show(.registersNobody, isAlarm: true)
        }
        guard isPrivate else { return show(.passwordInClear, isAlarm: true) }
        if email == nil, value.split(separator: ",").contains("email-required") {
            return show(.usage("/register ACCOUNT EMAIL"), isAlarm: true)
        }
        let entrance = Entrance(
            purpose: .register(email: email ?? "*"), network: network.number, account: account ?? "*")
        prompt = Prompt(.password(entrance))
    }

    /// Nobody on the way can listen.
    private var isPrivate: Bool { passage.isTLS || passage.endpoint.isLoopback }

    /// Enter behind a password; an empty one is none.
    mutating func enter(_ entrance: Entrance, with typed: String) {
        // A password that is pasted may have a line end behind it.
        let password = String(typed.prefix { $0 != "\n" })
        guard !password.isEmpty, let place = networks.firstIndex(where: { $0.number == entrance.network }) else {
            return
        }
        here = place
        switch entrance.purpose {
        case .login: effects.append(.prepare(entrance.network, account: entrance.account, Secret(password)))
        case .register(let email):
            guard isOnline, isPrivate else { return show(.notConnected, isAlarm: true) }
            send(
                Command.registerAccount(account: entrance.account, email: email, password: password).message)
        }
    }

    /// A typed password is as it must be for a proof: the login begins, with the connection where there is none.
    mutating func prepared(_ number: Int, _ credentials: Credentials) {
        guard let place = networks.firstIndex(where: { $0.number == number }) else { return }
        here = place
        var credentials = credentials
        credentials.hasCertificate = network.settings.certificateFile != nil
        // Whoever types a password wants it used.
        let mechanism = network.settings.credentials?.mechanism
        credentials.mechanism = mechanism == .external ? nil : mechanism
        network.settings.credentials = credentials
        network.loginIsRefused = false
        network.wantsLogin = true
        switch connection {
        case .idle, .waiting, .over: connect()
        case .online: beginLoginIfWanted()
        // It begins with the connection, or behind the welcome.
        case .connecting, .registering, .leaving: break
        }
    }

    /// Begins a login that was asked for while one is in already.
    mutating func beginLoginIfWanted() {
        guard network.wantsLogin, isOnline, !isRaw else { return }
        network.wantsLogin = false
        guard session.registration.offer(of: .sasl) != nil else { return tellNotLoggedIn(.notOffered) }
        if let login = session.login, !login.isOver { return }
        session.login = nil
        for message in session.registration.wantLogin() { send(message) }
        logInIfAgreed()
    }

    /// The server's word on an account that was to be made.
    mutating func registered(_ words: [String]) {
        let text = words.count > 2 ? words.last ?? "" : ""
        let account = Sanitiser.clean(words.count > 1 ? words[1] : "")
        let isMade = words.first?.uppercased() == "SUCCESS"
        let phrase = isMade ? Phrase.registered(account) : .registeredLater(account, StyledText(message: text).plain)
        note(phrase, in: front)
    }
}
