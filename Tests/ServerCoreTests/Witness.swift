import ChatProtocol
import Testing

@testable import ServerCore

/// Watches a house and knows, from what was decided, what everybody must have heard: each thing said bears a number of its
/// own, `<17>`, by which it is found again in transcripts and in the store.
final class Witness {
    private let house: House
    /// Who is in each room, in the order of what was decided.
    private var crowds: [RoomID: Set<SessionID>] = [:]
    /// What was said so far when a member came into a room.
    private var cameAt: [RoomID: [SessionID: Int]] = [:]
    private var expected: [SessionID: [Int]] = [:]
    private var heard: [SessionID: [Int]] = [:]
    /// The room in which each was said, and its author.
    private var rooms: [Int: RoomNumber] = [:]
    private var labels: [SessionID: [String: Int]] = [:]
    /// Batches of posts of several lines that stand in a page.
    private var longPosts: Set<String> = []
    private var historyBatches: [SessionID: (name: String, page: [Int])] = [:]

    init(_ house: House) {
        self.house = house
        house.witness = { [unowned self] effect in see(effect) }
    }

    /// What was found first; nothing behind it is worth reading.
    private(set) var isAtFault = false

    private func require(_ isSo: Bool, _ otherwise: @autoclosure () -> String) {
        guard !isSo, !isAtFault else { return }
        isAtFault = true
        Issue.record(Comment(rawValue: otherwise()))
    }

    // MARK: - Deciding

    private func see(_ effect: Effect) {
        switch effect {
        case .enter(let member, let room):
            crowds[room, default: []].insert(member)
            cameAt[room, default: [:]][member] = rooms.count
        case .leave(let member, let room): crowds[room]?.remove(member)
        case .say(let post, let attempt): see(post, by: attempt.author)
        default: break
        }
    }

    private func see(_ post: Post, by author: SessionID) {
        guard let number = Self.number(in: post.text) else { return }
        rooms[number] = post.room
        let session = house.state.sessions[author]
        let echoes = session.map { $0.dialect == .raw || $0.has(.echoMessage) } ?? false
        if post.room == .privately {
            let receivers = house.state.member(named: post.target)?.sessions ?? []
            for receiver in receivers { expected[receiver, default: []].append(number) }
            if session?.has(.echoMessage) == true { expected[author, default: []].append(number) }
        } else if let room = house.state.rooms.all.first(where: { $0.number == post.room }) {
            for member in crowds[room.id] ?? [] where member != author { expected[member, default: []].append(number) }
            if echoes { expected[author, default: []].append(number) }
        }
    }

