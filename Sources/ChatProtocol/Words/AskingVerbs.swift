extension Command {
    /// Questions about people and the server.
    static let askingVerbs: [String: Reading] = [
        "WHO": { words throws(CommandError) in .who(mask: words[0] ?? "*", options: words[1]) },
        "WHOIS": { words throws(CommandError) in
            let nicks = words.list(words[1] == nil ? 0 : 1)
            guard !nicks.isEmpty else { throw .noNickGiven }
            return .whois(nicks)
        },
        "WHOWAS": { words throws(CommandError) in
            guard let nick = words[0], !nick.isEmpty else { throw .noNickGiven }
            return .whowas(nick: nick, count: words[1].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil })
        },
        "USERHOST": { words throws(CommandError) in .userhost(try words.neededWords()) },
        "ISON": { words throws(CommandError) in .ison(try words.neededWords()) },
        "MONITOR": { words throws(CommandError) in .monitor(try MonitorCommand(words)) },
        "MOTD": { _ throws(CommandError) in .motd },
        "LUSERS": { _ throws(CommandError) in .lusers },
        "VERSION": { _ throws(CommandError) in .version },
        "TIME": { _ throws(CommandError) in .time },
        "INFO": { _ throws(CommandError) in .info },
        "HELP": { words throws(CommandError) in .help(words[0]) },
        "HELPOP": { words throws(CommandError) in .help(words[0]) },
        "LINKS": { _ throws(CommandError) in .links },
    ]
}
