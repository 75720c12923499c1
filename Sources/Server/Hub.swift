import ChatProtocol
import NIOConcurrencyHelpers
import ServerCore

/// One state, one order. Whatever any connection does comes here, and what follows from it leaves in queues, one for each
/// event loop, in the same order for all.
///
/// **Committed, then seen**: each record to be stored has a ticket, counted up; each entry of a queue bears the last ticket
/// given before it, and is not released before that one is settled, which is to say written or refused.
final class Hub: Sendable {
    /// What a loop is to do.
    enum Task: Sendable {
        case deliver(Parcel, to: Audience)
        case enter(SessionID, RoomID)
        case leave(SessionID, RoomID)
        case admit(SessionID)
        case speaks(SessionID, Capabilities)
        indirect case ask(Question)
        case close(SessionID)
        case caughtUp(SessionID, RoomNumber, through: Int64)
        case reload
        indirect case log(LogEntry)
    }

    /// What a connection brings.
    enum Input: Sendable {
        case line(Result<Message, MessageError>)
        case tooLong
        case frame(RawFramer.Frame)
    }

    /// A record on its way to the disk.
    struct Unwritten: Sendable {
        let ticket: UInt64
        let record: Record
        let attempt: Attempt?
    }

    /// Guards the state and the queues. Held for the time of deciding, never across a system call: order needs it, since
    /// what is decided here in some order is written and told in that order.
    private let books: NIOLockedValueBox<Books>
    private let call: @Sendable (_ loop: Int) -> Void
    private let callWriter: @Sendable (Hub, _ loop: Int?) -> Void

    /// - Parameters:
    ///   - call: tells a loop that its queue has something for it.
    ///   - callWriter: tells the writer that there are records: at once, or once the loop where they were made has nothing
    ///     else to do in this turn of it, so that they are written together.
    init(
        _ state: ServerState, loops: Int, call: @escaping @Sendable (Int) -> Void,
        callWriter: @escaping @Sendable (Hub, _ loop: Int?) -> Void
    ) {
        self.call = call
        self.callWriter = callWriter
        books = NIOLockedValueBox(Books(state, loops: loops))
    }

    // MARK: - From connections

    func connect(_ dialect: Dialect, from origin: Origin, on loop: Int) -> SessionID {
        books.withLockedValue { books in
            let id = books.state.connect(dialect, from: origin, at: WallClock.now())
            books.place(id, on: loop)
            return id
        }
    }

    /// Carries out what one connection brought, in order, up to the first question that only the store can answer.
    ///
    /// Returns how many of the inputs were taken, how many such questions the last of them made, and what the loop itself
    /// may do at once.
    func submit(_ inputs: [Input], of id: SessionID, on loop: Int) -> (taken: Int, questions: Int, tasks: [Task]) {
        var taken = 0
        var questions = 0
        let tasks = decide(on: loop) { state, now in
            var effects: [Effect] = []
            for input in inputs {
                taken += 1
                let new =
                    switch input {
                    case .line(let line): state.handle(line, from: id, at: now)
                    case .tooLong: state.refuseLongLine(of: id, at: now)
                    case .frame(let frame): state.handle(frame, from: id, at: now)
                    }
                if effects.isEmpty { effects = new } else { effects += new }
                questions = effects.count(where: \.isQuestion)
                if questions > 0 { break }
            }
            return effects
        }
        return (taken, questions, tasks)
    }

    /// The connection is gone.
    func disconnect(_ id: SessionID, reason: String, on loop: Int) -> [Task] {
        decide(on: loop) { $0.disconnect(id, reason: reason, at: $1) }
    }

    /// The other side has said its last: everybody is told, and it is closed behind what it still has to hear.
    func leave(_ id: SessionID, reason: String, on loop: Int) -> [Task] {
        decide(on: loop) { $0.disconnect(id, reason: reason, at: $1) + [.close(id)] }
    }

    /// The connection is to go, and is told why.
    func end(_ id: SessionID, reason: String, on loop: Int) -> [Task] {
        decide(on: loop) { $0.end(id, reason: reason, at: $1) }
    }

