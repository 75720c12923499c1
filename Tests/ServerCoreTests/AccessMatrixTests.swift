import ChatProtocol
import Testing

@testable import ServerCore

/// Who may do what in a room: every command, by everybody, in every kind of room, against one table.
///
/// A cell is allowed, refused (the actor is told why), or hidden: then the answer is that for a room that is not there.
struct AccessMatrixTests {
    @Test(arguments: AccessRow.written, AccessRoom.allCases)
    func theTableSaysWhoMay(_ row: AccessRow, in room: AccessRoom) { compare(row, in: room) }

    /// Modes are changed by rank alone, whatever others there are: three kinds of rooms tell as much as all of them.
    @Test(arguments: AccessRow.changes, [AccessRoom.plain, .secret, .banned])
    func theTableSaysWhoChangesModes(_ row: AccessRow, in room: AccessRoom) { compare(row, in: room) }

    private func compare(_ row: AccessRow, in room: AccessRoom) {
        for role in AccessRole.allCases where row.concerns(role) {
            let stage = AccessStage(role, in: room)
            let expected = row.expected(of: role, in: room)
            let (found, heard) = stage.tries(row)
            #expect(found == expected, "\(role) in \(room), \(row.line): \(heard)")
        }
    }
}

enum AccessOutcome {
    case allowed
    case refused
    case hidden
}

enum AccessRole: CaseIterable {
    case outsider
    case outsiderWithAccount
    case member
    case voice
    case halfOperator
    case op
    case admin
    case founder
    /// An operator of the server, who is not in the room and has no account.
    case serverOperator

    /// nil: outside.
    var ranks: Ranks? {
        switch self {
        case .outsider, .outsiderWithAccount, .serverOperator: nil
        case .member: []
        case .voice: .voice
        case .halfOperator: .halfOperator
        case .op: .op
        case .admin: .admin
        case .founder: .founder
        }
    }
}

enum AccessRoom: String, CaseIterable {
    case plain = ""
    case inviteOnly = "+i"
    case locked = "+k key"
    case secret = "+s"
    case moderated = "+m"
    case speakableFromOutside = "-n"
    case withoutCTCP = "+C"
    case accountsSpeak = "+M"
    case accountsOnly = "+R"
    case auditorium = "+u"
    case operatorModerated = "+U"
    case banned = "+b *!*@*"
    case muted = "+b m:*!*@*"
}

/// A command, and who may give it.
struct AccessRow: Sendable, CustomTestStringConvertible {
    /// What those outside get.
    enum Outside {
        /// Whoever may know of the room may do it.
        case open
        case refused
        /// Operators of the server may, whoever else is outside may not.
        case operatorsOnly
        /// What LIST tells.
        case advertised
        /// As if there were no room, for operators too.
        case hidden
        case speaking
        case entering
    }

    enum Inside {
        case least(Ranks)
        case speaking
        case asking
        case inviting
        /// Of what one may read: in a room that not everybody may join, that begins with one's own joining.
        case takingBack
        /// The answer does not tell whether there is such a room: a note of one's own, or a change of words, which are
        /// their author's alone.
        case asOutside
    }

    /// A `$` stands for the room.
    let line: String
    let outside: Outside
    let inside: Inside

    init(_ line: String, outside: Outside, inside: Inside) {
        self.line = line
        self.outside = outside
        self.inside = inside
    }

    var testDescription: String { line }

    /// Whoever is inside has no need of JOIN.
    func concerns(_ role: AccessRole) -> Bool { outside != .entering || role.ranks == nil }

    func expected(of role: AccessRole, in room: AccessRoom) -> AccessOutcome {
        if case .asOutside = inside { return .hidden }
        let isAllowed = role.ranks.map { mayInside($0, in: room) } ?? mayOutside(role, in: room)
        if isAllowed { return .allowed }
        // A notice is never answered with an error.
        if line.hasPrefix("NOTICE") || outside == .hidden && role.ranks == nil { return .hidden }
        if outside == .advertised { return .hidden }
        let isUnknown = room == .secret && role.ranks == nil && role != .serverOperator && outside != .entering
        return isUnknown ? .hidden : .refused
    }