    /// The number in `... <17> ...`.
    static func number(in text: String) -> Int? {
        guard let start = text.utf8.firstIndex(of: UInt8(ascii: "<")),
            let end = text.utf8[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return Int(text[text.utf8.index(after: start)..<end])
    }

    // MARK: - Hearing

    /// Takes what this person heard since the last look.
    func listen(to person: Person) {
        for line in person.heard() {
            if person.dialect == .irc { listen(to: line, of: person) } else { hear(line, person) }
        }
    }

    private func hear(_ line: String, _ person: Person) {
        if let number = Self.number(in: line) { heard[person.id, default: []].append(number) }
    }

    private func listen(to line: String, of person: Person) {
        guard let message = try? Message(line: line) else {
            return require(false, "not to be read: \(line)")
        }
        if let label = message[tag: "label"] { labels[person.id, default: [:]][label, default: 0] += 1 }
        switch Reply(message) {
        case .batchStarted(let name, "chathistory", _): historyBatches[person.id] = (name, [])
        case .batchEnded(let name) where historyBatches[person.id]?.name == name:
            if let page = historyBatches.removeValue(forKey: person.id)?.page { judge(page, of: person) }
        case .batchEnded(let name) where longPosts.contains(name): longPosts.remove(name)
        case .batchStarted(let name, "draft/multiline", _) where isOfHistory(message, person): longPosts.insert(name)
        case .said where isOfHistory(message, person) || longPosts.contains(message[tag: "batch"] ?? ""):
            if let number = Self.number(in: line) { historyBatches[person.id]?.page.append(number) }
        case .said: hear(line, person)
        default: break
        }
    }

    /// Whether the line is one of the page that the person is being told.
    private func isOfHistory(_ message: Message, _ person: Person) -> Bool {
        message[tag: "batch"] != nil && message[tag: "batch"] == historyBatches[person.id]?.name
    }

    /// A page is a run of one room's log without gaps, of a room that its reader is in, and where that room is closed, of
    /// what was said since they came.
    private func judge(_ page: [Int], of person: Person) {
        guard let first = page.first, let number = rooms[first] else { return }
        let log = house.store.posts.filter { $0.room == number }.compactMap { Self.number(in: $0.text) }
        let start = log.firstIndex(of: first) ?? log.endIndex
        require(log[start...].starts(with: page), "\(person.id) read \(page), which is no run of the log")
        let room = person.member?.rooms.compactMap { house.state.rooms[$0] }.first { $0.number == number }
        guard let room else {
            return require(false, "\(person.id) read a room without being in it")
        }
        let came = cameAt[room.id]?[person.id] ?? 0
        require(room.isOpen || first > came, "\(person.id) read <\(first)> of a closed room, but came behind <\(came)>")
    }

    // MARK: - Judging

    /// The numbers that are counted are those of things that were decided to be said, in their order.
    var nextNumber: Int { rooms.count + 1 }

    /// Each command that bore a label got one answer with it.
    func hasAnswered(_ label: String, to person: Person) -> Bool { labels[person.id]?[label] == 1 }

    /// Everybody heard what they must have, in the order of the log, and nothing else.
    func compare(_ people: [Person]) {
        let kept = Set(house.store.posts.compactMap { Self.number(in: $0.text) })
        for person in people {
            let wanted = (expected[person.id] ?? []).filter(kept.contains)
            let heard = heard[person.id] ?? []
            require(wanted == heard, "\(person.id) should have heard \(wanted) and heard \(heard)")
        }
        expected = [:]
        heard = [:]
    }

    /// What must be true of the state after whatever has been done.
    func inspect() {
        let state = house.state
        for member in state.members.all {
            require(state.nicks[member.nick] == .member(member.id), "\(member.name) is not found by name")
            require(
                member.sessions.allSatisfy { state.sessions[$0]?.member == member.id },
                "\(member.name) has a connection that is not its own")
        }
        let coming = state.sessions.all.filter { $0.member == nil && $0.application.nick != nil }
        require(state.nicks.count == state.members.count + coming.count, "a nick has no holder")
        require(state.census.members == state.members.count, "miscounted members")
        require(state.census.attached == state.sessions.all.count { $0.member != nil }, "miscounted connections")
        require(state.census.invisible == state.members.all.count(where: \.isInvisible), "miscounted invisible members")
        for member in state.members.all {
            require(Set(member.rooms).count == member.rooms.count, "\(member.name) is in a room twice")
            require(member.invitations.allSatisfy(state.rooms.contains), "\(member.name) is invited to nothing")
            require(
                member.rooms.allSatisfy { state.rooms[$0]?[member.id] != nil },
                "\(member.name) is in a room unknown to it")
            if member.isRaw { require(member.rooms == [state.lobby], "a raw member is outside the lobby") }
        }
        for room in state.rooms.all {
            require(state.roomsByName[room.name] == room.id, "\(room.name.display) is not found by name")
            require(room.isLobby || !room.members.isEmpty, "\(room.name.display) is empty and goes on")
            require(
                room.members.keys.allSatisfy { state.members[$0]?.rooms.contains(room.id) == true },
                "a stranger is inside")
            require(
                room.invited == Set(state.members.all.filter { $0.invitations.contains(room.id) }.map(\.id)),
                "who is invited is not who knows of it")
            let inside = Set(room.members.keys.flatMap { state.members[$0]?.sessions ?? [] })
            require(inside == crowds[room.id, default: []], "who entered and left is not who is inside")
            guard house.isSettled else { continue }
            require(inside == Set(house.crowds[room.id] ?? []), "the shell knows other members")
            let last = house.store.posts.last { $0.room == room.number }?.sequence ?? 0
            require(room.sequence == last, "\(room.name.display) counts \(room.sequence), the store has \(last)")
        }
        require(state.roomsByName.count == state.rooms.count, "a name leads to no room")
    }
}
