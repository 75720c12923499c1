import ChatProtocol

/// Masks of a room's lists: `nick!user@host` with `*` and `?`; `a:account`; and in front of either `m:`, which silences
/// instead of keeping out (or, among the exceptions, excepts from silence).
struct ExtendedMask: Equatable {
    let isMute: Bool
    /// nil: the mask is one of `nick!user@host`.
    let account: String?
    let mask: String

    init(_ text: String) {
        var rest = Substring(text)
        isMute = rest.hasPrefix("m:")
        if isMute { rest = rest.dropFirst(2) }
        account = rest.hasPrefix("a:") ? String(rest.dropFirst(2)) : nil
        mask = String(rest)
    }

    /// As it is kept: `nick`, `nick!user` and `user@host` become `nick!user@host`, what is missing being anything.
    static func whole(_ text: String) -> String {
        let short = text.prefix(whole: Limits.nick + Limits.user + 255)
        let extended = ExtendedMask(short)
        let front = extended.isMute ? "m:" : ""
        if extended.account != nil { return short }
        let mask = extended.mask
        switch (mask.contains("!"), mask.contains("@")) {
        case (true, true): return front + mask
        case (true, false): return front + mask + "@*"
        case (false, true): return front + "*!" + mask
        case (false, false): return front + mask + "!*@*"
        }
    }
}

extension ServerState {
    /// Whether the member may not come in, nor speak.
    func isBanned(_ member: Member, in room: Room) -> Bool {
        isListed(member, .bans, in: room) && !isListed(member, .exceptions, in: room)
    }

    /// Whether the member may be in, but not speak.
    func isMuted(_ member: Member, in room: Room) -> Bool {
        isListed(member, .bans, muting: true, in: room) && !isListed(member, .exceptions, muting: true, in: room)
    }

    func isListed(_ member: Member, _ list: RoomList, muting: Bool = false, in room: Room) -> Bool {
        guard let entries = room.lists[list], !entries.isEmpty else { return false }
        let source = settings.casemapping.fold(member.source.description)
        let account = account(of: member).map { settings.casemapping.fold($0.name) }
        return entries.contains { entry in
            let extended = ExtendedMask(entry.mask)
            guard extended.isMute == muting else { return false }
            guard let wanted = extended.account else {
                return Mask(settings.casemapping.fold(extended.mask)).matches(source)
            }
            return account.map { Mask(settings.casemapping.fold(wanted)).matches($0) } ?? false
        }
    }
}