    private func mayOutside(_ role: AccessRole, in room: AccessRoom) -> Bool {
        let isOperator = role == .serverOperator
        switch outside {
        case .open: return isOperator || room != .secret
        case .refused, .hidden: return false
        case .operatorsOnly: return isOperator
        case .advertised: return isOperator || ![.inviteOnly, .locked, .secret, .banned].contains(room)
        case .speaking: return room == .speakableFromOutside
        case .entering:
            if room == .accountsOnly { return role == .outsiderWithAccount }
            return ![.inviteOnly, .locked, .banned].contains(room)
        }
    }

    private func mayInside(_ ranks: Ranks, in room: AccessRoom) -> Bool {
        switch inside {
        case .least(let least): return ranks.reach(least)
        case .inviting: return room != .inviteOnly || ranks.reach(.halfOperator)
        case .asking: return room != .withoutCTCP && maySpeak(ranks, in: room)
        case .speaking: return maySpeak(ranks, in: room)
        case .takingBack: return ranks.reach(.halfOperator) && ![.inviteOnly, .locked, .secret].contains(room)
        case .asOutside: return false
        }
    }

    private func maySpeak(_ ranks: Ranks, in room: AccessRoom) -> Bool {
        ranks.reach(.voice) || ![.moderated, .accountsSpeak, .banned, .muted].contains(room)
    }
}

extension AccessRow {
    static let written: [AccessRow] = [
        AccessRow("JOIN $", outside: .entering, inside: .least([])),
        AccessRow("PART $", outside: .refused, inside: .least([])),
        AccessRow("TOPIC $", outside: .open, inside: .least([])),
        AccessRow("TOPIC $ :green", outside: .refused, inside: .least(.halfOperator)),
        AccessRow("INVITE stranger $", outside: .refused, inside: .inviting),
        AccessRow("KICK $ guest", outside: .operatorsOnly, inside: .least(.halfOperator)),
        AccessRow("MODE $", outside: .open, inside: .least([])),
        AccessRow("MODE $ b", outside: .open, inside: .least([])),
        AccessRow("MODE $ e", outside: .operatorsOnly, inside: .least([])),
        AccessRow("MODE $ I", outside: .operatorsOnly, inside: .least([])),
        AccessRow("NAMES $", outside: .open, inside: .least([])),
        AccessRow("WHO $", outside: .open, inside: .least([])),
        AccessRow("LIST $", outside: .advertised, inside: .least([])),
        AccessRow("PRIVMSG $ :hello", outside: .speaking, inside: .speaking),
        AccessRow("PRIVMSG $ :\u{1}VERSION\u{1}", outside: .speaking, inside: .asking),
        AccessRow("NOTICE $ :hello", outside: .speaking, inside: .speaking),
        AccessRow("@+typing=active TAGMSG $", outside: .speaking, inside: .speaking),
        AccessRow("PRIVMSG @$ :hello", outside: .refused, inside: .speaking),
        AccessRow("CHATHISTORY LATEST $ * 10", outside: .hidden, inside: .least([])),
        AccessRow("HS PLAY $", outside: .hidden, inside: .least([])),
        AccessRow("RENAME $ #coffee", outside: .refused, inside: .least(.op)),
        AccessRow("REDACT $ ID", outside: .hidden, inside: .takingBack),
        AccessRow("@draft/target-msgid=ID EDIT $ :other", outside: .hidden, inside: .asOutside),
        AccessRow("METADATA $ GET url", outside: .operatorsOnly, inside: .least([])),
        AccessRow("METADATA $ LIST", outside: .operatorsOnly, inside: .least([])),
        AccessRow("METADATA $ SET url :x", outside: .refused, inside: .least(.op)),
        AccessRow("METADATA $ CLEAR", outside: .refused, inside: .least(.op)),
        AccessRow("SEARCH in=$;text=hello", outside: .hidden, inside: .least([])),
        AccessRow("MARKREAD $ timestamp=2026-11-23T09:00:00.000Z", outside: .hidden, inside: .asOutside),
        AccessRow("RELAYMSG $ x/y :hello", outside: .refused, inside: .least(.op)),
    ]

