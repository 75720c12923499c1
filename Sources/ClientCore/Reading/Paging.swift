import ChatProtocol

/// Which request for history an answer is for: its label says, where the server labels its answers (IRCv3 labeled-response);
/// else its conversation and the order do.
extension Model {
    /// - Returns: the label that the answer will bear; nil where the server has none.
    @discardableResult
    mutating func sendHistory(_ request: HistoryRequest) -> String? {
        var message = Command.history(request).message
        guard session.has(.labeledResponse) else {
            send(message)
            return nil
        }
        session.pagesAsked += 1
        // No label of an own line has a hyphen.
        let label = "h-" + String(session.pagesAsked, radix: 36)
        message.tags.append(Tag("label", label))
        send(message)
        return label
    }

    /// A page of the past has come whole.
    ///
    /// - Parameter label: of the request; nil where the server bears none, or nobody asked.
    mutating func pageCame(_ messages: [Message], of target: String, label: String?) {
        if let label { return pageCame(messages, label: label) }
        guard let index = index(of: target) else { return }
        if showSurroundings(messages, in: index) { return }
        if case .asked(let page) = buffers[index].history {
            guard page.label == nil || !session.labelsPages else { return pageCameUnasked(messages, in: index) }
            return pageCame(messages, page, in: index)
        }
        pageCame(messages, Buffer.Page(purpose: .first, limit: pageLimit), in: index)
    }

    /// A page that nobody waits for any more, since they left the room or the network meanwhile, is none.
    private mutating func pageCame(_ messages: [Message], label: String) {
        session.labelsPages = true
        if session.surrounded?.label == label { return showSurroundings(messages) }
        guard let (index, page) = request(label) else { return }
        pageCame(messages, page, in: index)
    }

    /// What a server gives of itself, while a page is under way.
    private mutating func pageCameUnasked(_ messages: [Message], in index: Int) {
        let page = Buffer.Page(purpose: .first, limit: pageLimit)
        _ = take(messages, page, in: index) { $0.merge($1, isMissed: true) }
        recount(index)
    }

    /// The server has answered a request for history with something else than a page. False where the person is to know.
    mutating func pageRefused(_ label: String, by message: Message) -> Bool {
        guard isAwaitedPage(label) else { return false }
        let code: String
        switch Reply(message) {
        case .standard(let reply) where reply.severity == .fail: code = reply.code
        case .numeric(let numeric, _, _) where numeric.isError: code = ""
        case .acknowledged:
            pageCame([], label: label)
            return true
        default: return false
        }
        session.labelsPages = true
        guard session.surrounded?.label != label else {
            session.surrounded = nil
            return false
        }
        return request(label).map { historyRefused(in: $0.index, code) } ?? false
    }

    /// The whole answer to an own line has come: without a page, where it is still waited for.
    mutating func answerEnded(_ label: String) {
        if isAwaitedPage(label) { pageCame([], label: label) }
    }

    private func isAwaitedPage(_ label: String) -> Bool {
        session.surrounded?.label == label || request(label) != nil
    }

    /// The buffer that waits for the answer with this label.
    private func request(_ label: String) -> (index: Int, page: Buffer.Page)? {
        for index in buffers.indices where buffers[index].network == network.number {
            if case .asked(let page) = buffers[index].history, page.label == label { return (index, page) }
        }
        return nil
    }
}
