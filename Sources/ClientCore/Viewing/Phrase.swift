/// Everything that the screen itself says, in each of its languages: one table.
enum Phrase: Equatable, Sendable {
    case kicked(String, by: String, String)
    case kickedYou(by: String, String)
    case topicIs(String)
    case topicSet(by: String, String)
    case noTopic
    case modes(by: String, String)
    case invited(by: String, room: String)
    case youAre(String)
    case isAwayMark
    case membersTitle(String)
    case action(Model.MemberAction)
    case typing([String])
    case roomRenamed(String, String)
    case members(Int, isCut: Bool)
    case memberNames(room: String, String)
    case newLines(Int)
    case moreWasSaid
    case moreToRead
    case connecting(String)
    case connected(String)
    case lost(String)
    case retrying(Int)
    case cannotConnect(String)
    case offline
    case notConnected
    case registering
    case nickTaken(String)
    case nickRefused(String)
    case nobody(nick: String, room: String)
    case nobodyAnywhere(String)
    case nobodyNotSent(String, String)
    case noAnswer(String)
    case saidTo(String)
    case nobodyHears
    case notInRoom(String)
    case stillHere(String)
    case cannotSuspend
    case noSetting(String, String)
    case wrongValue(String, String, String)
    case isSet(String)
    case isSetForLater(String)
    case settingNotKept(String, String)
    case initially(String)
    case messages(Int)
    case willSay(lines: Int, messages: Int)
    case pasteCut(Int)
    case youAreAway
    case youAreBack
    case unknownCommand(String)
    case perhaps(String, String)
    case usage(String)
    case noRawCommand(String)
    case needsRoom
    case unreadable
    case tooSmall
    case moreBelow(Int)
    case linesBetween(Int)
    case keysHint
    case goTo
    case earlierLine
    case noMatch
    case nothingFound
    case roomsOfServer(Int)
    case listedMask(String, by: String, String)
    case ignored([String])
    case notIgnored(String)
    case notYourself
    case isAway(String, String)
    case notSent
    case perhapsNotSent
    case nothingToSayAgain
    case tooManyBuffers
    case tooManyNetworks
    case tooLong
    case noPlace(String)
    case unlocking(String)
    case notUnlocked(String, String)
    case redacted
    case editedMark
    case lineUnknown
    case reacted(String, String, String, String)
    case unreacted(String, String, String, String)
    case edited(String, String)
    case removed(String, String, String)
    case answering(String)
    case changing
    case reacting
    case find
    case helpTitle
    case signs
    case keysInHand
    case findings(String, Int)
    case surroundings(String)
    case mentionsTitle
    case noMentions
    case noSuchAbility
    case notYours
    case nothingToDo
    case redactAgain
    case copied
    case keys
    case commands
    case optional(String)
    case rank(Character)
    case lag(Int64)
    case confidential
    case confidentialPinned
    case newCertificate(Fingerprint, ShownCertificate.Doubt)
    case strangeCertificate(Fingerprint, ShownCertificate.Doubt)
    case changedCertificate(Fingerprint, ShownCertificate.Doubt)
    case trusted(Fingerprint)
    case certificateRefused
    case stoppedByRefusal
    case nothingToTrust
    case wantsTLS
    case notKept(String)
    case whole
    case server(String)
    case noticeOf(String)
    case loggedIn(String)
    case loggedOut
    case notLoggedIn(Login.Refusal)
    case letsNobodyIn
    case passwordOf(String)
    case newPasswordOf(String)
    case passwordNeedsScreen
    case passwordInClear
    case registersNobody
    case registered(String)
    case registeredLater(String, String)
    case passwordExposed(String)
    case log(LogTrouble)

    func text(in language: Language) -> String {
        language == .chinese ? chinese : english
    }
}
