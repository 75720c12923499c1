/// What the screen says in English.
extension Phrase {
    var english: String {
        switch self {
        case .kicked(let nick, let by, let reason): "\(by) put \(nick) out" + Self.because(reason)
        case .kickedYou(let by, let reason): "\(by) put you out" + Self.because(reason)
        case .topicIs(let topic): "topic: \(topic)"
        case .topicSet(let by, let topic): topic.isEmpty ? "\(by) removed the topic" : "\(by) set the topic: \(topic)"
        case .noTopic: "no topic is set"
        case .modes(let by, let changes): "\(by) set \(changes)"
        case .invited(let by, let room): "\(by) invites you to \(room) · /join \(room)"
        case .roomRenamed(let room, let reason): "the room is now called \(room)" + Self.because(reason)
        case .typing(let nicks):
            Self.names(nicks) + (nicks.count > 1 ? " are writing" : " is writing")
        case .isAwayMark: "away"
        case .membersTitle(let room): "members of \(room)"
        case .action(.talk): "talk privately"
        case .action(.mention): "mention in the line"
        case .action(.whois): "who is this"
        case .action(.invite): "invite to another room"
        case .action(.ignore): "ignore: hide what they say"
        case .action(.hearAgain): "no longer ignore"
        case .action(.giveVoice): "give voice (+v)"
        case .action(.giveOp): "make operator (+o)"
        case .action(.takeOp): "no longer operator (-o)"
        case .action(.kick): "put out of the room"
        case .action(.ban): "ban from the room"
        case .youAre(let nick): "you are now \(nick)"
        case .members(let count, let isCut): "members \(count)" + (isCut ? "+" : "")
        case .memberNames(let room, let names): "in \(room): \(names)"
        case .newLines(let count): "\(count) new"
        case .moreWasSaid: "more was said here"
        case .moreToRead: "more was said here: Page Up reads it"
        case .connecting(let place): "connecting to \(place)"
        case .connected(let place): "connected to \(place)"
        case .lost(let reason): "connection lost" + Self.because(reason)
        case .retrying(let seconds): "trying again in \(seconds) s"
        case .cannotConnect(let reason): "cannot connect" + Self.because(reason)
        case .offline: "offline"
        case .notConnected: "not connected: the line stays here"
        case .registering: "registering"
        case .nickTaken(let nick): "the name \(nick) is taken · type another one"
        case .nickRefused(let nick): "the server does not take the name \(nick) · type another one"
        case .nobody(let nick, let room):
            "nobody here is called \(nick) · Enter says it to \(room) · Esc keeps it"
        case .nobodyAnywhere(let nick): "nobody here is called \(nick)"
        case .nobodyNotSent(let nick, let line): "nobody here is called \(nick); not sent: \(line)"
        case .noAnswer(let nick): "the server did not say whether \(nick) is there; not sent"
        case .saidTo(let nick): "said to @\(nick) alone"
        case .nobodyHears: "nobody hears you here · /join #ROOM or Ctrl-K"
        case .notInRoom(let room): "you are not in \(room) · /join \(room)"
        case .stillHere(let names): "still here: \(names) · this ends the chat for them · again leaves"
        case .cannotSuspend: "this screen hosts the chat: it would stand still for everybody"
        case .noSetting(let name, ""): "there is no setting \(name) · /set lists them"
        case .noSetting(let name, let alike): "there is no setting \(name) · did you mean \(alike)?"
        case .wrongValue(let key, let value, let wanted): "\(key) is not \"\(value)\" but one of \(wanted)"
        case .isSet(let setting): setting
        case .isSetForLater(let setting): "\(setting) · from the next start on"
        case .settingNotKept(let key, let problem): "\(key) holds until you leave, and is not written down: \(problem)"
        case .initially(let value): "default " + (value.isEmpty ? "empty" : value)
        case .messages(let count): "\(count) messages"
        case .willSay(let lines, let messages):
            (lines > 1 ? "\(lines) lines, " : "")
                + (messages == 1
                    ? "1 message · Enter sends it · Esc keeps it here"
                    : "\(messages) messages · Enter sends them · Esc keeps them here")
        case .pasteCut(let kilobytes): "only the first \(kilobytes) KB fit into the line"
        case .youAreAway: "you are away · /away alone brings you back"
        case .youAreBack: "you are back"
        case .unknownCommand(let name): "there is no /\(name) · /help lists the commands"
        case .perhaps(let name, let closest): "there is no /\(name) · did you mean /\(closest)?"
        case .usage(let usage): "something is missing: \(usage)"
        case .noRawCommand(let name): "/\(name) means nothing to a server of the raw dialect"
        case .needsRoom: "this belongs in a room"
        case .unreadable: "the server sent a line that cannot be read"
        case .tooSmall: "too small"
        case .moreBelow(let count): "\(count) more below · Esc goes there"
        case .linesBetween(0): "the newest · End goes there"
        case .linesBetween(1): "1 line between · End goes to the newest"
        case .linesBetween(let count): "\(count) lines between · End goes to the newest"
        case .keysHint: "@nick private  /help  Ctrl-K go to"
        case .goTo: "go to"
        case .earlierLine: "earlier"
        case .noMatch: "nothing is called so"
        case .nothingFound: "nothing found"
        case .roomsOfServer(let count): "\(count) rooms · type to find · Enter goes there"
        case .listedMask(let mask, let by, let date):
            mask + (by.isEmpty ? "" : "  by \(by)") + (date.isEmpty ? "" : ", \(date)")
        case .ignored([]): "nobody is ignored · /ignore NICK"
        case .ignored(let names): "ignored: \(names.joined(separator: ", ")) · /unignore NICK"
        case .notIgnored(let nick): "\(nick) is not ignored · /ignore lists who is"
        case .notYourself: "not yourself"
        case .isAway(let nick, let text): "\(nick) is away: \(text)"
        case .notSent: "not sent"
        case .perhapsNotSent: "perhaps not sent"
        case .nothingToSayAgain: "nothing here has failed to arrive"
        case .tooManyBuffers: "too many conversations are open · /close one"
        case .tooManyNetworks: "too many networks are open · /close one"
        case .tooLong: "that is longer than any server takes in one line: it was not sent · Up brings it back"
        case .noPlace(let text): "\(text) is no place · HOST:PORT, irc://HOST/#room, ircs://HOST or raw://HOST:PORT"
        case .unlocking(let name): "asking for the password of \(name)"
        case .notUnlocked(let name, let problem): "no password for \(name): \(problem) · /connect \(name) asks again"
        case .redacted: "removed"
        case .editedMark: "(edited)"
        case .lineUnknown: "an earlier line"
        case .reacted(let nick, let text, let author, let quote): "\(nick) feels \(text) about \(author): \(quote)"
        case .unreacted(let nick, let text, let author, let quote):
            "\(nick) no longer feels \(text) about \(author): \(quote)"
        case .edited(let nick, let text): "\(nick) changed a line to: \(text)"
        case .removed(let nick, let author, let reason): "\(nick) removed a line of \(author)" + Self.because(reason)
        case .answering(let author): "answering \(author) · Esc does not"
        case .changing: "changing your line · Enter changes it · Esc keeps it"
        case .reacting: "react"
        case .find: "find"
        case .helpTitle: "help · arrows and pages move · Esc closes"
        case .signs: "what is typed"
        case .keysInHand: "keys, with a line in hand"
        case .findings(let words, let count): "\(count) found: \(words) · Enter goes there"
        case .surroundings(let label): "\(label) · around it · Esc closes"
        case .mentionsTitle: "said to you · ! is unread · Enter goes there"
        case .noMentions: "nobody has spoken to you yet"
        case .noSuchAbility: "this server cannot do that"
        case .notYours: "only your own lines"
        case .nothingToDo: "there is no line to do that to"
        case .redactAgain: "Delete again removes the line for everybody"
        case .copied: "copied"
        case .keys: "keys"
        case .commands: "commands"
        case .optional(let label): "optional \(label)"
        case .rank("~"): "founder"
        case .rank("&"): "protected"
        case .rank("@"): "operator"
        case .rank("%"): "half operator"
        case .rank("+"): "voice"
        case .rank: ""
        case .confidential: "TLS"
        case .lag(let seconds): "lag \(seconds) s"
        case .confidentialPinned: "TLS pinned"
        case .newCertificate(let pin, let doubt):
            "nobody vouches for this server (\(doubt.text(in: .english))); its certificate is kept, and another one will be "
                + "refused · compare with what its host printed: TLS certificate SHA-256 \(pin)"
        case .strangeCertificate(let pin, let doubt):
            "nobody vouches for this server (\(doubt.text(in: .english))) · if its host printed TLS certificate SHA-256 "
                + "\(pin): /trust, or start with --trust and these digits"
        case .changedCertificate(let pin, let doubt):
            "the server shows another certificate than before, and nobody vouches for it (\(doubt.text(in: .english))): "
                + "somebody may be in between · only if its host printed TLS certificate SHA-256 \(pin): /trust, or start with "
                + "--trust and these digits"
        case .trusted(let pin): "trusted from now on: TLS certificate SHA-256 \(pin)"
        case .certificateRefused: "certificate refused"
        case .stoppedByRefusal: "certificate refused · not tried again · /trust, /reconnect"
        case .nothingToTrust: "no certificate was refused"
        case .wantsTLS: "the server wants to be reached over TLS"
        case .notKept(let reason): "what is known of servers cannot be kept: \(reason)"
        case .whole: "#  who is here    &  this help    exit  leave    @NICK TEXT or TEXT@NICK  privately"
        case .server(let text): "server: \(text)"
        case .noticeOf(let nick): "notice of \(nick)"
        case .loggedIn(let account): "logged in as \(account)"
        case .loggedOut: "logged out of the account"
        case .notLoggedIn(let refusal): "not logged in: \(refusal.text(in: .english))"
        case .letsNobodyIn: "not let in without an account · /login tries again · /reconnect goes without"
        case .passwordOf(let account): "password of \(account)"
        case .newPasswordOf(let account): "a password for \(account)"
        case .passwordNeedsScreen: "a password is asked for on the screen alone · here, set it in config.ini"
        case .passwordInClear: "without TLS everybody could read the password · /connect ircs://HOST"
        case .registersNobody: "accounts are not made this way here · ask /msg NickServ HELP"
        case .registered(let account): "the account \(account) is made"
        case .registeredLater(let account, let text):
            "the account \(account) waits for a code · /raw VERIFY \(account) CODE" + Self.because(text)
        case .passwordExposed(let file): "others can read the password in \(file) · chmod 600, or password_command"
        case .log(let trouble): Self.english(trouble)
        }
    }

    /// One name, two names, or one name and how many others.
    private static func names(_ nicks: [String]) -> String {
        guard let first = nicks.first else { return "" }
        return nicks.count < 3 ? nicks.joined(separator: " and ") : "\(first) and \(nicks.count - 1) others"
    }

    private static func because(_ reason: String) -> String { reason.isEmpty ? "" : " (\(reason))" }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    /// 1970-01-01 was a Thursday.
    static let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
}
