import ChatProtocol

/// A part of the server that is spoken to like a member: `/msg NickServ HELP`, `NS HELP`.
enum Service: String, CaseIterable, Sendable {
    case nickServ = "NickServ"
    case chanServ = "ChanServ"
    case histServ = "HistServ"

    init?(named name: String, casemapping: Casemapping) {
        let folded = casemapping.fold(name)
        guard let service = Self.allCases.first(where: { casemapping.fold($0.rawValue) == folded }) else { return nil }
        self = service
    }

    /// Who it is, where somebody asks.
    var realname: String {
        switch self {
        case .nickServ: "Accounts: /msg NickServ HELP"
        case .chanServ: "Rooms: /msg ChanServ HELP"
        case .histServ: "The past: /msg HistServ HELP"
        }
    }

    /// By their names in capitals.
    var commands: [String: ServiceCommand] {
        switch self {
        case .nickServ: ServerState.nickServ
        case .chanServ: ServerState.chanServ
        case .histServ: ServerState.histServ
        }
    }
}

/// A command of a service: the one table that it is looked up in, explained and tested from.
struct ServiceCommand: Sendable {
    enum Access: Sendable {
        case anybody
        /// Whoever is logged in.
        case accounts
        /// Who runs the server.
        case operators
    }

    /// The words it takes, those in brackets if one likes.
    let usage: String
    let help: String
    let access: Access
    /// Carries it out with the words behind it, of which there are as many as `usage` wants.
    let run: @Sendable (inout ServerState, [String], inout Turn) -> Void

    init(
        _ usage: String, _ help: String, for access: Access = .accounts,
        run: @escaping @Sendable (inout ServerState, [String], inout Turn) -> Void
    ) {
        self.usage = usage
        self.help = help
        self.access = access
        self.run = run
    }

    /// Words that must be there.
    var fewest: Int { usage.split(separator: " ").filter { !$0.hasPrefix("[") }.count }
}

extension ServerState {
    /// - Parameter isTalking: it was said to the service as to a member. Even so it is never echoed: it may be a password.
    mutating func ask(service name: String, _ words: [String], isTalking: Bool = false, _ turn: inout Turn) {
        guard let service = service(named: name) else { return }
        let verb = words.first?.uppercased() ?? "HELP"
        guard verb != "HELP" else {
            help(service, about: words.dropFirst().first?.uppercased(), &turn)
            return
        }
        guard let command = service.commands[verb] else {
            say("There is no such command. HELP lists those there are", as: service, &turn)
            return
        }
        guard isOpen(command, turn) else {
            let isForOperators = command.access == .operators
            say(isForOperators ? "That is for operators of the server" : "Log in first", as: service, &turn)
            return
        }
        guard words.count > command.fewest else {
            say("It takes: \(verb) \(command.usage)", as: service, &turn)
            return
        }
        command.run(&self, Array(words.dropFirst()), &turn)
    }

    private func isOpen(_ command: ServiceCommand, _ turn: Turn) -> Bool {
        switch command.access {
        case .anybody: true
        case .accounts: members[turn.actor]?.account != nil
        case .operators: managesAccounts(turn)
        }
    }

    /// Whether the actor may do to the accounts and rooms of others what their owners may.
    func managesAccounts(_ turn: Turn) -> Bool { has(.manageAccounts, turn.actor) }

    private func help(_ service: Service, about verb: String?, _ turn: inout Turn) {
        let all = service.commands.filter { isOpen($0.value, turn) || $0.value.access != .operators }
        let wanted = verb.map { verb in all.filter { $0.key == verb } } ?? all
        for (verb, command) in wanted.sorted(by: { $0.key < $1.key }) {
            let form = command.usage.isEmpty ? verb : verb + " " + command.usage
            say("\(form): \(command.help)", as: service, &turn)
        }
        if wanted.isEmpty { say("There is no help on that", as: service, &turn) }
    }

    /// One line of an answer.
    func say(_ text: String, as service: Service, _ turn: inout Turn) {
        turn.answer(.said(.notice, target: name(turn), text: text), from: author(service))
    }

    func author(_ service: Service) -> Author {
        Author(Source(nick: service.rawValue, user: service.rawValue, host: settings.name))
    }

    /// An account of this name; otherwise the actor is told that there is none.
    func accountToChange(named name: String, _ service: Service, _ turn: inout Turn) -> Account? {
        let account = account(named: name)
        if account == nil { say("There is no account \(Self.shown(name))", as: service, &turn) }
        return account
    }

    /// Nothing is changed that could not be kept.
    func canKeep(_ service: Service, _ turn: inout Turn) -> Bool {
        if isRefusing { say("Nothing can be stored now, try again later", as: service, &turn) }
        return !isRefusing
    }
}
