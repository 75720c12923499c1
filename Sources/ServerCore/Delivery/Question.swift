package import ChatProtocol

/// Something that the rules cannot answer themselves: it needs the disk, much time or chance.
package struct Question: Equatable, Sendable {
    package enum Subject: Equatable, Sendable {
        case page(PageRequest)
        /// The time of the last post of each of these.
        case lastTimes([RoomNumber])
        case search(SearchRequest)
        /// One post as it reads now, answered as `entries`: none where it was never said, was taken back or erased.
        case post(RoomNumber, sequence: Int64)
        /// What is kept of a new password.
        case hash(password: String)
        /// Whether this is the password; nil takes as long as a wrong one.
        case verify(password: String, Verifier?)
        /// The same of a password of config.ini, which is plain or a hash.
        case verifySetting(password: String, String)
        /// SCRAM's first message, for the folded name of an account; nil: there is none, which is not told.
        case scramBegin(Scram.ClientFirst, account: String, Verifier?)
        case scramFinish(ScramExchange, Scram.ClientFinal)
    }

    /// Why it was asked: what the answer becomes.
    package enum Purpose: Equatable, Sendable {
        case history(HistoryRequest, label: String?)
        /// Showing what was said before to one who did not ask: under the name of this room or nick.
        case past(of: String)
        /// What a connection that reads too slowly has not been sent.
        case catchingUp(MissedPosts)
        case search(label: String?)
        /// Taking back, or changing, the post with this id. The target is as its author named it.
        case redact(target: String, id: MessageID, reason: String?, label: String?)
        case edit(target: String, id: MessageID, text: String, label: String?)
        /// SASL of this account.
        case authenticate(AccountID?, label: String?)
        /// PASS.
        case enter
        /// REGISTER, or NickServ's command of that name, which is answered in sentences.
        case register(account: String, email: String, isByService: Bool, label: String?)
        case operate(name: String, label: String?)
        /// NickServ: IDENTIFY.
        case identify(AccountID?, label: String?)
        /// NickServ: PASSWD, or an operator's SAREGISTER for this name.
        case setPassword(AccountID, label: String?)
        case registerOther(account: String, label: String?)
        case webirc(gateway: String, host: String, address: String, isSecure: Bool)
    }

    package var asker: SessionID
    /// Where the answer belongs; nil where it belongs to no room.
    package var room: RoomID?
    package var subject: Subject
    package var purpose: Purpose

    package init(asker: SessionID, room: RoomID? = nil, subject: Subject, purpose: Purpose) {
        self.asker = asker
        self.room = room
        self.subject = subject
        self.purpose = purpose
    }
}

/// What the shell answered.
package enum Answer: Equatable, Sendable {
    case entries([HistoryEntry])
    /// Nothing of what was asked for stands among the `PageRequest.rowsLookedAt` that were looked at; further on, it may.
    case tooFar
    case times([RoomNumber: Timestamp])
    case verifier(Verifier)
    case verified(Bool)
    case scramChallenge(ScramExchange)
    /// The server's final message; nil: the proof was wrong.
    case scramOutcome(String?)
    case failed
    /// Too many wait for their passwords already.
    case busy
}
