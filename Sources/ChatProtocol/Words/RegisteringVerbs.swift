extension Command {
    /// Coming, staying known and going.
    static let registeringVerbs: [String: Reading] = [
        "CAP": { words throws(CommandError) in
            switch try words.needed(0).uppercased() {
            case "LS": .capability(.list(version: max(301, words[1].flatMap { Int($0) } ?? 301)))
            case "LIST": .capability(.enabled)
            case "REQ": .capability(.request(words[1] ?? ""))
            case "END": .capability(.end)
            case let other: .capability(.unknown(other))
            }
        },
        "PASS": { words throws(CommandError) in .password(try words.needed(0)) },
        "NICK": { words throws(CommandError) in
            guard let nick = words[0], !nick.isEmpty else { throw .noNickGiven }
            return .nick(nick)
        },
        "USER": { words throws(CommandError) in
            let realname = try words.needed(3)
            guard !realname.isEmpty else { throw .needMoreParameters(verb: "USER") }
            return .user(name: try words.needed(0), realname: realname)
        },
        "WEBIRC": { words throws(CommandError) in
            .webirc(
                password: try words.filled(0), gateway: try words.filled(1), host: try words.filled(2),
                address: try words.filled(3), options: words.spaced(4))
        },
        "PING": { words throws(CommandError) in
            guard let token = words[0] else { throw .needMoreParameters(verb: "PING") }
            if token.isEmpty { throw .noOrigin }
            return .ping(token)
        },
        "PONG": { words throws(CommandError) in .pong(words[0] ?? "") },
        "QUIT": { words throws(CommandError) in .quit(words[0]) },
        "SETNAME": { words throws(CommandError) in .setRealname(try words.needed(0)) },
        "ISUPPORT": { _ throws(CommandError) in .isupport },
    ]
}
