extension Command {
    /// Rooms and who is in them.
    static let roomVerbs: [String: Reading] = [
        "JOIN": { words throws(CommandError) in
            let requests = requests(rooms: try words.needed(0), keys: words[1] ?? "")
            guard let first = requests.first else { throw .needMoreParameters(verb: "JOIN") }
            return requests.count == 1 && first.room == "0" ? .leaveAll : .join(requests)
        },
        "PART": { words throws(CommandError) in .part(try words.neededList(0), reason: words[1]) },
        "TOPIC": { words throws(CommandError) in .topic(room: try words.needed(0), text: words[1]) },
        "INVITE": { words throws(CommandError) in
            guard let nick = words[0] else { return .invitations }
            return .invite(nick: nick, room: try words.needed(1))
        },
        "KICK": { words throws(CommandError) in
            .kick(room: try words.needed(0), nicks: try words.neededList(1), reason: words[2])
        },
        "MODE": { words throws(CommandError) in .mode(target: try words.needed(0), changes: words.rest(1)) },
        "NAMES": { words throws(CommandError) in .names(words.list(0)) },
        "LIST": { words throws(CommandError) in .list(words.list(0)) },
        "RENAME": { words throws(CommandError) in
            .renameRoom(try words.filled(0), to: try words.filled(1), reason: words[2])
        },
    ]

    /// A key belongs to the room at the same place, so that an empty one stands for none.
    private static func requests(rooms: String, keys: String) -> [JoinRequest] {
        let keys = keys.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        let rooms = rooms.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        return rooms.enumerated().filter { !$1.isEmpty }.map { place, room in
            let key = place < keys.count && !keys[place].isEmpty ? String(keys[place]) : nil
            return JoinRequest(room: String(room), key: key)
        }
    }
}
