/// Who may do what in a room: the least rank for each act. One table; the rules and the tests read it.
enum Permission {
    /// Something that is done in a room.
    enum Act: CaseIterable, Sendable {
        case setTopicWhereProtected
        case inviteWhereInviteOnly
        case kick
        /// Somebody else's words.
        case redact
        case rename
        /// Words under a nick that is nobody's here.
        case relay
        case setMetadata
        /// Where nobody else may: +m, +b, +M, slow mode.
        case speakRegardless
        case seeAuditorium
        case callOperators
    }

    static func rank(for act: Act) -> Ranks {
        switch act {
        case .speakRegardless: .voice
        case .setTopicWhereProtected, .inviteWhereInviteOnly, .kick, .redact, .seeAuditorium: .halfOperator
        case .rename, .relay, .setMetadata, .callOperators: .op
        }
    }

    /// The least rank that may change the mode of this letter.
    static func change(_ letter: Character) -> Ranks {
        switch Ranks(letter: letter) {
        case Ranks.founder?, Ranks.admin?: .founder
        case Ranks.op?, Ranks.halfOperator?: .op
        case _?: .halfOperator
        case nil: .halfOperator
        }
    }

    /// Whether somebody of these ranks may put out somebody of those.
    static func mayKick(_ own: Ranks, _ other: Ranks) -> Bool {
        own.reach(rank(for: .kick))
            && (own.reach(.op) ? other.highest.rawValue <= own.highest.rawValue : !other.reach(.halfOperator))
    }
}
