import ChatProtocol

/// How much of running the server somebody is trusted with: `NAME = CLASS:HASH` in `[operators]`, everything where no
/// class is told.
enum OperatorClass: String, CaseIterable, Sendable {
    case admin
    /// Keeps the peace.
    case moderator
    /// Is told, and tells.
    case helper

    /// The class that a setting begins with, and the password or hash behind it.
    static func read(_ setting: String) -> (operatorClass: OperatorClass, password: String) {
        for one in allCases where setting.hasPrefix(one.rawValue + ":") {
            return (one, String(setting.dropFirst(one.rawValue.count + 1)))
        }
        return (.admin, setting)
    }
}

/// Who may do what to the server. One table; the rules and the tests read it.
enum Privilege: CaseIterable, Sendable {
    /// Secret rooms, and where members come from.
    case seeHidden
    case wallops
    case kill
    case banFromServer
    /// Put members out of rooms that one is not an operator of, or not in.
    case kickAnywhere
    /// SAJOIN, SAPART, SAMODE, SANICK.
    case force
    case rehash
    /// Accounts of others.
    case manageAccounts

    /// The classes that have it.
    var holders: Set<OperatorClass> {
        switch self {
        case .seeHidden, .wallops: [.admin, .moderator, .helper]
        case .kill, .banFromServer, .kickAnywhere: [.admin, .moderator]
        case .force, .rehash, .manageAccounts: [.admin]
        }
    }
}

/// Becoming an operator of the server, and what operators say and do to it.
extension ServerState {
    /// Wrong passwords of one connection, after which it is closed (reliability, threat 5).
    static let mostFailures = 3

    // MARK: - Who may

    /// nil: no operator of the server, or one whose name is no longer in the settings.
    func operatorClass(of id: MemberID) -> OperatorClass? {
        guard let member = members[id], member.modes.contains(.serverOperator), let name = member.operatorName else {
            return nil
        }
        return settings.operators[name].map { OperatorClass.read($0).operatorClass }
    }

    func has(_ privilege: Privilege, _ id: MemberID) -> Bool {
        operatorClass(of: id).map(privilege.holders.contains) ?? false
    }

    /// Whether the actor may; otherwise they are told that it takes an operator of the server.
    func isOperator(for privilege: Privilege, _ turn: inout Turn) -> Bool {
        if has(privilege, turn.actor) { return true }
        turn.answer(numeric(.noPrivileges, turn, ["Permission denied: you need other privileges of an operator"]))
        return false
    }

    // MARK: - Becoming one

    /// A name that there is not takes as long to be refused as one that there is.
    mutating func operate(_ name: String, password: String, _ turn: inout Turn) {
        guard let setting = settings.operators[name] ?? settings.operators.min(by: { $0.key < $1.key })?.value else {
            turn.answer(numeric(.noOperatorHost, turn, ["This server has no operators"]))
            return
        }
        if let patience = patience(of: turn.session, for: nil, at: turn.now) {
            turn.answer(numeric(.tryAgain, turn, ["OPER", patience]))
            return
        }
        let asked = Question.Purpose.operate(name: name, label: turn.label)
        ask(.verifySetting(password: password, OperatorClass.read(setting).password), for: asked, &turn)
    }

    /// The password has been looked at.
    mutating func operated(as name: String, _ answer: Answer, _ turn: inout Turn) {
        guard let member = members[turn.actor] else { return }
        switch answer {
        case .verified(true) where settings.operators[name] != nil:
            members[member.id]?.operatorName = name
            turn.answer(numeric(.youAreOperator, turn, ["You are now an IRC operator"]))
            change(modesOf: member.id, to: member.modes.union(.serverOperator), &turn)
            tellOperators("\(member.source) is now an operator of the server, as \(Self.shown(name))", &turn)
        case .verified:
            countFailure(of: turn.session, for: nil, at: turn.now)
            turn.answer(numeric(.passwordMismatch, turn, ["Password incorrect"]))
            tellOperators("\(member.source) failed to become an operator of the server", &turn)
            if let failures = sessions[turn.session]?.failures, failures >= Self.mostFailures {
                turn.close()
                turn.needsNoAcknowledgement = true
                end(turn.session, reason: "Too many wrong passwords", &turn)
            }
        default: turn.answer(numeric(.tryAgain, turn, ["OPER", "Please wait a while and try again"]))
        }
    }

    /// A member without a connection runs nothing: whoever comes back says the password again.
    mutating func resign(_ id: MemberID, _ turn: inout Turn) {
        guard let member = members[id], member.modes.contains(.serverOperator) else { return }
        change(modesOf: id, to: member.modes.subtracting([.serverOperator, .notices]), &turn)
    }

    /// Tells the host, and those who asked to hear of such things (`+s`).
    func tellOperators(_ text: String, _ turn: inout Turn) {
        turn.effects.append(.log(.notice(text)))
        guard census.operators > 0 else { return }
        for member in members.all where member.modes.contains(.notices) && has(.seeHidden, member.id) {
            let notice = Reply.said(.notice, target: member.name, text: text.prefix(whole: Limits.phrase))
            turn.deliver(.line(Line(notice, at: turn.now)), to: .sessions(member.sessions))
        }
    }

    // MARK: - What they do

    /// To those who want to hear it (`+w`), whether they are operators or not.
    mutating func wallops(_ text: String, _ turn: inout Turn) {
        guard isOperator(for: .wallops, &turn), let author = author(turn) else { return }
        // `:source WALLOPS :text` and CR LF.
        guard author.source.description.utf8.count + text.utf8.count + 13 <= Limits.body else {
            turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
            return
        }
        let line = Line(author, .other(Message("WALLOPS", [text])), at: turn.now)
        let listeners = members.all.filter { $0.modes.contains(.wallops) }
        turn.deliver(.line(line), to: .sessions(listeners.flatMap(\.sessions).filter { $0 != turn.session }))
        if listeners.contains(where: { $0.id == turn.actor }) { turn.answer(.line(line)) }
    }

    mutating func rehash(_ turn: inout Turn) {
        guard isOperator(for: .rehash, &turn), let author = author(turn) else { return }
        turn.answer(numeric(.rehashing, turn, ["config.ini", "Rehashing"]))
        turn.effects.append(.reload)
        tellOperators("\(author.source) has the settings read again", &turn)
    }

    mutating func kill(_ nick: String, reason: String?, _ turn: inout Turn) {
        guard isOperator(for: .kill, &turn), let author = author(turn) else { return }
        guard let victim = member(named: nick) else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return
        }
        let why = (reason.flatMap { $0.isEmpty ? nil : $0 } ?? "no reason given").prefix(whole: Limits.phrase)
        let line = Line(author, .other(Message("KILL", [victim.name, why])), at: turn.now)
        turn.deliver(.line(line), to: .sessions(victim.sessions))
        // What was answered so far goes out before the connection does.
        if victim.sessions.contains(turn.session) {
            turn.close()
            turn.needsNoAcknowledgement = true
        }
        expel(victim.id, reason: "Killed (\(author.source.nick) (\(why)))".prefix(whole: Limits.phrase), &turn)
        tellOperators("\(author.source) killed \(victim.source): \(why)", &turn)
    }

    /// The member goes with all its connections, though it be always on.
    mutating func expel(_ id: MemberID, reason: String, _ turn: inout Turn) {
        guard let member = members[id] else { return }
        if let account = member.account, accounts[account]?.presence != nil {
            accounts[account]?.presence = nil
            if let account = accounts[account] { turn.store(.account(account)) }
        }
        leave(id, reason: reason, &turn)
        for session in member.sessions { end(session, reason: reason, &turn) }
    }
}
