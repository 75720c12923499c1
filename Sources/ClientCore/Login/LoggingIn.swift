import ChatProtocol

/// Logging in, between the capabilities and the welcome, or later where the server's accounts come back.
extension Model {
    /// Begins once the server has agreed to it.
    mutating func logInIfAgreed() {
        guard session.registration.isReadyToLogIn, session.login == nil, let credentials = network.settings.credentials
        else {
            return
        }
        var login = Login(credentials)
        let road = Login.Road(
            isTLS: passage.isTLS, isPrivate: passage.isTLS || passage.endpoint.isLoopback)
        let steps = login.begin(offered: session.registration.mechanisms, on: road)
        network.wantsLogin = false
        session.login = login
        session.loginUntil = now.later(by: Login.patience)
        follow(steps)
    }

    /// Something that the login has to know.
    mutating func login(_ hears: (inout Login) -> [Login.Step]) {
        guard var login = session.login else { return }
        let steps = hears(&login)
        session.login = login
        follow(steps)
    }

    private mutating func follow(_ steps: [Login.Step]) {
        for step in steps {
            switch step {
            case .say(let word): send(Command.authenticate(word).message)
            case .makeNonce: ask(.makeNonce)
            case .prove(let question): ask(.prove(question))
            case .end(let refusal): loginEnded(refusal)
            }
        }
    }

    private mutating func loginEnded(_ refusal: Login.Refusal?) {
        session.loginUntil = nil
        if let refusal {
            tellNotLoggedIn(refusal)
            network.loginIsRefused = refusal.isFinal
        }
        for message in session.registration.loginEnded(isLoggedIn: refusal == nil) { send(message) }
    }

    /// 900: the account, which is the last word but one.
    mutating func loggedIn(_ words: [String]) {
        session.account = words.count > 1 ? words[words.count - 2] : ""
        let phrase = Phrase.loggedIn(Sanitiser.clean(session.account ?? ""))
        note(phrase, in: home)
        if front != home { show(phrase) }
    }

    /// 901
    mutating func loggedOut() {
        session.account = nil
        note(.loggedOut, in: isOnline ? front : home)
    }

    mutating func tellNotLoggedIn(_ refusal: Login.Refusal) {
        note(.fault, .notLoggedIn(refusal), in: isOnline ? front : home)
        if current == home, !settings.isPlain {
            passage.toTell.append(Notice(kind: .fault, phrase: .notLoggedIn(refusal)))
        }
    }

    /// The server has welcomed somebody who wanted to log in, and there was nothing to log in to.
    mutating func checkLogin() {
        guard session.registration.wantsLogin, session.login == nil, session.account == nil else { return }
        network.wantsLogin = false
        tellNotLoggedIn(.notOffered)
    }

    /// The moment by which the server must have answered.
    mutating func checkLoginTime() {
        guard let until = session.loginUntil, until <= now else { return }
        login { $0.giveUp() }
    }
}