    /// Each mode, set and unset. Sending people on takes a say in the room that they are sent to.
    static let changes: [AccessRow] = {
        let flags = RoomModes.Flags.letters.flatMap { ["+\($0.letter)", "-\($0.letter)"] }
        let others = ["+k key2", "-k key", "+l 9", "-l", "+S 5", "-S", "-f", "+v guest", "-v guest"]
        let lists = ["b", "e", "I"].flatMap { ["+\($0) x!*@*", "-\($0) x!*@*"] }
        func rows(_ changes: [String], _ least: Ranks) -> [AccessRow] {
            changes.map { AccessRow("MODE $ \($0)", outside: .refused, inside: .least(least)) }
        }
        return rows(flags + others + lists, .halfOperator)
            + rows(["+o guest", "-o guest", "+h guest", "-h guest", "+f $"], .op)
            + rows(["+q guest", "-q guest", "+a guest", "-a guest"], .founder)
    }()
}

/// A room of one kind, with its maker, a guest, and somebody who tries something.
private struct AccessStage {
    private let house: House
    private let actor: Person
    /// Of the guest's words in the room.
    private let id: String

    init(_ role: AccessRole, in room: AccessRoom) {
        house = House { $0.operators = ["root": "secret"] }
        let maker = house.irc("maker", .messageTags)
        let guest = house.irc("guest")
        _ = house.irc("stranger")
        actor = house.irc("actor", .echoMessage, .messageTags, .batch, .chathistory)
        maker.joins("#tea")
        guest.joins("#tea")
        maker.forgets()
        guest.says("hello", to: "#tea")
        id =
            maker.heard().first?.split(separator: "msgid=").last.map { String($0.prefix { $0 != ";" && $0 != " " }) }
            ?? "*"
        if role == .outsiderWithAccount { house.givesAccount(to: actor) }
        if let ranks = role.ranks {
            actor.joins("#tea")
            house.gives(ranks, to: actor, in: "#tea")
        }
        if role == .serverOperator { actor.sends("OPER root secret") }
        if !room.rawValue.isEmpty { maker.sends("MODE #tea \(room.rawValue)") }
        house.forgets()
    }

    /// What became of it, and what the actor heard.
    func tries(_ row: AccessRow) -> (AccessOutcome, heard: [String]) {
        // A name of the same length, of which there is no room.
        let nothing = says(row, "#tee")
        let heard = says(row, "#tea")
        let isLikeNothing = heard.map { $0.replacing("#tea", with: "#tee") } == nothing
        if row.outside != .entering, isLikeNothing { return (.hidden, heard) }
        return (heard.contains(where: Self.isRefusal) ? .refused : .allowed, heard)
    }

    private func says(_ row: AccessRow, _ room: String) -> [String] {
        actor.forgets()
        actor.sends(row.line.replacing("$", with: room).replacing("ID", with: id))
        return actor.heard()
    }

    private static func isRefusal(_ line: String) -> Bool {
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") || $0.hasPrefix(":") }
        guard let verb = words.first else { return false }
        return verb == "FAIL" || Numeric(verb: String(verb))?.isError == true
    }
}

extension House {
    /// As if the person had logged in.
    fileprivate func givesAccount(to person: Person) {
        let id = AccountID(1)
        state.accounts[id] = Account(id: id, name: "actor", verifier: nil, madeAt: Self.morning)
        state.accountsByName["actor"] = id
        if let member = person.member { state.members[member.id]?.account = id }
    }

    fileprivate func gives(_ ranks: Ranks, to person: Person, in room: String) {
        guard let id = state.room(named: room)?.id, let member = person.member else { return }
        state.rooms[id]?.change(member.id) { $0.ranks = ranks }
    }
}
