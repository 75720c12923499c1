extension Command {
    /// What operators of the server do.
    static let operatorVerbs: [String: Reading] = [
        "OPER": { words throws(CommandError) in .oper(name: try words.filled(0), password: try words.filled(1)) },
        "KILL": { words throws(CommandError) in .kill(nick: try words.filled(0), reason: words[1]) },
        "WALLOPS": { words throws(CommandError) in .wallops(try words.filled(0)) },
        "REHASH": { _ throws(CommandError) in .rehash },
        "SAJOIN": { words throws(CommandError) in
            // Without a nick it is the operator who goes there. By scalars: a mark may follow the sign.
            let isOwn = try words.filled(0).unicodeScalars.first == "#"
            return .sajoin(nick: isOwn ? nil : words[0], rooms: try words.neededList(isOwn ? 0 : 1))
        },
        "SAMODE": { words throws(CommandError) in .samode(target: try words.filled(0), changes: words.rest(1)) },
        "SANICK": { words throws(CommandError) in .sanick(nick: try words.filled(0), to: try words.filled(1)) },
        "SAPART": { words throws(CommandError) in .sapart(nick: try words.filled(0), rooms: try words.neededList(1)) },
        "UBAN": { words throws(CommandError) in .serverBan(try ServerBanCommand(words)) },
        "KLINE": { words throws(CommandError) in .serverBan(try ServerBanCommand(line: words)) },
        "UNKLINE": { words throws(CommandError) in .serverBan(.remove(mask: try words.filled(0))) },
        "DLINE": { words throws(CommandError) in .serverBan(try ServerBanCommand(line: words)) },
        "UNDLINE": { words throws(CommandError) in .serverBan(.remove(mask: try words.filled(0))) },
    ]
}
