package import ChatProtocol

/// The modes of a room, without its lists and its members' ranks.
package struct RoomModes: Equatable, Sendable {
    /// Modes that are on or off.
    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16

        package init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        static let inviteOnly = Flags(rawValue: 1)
        static let moderated = Flags(rawValue: 2)
        static let membersOnly = Flags(rawValue: 4)
        static let secret = Flags(rawValue: 8)
        static let topicByOperators = Flags(rawValue: 16)
        static let noCTCP = Flags(rawValue: 32)
        /// Only accounts may come in.
        static let accountsOnly = Flags(rawValue: 64)
        /// Only accounts, and those with a voice, may speak.
        static let accountsSpeak = Flags(rawValue: 128)
        /// Only operators see who is in.
        static let auditorium = Flags(rawValue: 256)
        /// What those may not say is shown to operators.
        static let operatorModerated = Flags(rawValue: 512)
        /// Role play is allowed.
        static let rolePlay = Flags(rawValue: 1_024)

        package static let letters: [(letter: Character, flag: Flags)] = [
            ("C", .noCTCP), ("E", .rolePlay), ("M", .accountsSpeak), ("R", .accountsOnly), ("U", .operatorModerated),
            ("i", .inviteOnly), ("m", .moderated), ("n", .membersOnly), ("s", .secret), ("t", .topicByOperators),
            ("u", .auditorium),
        ]
    }

    package var flags: Flags = [.membersOnly, .topicByOperators]
    package var key: String?
    package var limit: Int?
    /// The room that one who may not come in is sent to.
    package var forward: String?
    /// Seconds between two posts of one member without a voice; nil: as fast as they like.
    package var pause: Int?

    package init() {}

    /// Letters of the flags in the order of their table.
    package var flagLetters: String {
        String(Flags.letters.filter { flags.contains($0.flag) }.map(\.letter))
    }

    /// Reads `flagLetters`; other letters are left out.
    package static func flags(of letters: String) -> Flags {
        Flags(Flags.letters.filter { letters.contains($0.letter) }.map(\.flag))
    }
}

/// A list of masks that a room has, by the letter of its mode.
package enum RoomList: Character, CaseIterable, Sendable {
    case bans = "b"
    case exceptions = "e"
    case invitations = "I"
}

/// One mask of a list: who set it, and when.
package struct ListEntry: Equatable, Sendable {
    package var mask: String
    package var author: String
    package var time: Timestamp

    package init(mask: String, author: String, time: Timestamp) {
        self.mask = mask
        self.author = author
        self.time = time
    }
}
