import ChatProtocol

/// `HELP`: what there is, and what each of it is for.
extension ServerState {
    func help(_ subject: String?, _ turn: inout Turn) {
        let subject = subject?.uppercased() ?? "INDEX"
        let first: String
        var texts: [String] = []
        if let topic = HelpTopic.of(subject) {
            first = topic.usage
            texts = topic.texts
        } else if subject == "INDEX" {
            first = "chat speaks IRC as https://modern.ircdocs.horse tells it"
            let words = ["Commands:"] + Command.verbs
            texts = self.texts(of: words, endOf: numeric(.helpText, turn, [subject, ""]))
            texts.append("HELP and one of these tells more; HELP CMODE and HELP UMODE tell the modes.")
        } else {
            turn.answer(numeric(.helpNotFound, turn, [Self.shown(subject), "No help available on this topic"]))
            return
        }
        turn.answer(numeric(.helpStart, turn, [subject, first]))
        for text in texts { turn.answer(numeric(.helpText, turn, [subject, text])) }
        turn.answer(numeric(.endOfHelp, turn, [subject, "End of /HELP"]))
    }
}
