import ChatProtocol

@testable import ServerCore

extension House {
    /// What must be true of the state after whatever has been done.
    func isInOrder() throws(BrokenPromise) {
        let members = Array(state.members.all)
        try areInOrder(members)
        try nicksAreInOrder(members)
        try roomsAreInOrder(members)
        for (id, connection) in connections {
            try require(state.sessions[id] != nil, "a connection is open and unknown")
            try require(
                connection.isAdmitted == (state.sessions[id]?.member != nil), "who was let in is not who is a member")
            if connection.questions == 0 {
                try require(connection.batches.isEmpty, "a batch has no end: \(connection.batches.sorted())")
            }
        }
        try require(state.sessions.count == connections.count, "a connection is known and not open")
    }

    private func areInOrder(_ members: [Member]) throws(BrokenPromise) {
        for member in members {
            for session in member.sessions {
                try require(
                    state.sessions[session]?.member == member.id, "\(member.name) has a connection of somebody else")
            }
            try require(
                !member.sessions.isEmpty || member.account.map { state.residents[$0] == member.id } == true,
                "\(member.name) is here without a connection")
            try require(Set(member.rooms).count == member.rooms.count, "\(member.name) is in a room twice")
        }
        let census = state.census
        let attached = state.sessions.all.count { $0.member != nil }
        let invisible = members.count { $0.isInvisible }
        let operators = members.count { $0.modes.contains(.serverOperator) }
        try require(census.members == members.count, "miscounted members")
        try require(census.attached == attached, "miscounted connections")
        try require(census.invisible == invisible, "miscounted invisible members")
        try require(census.operators == operators, "miscounted operators")
        try require(census.most >= census.members, "there were never so many")
    }

    private func nicksAreInOrder(_ members: [Member]) throws(BrokenPromise) {
        for member in members {
            try require(state.nicks[member.nick] == .member(member.id), "\(member.name) is not found by name")
        }
        for (nick, holder) in state.nicks.all {
            switch holder {
            case .member(let id):
                try require(state.members[id]?.nick == nick, "\(nick.display) leads to somebody else")
            case .session(let id):
                let session = state.sessions[id]
                try require(
                    session?.member == nil && session?.application.nick == nick, "\(nick.display) is kept for nobody")
            }
        }
    }

    private func roomsAreInOrder(_ members: [Member]) throws(BrokenPromise) {
        for room in state.rooms.all {
            let name = room.name.display
            try require(state.roomsByName[room.name] == room.id, "\(name) is not found by name")
            try require(room.stays || !room.members.isEmpty, "\(name) is empty and goes on")
            let inside = Set(room.members.keys.flatMap { state.members[$0]?.sessions ?? [] })
            try require(inside == crowds[room.id, default: []], "who entered and left \(name) is not who is inside")
            for id in room.members.keys {
                try require(state.members[id]?.rooms.contains(room.id) == true, "a stranger is inside \(name)")
            }
        }
        for member in members {
            for room in member.rooms {
                try require(state.rooms[room]?[member.id] != nil, "\(member.name) is in a room that does not know it")
            }
        }
        try require(state.roomsByName.count == state.rooms.count, "a name leads to no room")
        try require(crowds.keys.allSatisfy(state.rooms.contains), "somebody hears a room that is gone")
    }
}
