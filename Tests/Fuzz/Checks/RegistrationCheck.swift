import ChatProtocol

@testable import ServerCore

/// Coming in, as an evening of lines: `CAP`, `NICK`, SASL and whatever else is said, by up to four people at once.
///
/// A line of the input is one that the first of them says, unless it begins with
/// - `0` to `3`: the rest is said by the person of that number; one whose first words begin with `!` speaks the raw dialect,
/// - `-`: the connection of the person named behind it breaks,
/// - `~`: the shell takes its time with its answers, or does so no more,
/// - `?`: it has no good answer to what it is asked next,
/// - `+`: a minute passes,
/// - `=`, on the first line alone: how the house is, see `Evening.init(letters:)`.
extension Check {
    static let registration = Check("registration") { bytes throws(BrokenPromise) in
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        let letters = lines.first?.first == UInt8(ascii: "=") ? lines.removeFirst().dropFirst() : []
        var evening = try Evening(letters: letters)
        for line in lines {
            try evening.goOn(with: line)
            try evening.house.isInOrder()
        }
        try evening.ends()
    }
}

private struct Evening {
    var house: House
    private var people: [SessionID?] = [nil, nil, nil, nil]
    private let isSecure: Bool
    private let fingerprint: String?

    /// - Parameter letters: `s`, people come over TLS; `f`, with ann's certificate; `p`, there is a password; `a`, names are
    ///   of ASCII; `n`, nicks are anybody's; `c`, accounts are not for everybody to register; `l`, and not before coming
    ///   in; `e`, an address must be given; `o`, who has an account stays; `i`, there are modes to begin with; `j`, the
    ///   past is not to be read.
    init(letters: ArraySlice<UInt8>) throws(BrokenPromise) {
        let set = Set(letters.map { Character(Unicode.Scalar($0)) })
        isSecure = set.contains("s")
        fingerprint = set.contains("f") ? String(repeating: "1", count: 64) : nil
        var settings = ServerSettings()
        settings.startedAt = House.morning
        settings.version = "chat-1.0"
        settings.motd = ["Welcome.", ""]
        settings.operators = ["root": "sesame", "eve": "helper:sesame"]
        settings.webircPassword = "gateway"
        if set.contains("p") { settings.password = "sesame" }
        if set.contains("a") { settings.casemapping = .ascii }
        settings.accounts.reservesNicks = !set.contains("n")
        settings.accounts.isOpen = !set.contains("c")
        settings.accounts.beforeConnect = !set.contains("l")
        settings.accounts.requiresEmail = set.contains("e")
        if set.contains("o") { settings.accounts.alwaysOn = .optOut }
        if set.contains("i") { settings.accounts.defaultModes = "iw" }
        if set.contains("j") { settings.cutoff = .join }
        house = try House(settings, restored: .furnished)
    }

    mutating func goOn(with line: ArraySlice<UInt8>) throws(BrokenPromise) {
        let rest = line.dropFirst()
        switch line.first.map({ Character(Unicode.Scalar($0)) }) {
        case "0"?, "1"?, "2"?, "3"?: try says(rest, person: Int(line.first ?? 48) & 3)
        case "-"?:
            let person = Int(rest.first ?? 48) & 3
            if let id = people[person] { try house.breaks(id) }
            people[person] = nil
        case "~"?:
            house.isSlow.toggle()
            if !house.isSlow { try house.answer() }
        case "?"?: house.isAtALoss = true
        case "+"?: house.passes(milliseconds: 60_000)
        default: try says(line, person: 0)
        }
    }

    private mutating func says(_ words: ArraySlice<UInt8>, person: Int) throws(BrokenPromise) {
        if let id = people[person], house.connections[id] == nil { people[person] = nil }
        let id =
            people[person]
            ?? house.connects(
                words.first == UInt8(ascii: "!") ? .raw : .irc,
                host: ["127.0.0.1", "::1", "192.0.2.7", "2001:db8::7"][person],
                isSecure: isSecure, fingerprint: fingerprint)
        people[person] = id
        try house.receives(Array(words) + Array("\r\n".utf8), from: id)
    }

    /// Whatever still waits is answered, and everybody leaves.
    mutating func ends() throws(BrokenPromise) {
        house.isSlow = false
        try house.answer()
        try house.isInOrder()
        for id in people.compactMap({ $0 }) { try house.breaks(id) }
        try house.isInOrder()
        let isEmpty = house.state.members.all.allSatisfy { $0.sessions.isEmpty }
        try require(isEmpty, "somebody is here when everybody has gone")
    }
}

extension Restored {
    /// Four accounts and what they have: ann a certificate, bob one who stays, eve a member alone, dan who may not come
    /// in; everybody's password is sesame. `#old` is ann's, `#open` is nobody's. Who comes from 203.0.113.0/24 is banned.
    static var furnished: Restored {
        func owner(_ number: Int64, _ name: String, change: (inout Account) -> Void) -> Owner {
            var account = Account(
                id: AccountID(number), name: name, verifier: Shelf.verifier(of: "sesame"), madeAt: House.morning)
            change(&account)
            return Owner(account: account)
        }
        func room(_ number: Int64, _ name: String, founder: AccountID?) -> Room {
            let record = RoomRecord(
                number: RoomNumber(number), name: name, madeAt: House.morning,
                topic: Topic(text: "Tea", author: "ann", time: House.morning), isOpen: true, founder: founder)
            return Room(record: record, lastSequence: 0, lastTime: House.morning)
        }
        var restored = Restored.nothing(store: 7)
        restored.owners = [
            owner(1, "ann") { $0.fingerprints = [String(repeating: "1", count: 64)] },
            owner(2, "bob") {
                $0.isAlwaysOn = true
                $0.presence = Presence(
                    nick: "bob", user: "~b", realname: "Bob", host: "192.0.2.9", away: nil, modes: "i",
                    since: House.morning)
            },
            owner(3, "eve") { $0.takesSeveral = false },
            owner(4, "dan") { $0.isSuspended = true },
        ]
        restored.nextAccount = AccountID(5)
        restored.rooms = [room(2, "#old", founder: AccountID(1)), room(3, "#open", founder: nil)]
        restored.rooms[0].belongings = [
            Belonging(
                room: RoomNumber(2), account: AccountID(2), since: 0, sinceTime: House.morning, ranks: [],
                isPresent: true)
        ]
        restored.nextRoom = RoomNumber(4)
        restored.serverBans = [
            ServerBan(mask: "203.0.113.0/24", author: "root", reason: "spam", madeAt: House.morning, until: nil)
        ]
        return restored
    }
}