    /// The answer to a question, which may lead to others.
    func answer(_ question: Question, with answer: Answer, on loop: Int) -> (questions: Int, tasks: [Task]) {
        decideAndAsk(on: loop) { $0.answer(question, with: answer, at: $1) }
    }

    /// The connection reads again, and is to be told what was left out of a room.
    func catchUp(_ id: SessionID, _ missed: MissedPosts, on loop: Int) -> (questions: Int, tasks: [Task]) {
        decideAndAsk(on: loop) { $0.catchUp(id, missed, at: $1) }
    }

    /// What must be stored before anything else.
    func begin() {
        books.withLockedValue { $0.route($0.state.firstRecords.map { .store($0) }) }
        callWriter(self, nil)
    }

    /// Everybody is told that the server ends; the writer still writes what is queued.
    func stop(reason: String) {
        _ = decide(on: nil) { $0.stop(reason: reason, at: $1) }
    }

    func adopt(_ settings: ServerSettings) {
        books.withLockedValue { $0.state.adopt(settings) }
    }

    var depths: Numbers.Depths { books.withLockedValue { $0.depths } }

    var lobbyMembers: [RawMember] { books.withLockedValue { $0.state.lobbyMembers } }

    /// What a loop may do now, in order.
    func tasks(for loop: Int) -> [Task] {
        books.withLockedValue { $0.answerCall(loop) }
    }

    // MARK: - From the writer

    /// The next records to write, at most this many; empty: there are none.
    func nextRecords(most: Int) -> [Unwritten] {
        books.withLockedValue { books in
            books.takeUnwritten(most: most)
        }
    }

    /// Something is on its way to the disk, and what depends on it waits.
    var isStoring: Bool { books.withLockedValue { $0.isStoring } }

    var hasRecords: Bool { books.withLockedValue { !$0.unwritten.isEmpty } }

    /// From here on whatever is to be written calls the writer anew.
    func noteWriterCalled() {
        books.withLockedValue { $0.noteWriterCalled() }
    }

    /// These are written.
    func settle(_ records: [Unwritten]) {
        guard let last = records.last else { return }
        let loops = books.withLockedValue { books in
            books.settle(last.ticket)
            return books.loopsToCall(except: nil)
        }
        loops.forEach(call)
    }

    /// These could not be written: they and everything behind them is refused.
    func refuse(_ records: [Unwritten], because fault: String) {
        let loops = books.withLockedValue { books in
            books.refuse(records, because: fault, at: WallClock.now())
            return books.loopsToCall(except: nil)
        }
        loops.forEach(call)
    }

    /// Writing works again.
    func storeAgain() {
        let loops = books.withLockedValue { books in
            books.storeAgain()
            return books.loopsToCall(except: nil)
        }
        loops.forEach(call)
        callWriter(self, nil)
    }

    // MARK: - Deciding

    private func decide(on loop: Int?, _ decide: (inout ServerState, Timestamp) -> [Effect]) -> [Task] {
        let (tasks, loops, callsWriter) = books.withLockedValue { books in
            books.route(decide(&books.state, WallClock.now()))
            let tasks = loop.map { books.release($0) } ?? []
            return (tasks, books.loopsToCall(except: loop), books.mustCallWriter())
        }
        if callsWriter { callWriter(self, loop) }
        loops.forEach(call)
        return tasks
    }

    /// The same, where questions that only the store can answer may follow: how many.
    private func decideAndAsk(
        on loop: Int, _ decide: (inout ServerState, Timestamp) -> [Effect]
    ) -> (questions: Int, tasks: [Task]) {
        var questions = 0
        let tasks = self.decide(on: loop) { state, now in
            let effects = decide(&state, now)
            questions = effects.count(where: \.isQuestion)
            return effects
        }
        return (questions, tasks)
    }
}

extension Effect {
    fileprivate var isQuestion: Bool {
        if case .ask = self { return true }
        return false
    }
}
