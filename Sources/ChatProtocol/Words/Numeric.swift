/// The three digits of an answer. Names as in the Modern IRC documentation, without `RPL_` and `ERR_`.
package struct Numeric: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    private init(_ number: Int) {
        rawValue = number
    }

    /// Three digits and nothing else.
    package init?(verb: String) {
        guard verb.utf8.count == 3, verb.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(verb) else {
            return nil
        }
        rawValue = number
    }

    package var verb: String {
        let text = String(rawValue)
        return String(repeating: "0", count: max(0, 3 - text.utf8.count)) + text
    }

    /// Whether it says that something was refused.
    package var isError: Bool { (400...599).contains(rawValue) || rawValue == 696 }

    package static let welcome = Numeric(1)
    package static let yourHost = Numeric(2)
    package static let created = Numeric(3)
    package static let myInfo = Numeric(4)
    package static let isupport = Numeric(5)
    package static let userModeIs = Numeric(221)
    package static let lusersClients = Numeric(251)
    package static let lusersOperators = Numeric(252)
    package static let lusersUnknown = Numeric(253)
    package static let lusersRooms = Numeric(254)
    package static let lusersMe = Numeric(255)
    package static let localUsers = Numeric(265)
    package static let globalUsers = Numeric(266)
    package static let away = Numeric(301)
    package static let userhost = Numeric(302)
    package static let ison = Numeric(303)
    package static let unaway = Numeric(305)
    package static let nowAway = Numeric(306)
    package static let whoisUser = Numeric(311)
    package static let whoisServer = Numeric(312)
    package static let whowasUser = Numeric(314)
    package static let endOfWho = Numeric(315)
    package static let whoisIdle = Numeric(317)
    package static let endOfWhois = Numeric(318)
    package static let whoisRooms = Numeric(319)
    package static let listStart = Numeric(321)
    package static let list = Numeric(322)
    package static let listEnd = Numeric(323)
    package static let roomModeIs = Numeric(324)
    package static let creationTime = Numeric(329)
    package static let noTopic = Numeric(331)
    package static let topic = Numeric(332)
    package static let topicWhoTime = Numeric(333)
    package static let inviteList = Numeric(336)
    package static let endOfInviteList = Numeric(337)
    package static let inviting = Numeric(341)
    package static let version = Numeric(351)
    package static let whoReply = Numeric(352)
    package static let namesReply = Numeric(353)
    package static let whoxReply = Numeric(354)
    package static let endOfNames = Numeric(366)
    package static let banList = Numeric(367)
    package static let endOfBanList = Numeric(368)
    package static let endOfWhowas = Numeric(369)
    package static let info = Numeric(371)
    package static let motd = Numeric(372)
    package static let endOfInfo = Numeric(374)
    package static let motdStart = Numeric(375)
    package static let endOfMotd = Numeric(376)
    package static let whoisHost = Numeric(378)
    package static let time = Numeric(391)
    package static let noSuchNick = Numeric(401)
    package static let noSuchRoom = Numeric(403)
    package static let cannotSendToRoom = Numeric(404)
    package static let tooManyRooms = Numeric(405)
    package static let wasNoSuchNick = Numeric(406)
    package static let tooManyTargets = Numeric(407)
    package static let noOrigin = Numeric(409)
    package static let invalidCapCommand = Numeric(410)
    package static let noRecipient = Numeric(411)
    package static let noTextToSend = Numeric(412)
    package static let inputTooLong = Numeric(417)
    package static let unknownCommand = Numeric(421)
    package static let noMotd = Numeric(422)
    package static let noNicknameGiven = Numeric(431)
    package static let erroneousNickname = Numeric(432)
    package static let nicknameInUse = Numeric(433)
    package static let userNotInRoom = Numeric(441)
    package static let notInRoom = Numeric(442)
    package static let userOnRoom = Numeric(443)
    package static let notRegistered = Numeric(451)
    package static let needMoreParameters = Numeric(461)
    package static let alreadyRegistered = Numeric(462)
    package static let passwordMismatch = Numeric(464)
    package static let roomIsFull = Numeric(471)
    package static let unknownMode = Numeric(472)
    package static let inviteOnlyRoom = Numeric(473)
    package static let bannedFromRoom = Numeric(474)
    package static let badRoomKey = Numeric(475)
    package static let badRoomMask = Numeric(476)
    package static let banListFull = Numeric(478)
    package static let roomOperatorNeeded = Numeric(482)
    package static let unknownUserMode = Numeric(501)
    package static let usersDoNotMatch = Numeric(502)
    package static let helpNotFound = Numeric(524)
    package static let invalidKey = Numeric(525)
    package static let whoisSecure = Numeric(671)
    package static let invalidModeParameter = Numeric(696)
    package static let helpStart = Numeric(704)
    package static let helpText = Numeric(705)
    package static let endOfHelp = Numeric(706)
}
