import ChatProtocol

/// Who has written privately to whom: each pair's posts are numbered like those of a room.
struct Correspondence: Sendable {
    /// Of two accounts, the one with the smaller number first.
    struct Pair: Hashable, Sendable {
        let account: AccountID
        let other: Conversation.Other

        init(_ account: AccountID, _ other: Conversation.Other) {
            if case .account(let second) = other, second < account {
                self.account = second
                self.other = .account(account)
            } else {
                self.account = account
                self.other = other
            }
        }
    }

    struct Thread: Sendable {
        let number: RoomNumber
        /// Of the last post.
        var sequence: Int64
        var time: Timestamp
    }

    private var threads: [Pair: Thread] = [:]
    private var pairs: [RoomNumber: Pair] = [:]
    private var pairsOfAccount: [AccountID: [Pair]] = [:]
    /// Posts of members without accounts.
    private var anonymous: Thread

    init() {
        anonymous = Thread(number: .privately, sequence: 0, time: Timestamp(milliseconds: 0))
    }

    init(_ restored: Restored) {
        self.init()
        anonymous.sequence = restored.lastPrivateSequence
        anonymous.time = restored.lastPrivateTime
        for one in restored.conversations {
            add(Pair(one.conversation.account, one.conversation.other), one.conversation.number)
            threads[Pair(one.conversation.account, one.conversation.other)]?.sequence = one.lastSequence
            threads[Pair(one.conversation.account, one.conversation.other)]?.time = one.lastTime
        }
    }

    subscript(_ pair: Pair?) -> Thread? {
        guard let pair else { return anonymous }
        return threads[pair]
    }

    func pairs(of account: AccountID) -> [Pair] { pairsOfAccount[account] ?? [] }

    func pair(numbered number: RoomNumber) -> Pair? { pairs[number] }

    mutating func add(_ pair: Pair, _ number: RoomNumber) {
        threads[pair] = Thread(number: number, sequence: 0, time: Timestamp(milliseconds: 0))
        pairs[number] = pair
        pairsOfAccount[pair.account, default: []].append(pair)
        if case .account(let other) = pair.other, other != pair.account {
            pairsOfAccount[other, default: []].append(pair)
        }
    }

    /// The next post's number and time.
    mutating func advance(_ pair: Pair?, at now: Timestamp) -> (sequence: Int64, time: Timestamp) {
        func next(_ thread: inout Thread) -> (Int64, Timestamp) {
            thread.sequence += 1
            thread.time = ServerState.next(after: thread.time, at: now)
            return (thread.sequence, thread.time)
        }
        guard let pair, var thread = threads[pair] else { return next(&anonymous) }
        let place = next(&thread)
        threads[pair] = thread
        return place
    }

    /// The posts from this one on were not kept. Whether the number is one of a conversation.
    mutating func goBack(_ number: RoomNumber, to last: Int64) -> Bool {
        if number == .privately {
            anonymous.sequence = min(anonymous.sequence, last)
            return true
        }
        guard let pair = pairs[number], let sequence = threads[pair]?.sequence else { return false }
        threads[pair]?.sequence = min(sequence, last)
        return true
    }

    /// The account is gone; what others wrote to it stays theirs.
    mutating func forget(_ account: AccountID) {
        pairsOfAccount[account] = nil
    }
}
