extension Command {
    /// Accounts, and the services that keep them.
    static let accountVerbs: [String: Reading] = [
        "AUTHENTICATE": { words throws(CommandError) in .authenticate(try words.needed(0)) },
        "REGISTER": { words throws(CommandError) in
            .registerAccount(
                account: try words.filled(0), email: try words.filled(1), password: try words.filled(2))
        },
        "VERIFY": { words throws(CommandError) in
            .verifyAccount(account: try words.filled(0), code: try words.filled(1))
        },
        "PERSISTENCE": { words throws(CommandError) in .persistence(try words.neededRest(0)) },
        "NS": { words throws(CommandError) in .service("NickServ", words.spaced()) },
        "NICKSERV": { words throws(CommandError) in .service("NickServ", words.spaced()) },
        "CS": { words throws(CommandError) in .service("ChanServ", words.spaced()) },
        "CHANSERV": { words throws(CommandError) in .service("ChanServ", words.spaced()) },
        "HS": { words throws(CommandError) in .service("HistServ", words.spaced()) },
        "HISTSERV": { words throws(CommandError) in .service("HistServ", words.spaced()) },
        "ZNC": { words throws(CommandError) in .znc(try words.neededWords()) },
    ]
}
