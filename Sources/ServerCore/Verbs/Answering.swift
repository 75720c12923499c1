package import ChatProtocol

/// What the shell was asked comes back in, as an event in the one order: what may be done is judged now.
extension ServerState {
    package mutating func answer(_ question: Question, with answer: Answer, at now: Timestamp) -> [Effect] {
        guard let session = sessions[question.asker], !isStopping else { return [] }
        var turn = self.turn(of: session, at: now, label: question.purpose.label)
        switch question.purpose {
        case .history(let request, _): tell(answer, to: question, about: request.target, request, &turn)
        case .past(let name): tell(answer, to: question, about: name, nil, &turn)
        case .catchingUp(let missed): tell(answer, about: missed, in: question.room, &turn)
        case .search: tellFound(answer, to: question, &turn)
        case .redact(let target, let id, let reason, _):
            redact(answer, id: id, in: target, question.room, reason: reason, &turn)
        case .edit(let target, let id, let text, _): edit(answer, id: id, in: target, question.room, text, &turn)
        case .authenticate(let account, _): authenticated(account, answer, &turn)
        case .enter: enter(answer == .verified(true), &turn)
        case .register(let account, let email, let isByService, _):
            registered(account, email: email, isByService: isByService, answer, &turn)
        case .operate(let name, _): operated(as: name, answer, &turn)
        case .identify(let account, _): identified(account, answer, &turn)
        case .setPassword(let account, _): changedPassword(of: account, answer, &turn)
        case .registerOther(let account, _): registeredOther(account, answer, &turn)
        case .webirc(_, let host, let address, let isSecure):
            arrivedByGateway(host: host, address: address, isSecure: isSecure, answer, &turn)
        }
        return effects(of: &turn)
    }
}

extension Question.Purpose {
    /// The label on the command that led to the question.
    var label: String? {
        switch self {
        case .history(_, let label), .search(let label), .authenticate(_, let label), .register(_, _, _, let label),
            .operate(_, let label), .identify(_, let label), .setPassword(_, let label), .registerOther(_, let label),
            .redact(_, _, _, let label), .edit(_, _, _, let label):
            label
        case .past, .catchingUp, .enter, .webirc: nil
        }
    }
}
