import ChatProtocol
import Testing

@Suite("What clients ask wrongly")
struct CommandErrorTests {
    struct Row: Sendable {
        let line: String
        let error: CommandError

        init(_ line: String, _ error: CommandError) {
            self.line = line
            self.error = error
        }
    }

    static let rows = [
        Row("MAKETEA", .unknown(verb: "MAKETEA")),
        Row("maketea now", .unknown(verb: "maketea")),
        Row("001", .unknown(verb: "001")),
        Row("CAP", .needMoreParameters(verb: "CAP")),
        Row("CAP :", .needMoreParameters(verb: "CAP")),
        Row("PASS", .needMoreParameters(verb: "PASS")),
        Row("PASS :", .needMoreParameters(verb: "PASS")),
        Row("NICK", .noNickGiven),
        Row("NICK :", .noNickGiven),
        Row("USER", .needMoreParameters(verb: "USER")),
        Row("user ann 0 *", .needMoreParameters(verb: "USER")),
        Row("USER ann 0 * :", .needMoreParameters(verb: "USER")),
        Row("PING", .needMoreParameters(verb: "PING")),
        Row("PING :", .noOrigin),
        Row("SETNAME", .needMoreParameters(verb: "SETNAME")),
        Row("SETNAME :", .needMoreParameters(verb: "SETNAME")),
        Row("JOIN", .needMoreParameters(verb: "JOIN")),
        Row("JOIN :", .needMoreParameters(verb: "JOIN")),
        Row("JOIN ,,", .needMoreParameters(verb: "JOIN")),
        Row("PART", .needMoreParameters(verb: "PART")),
        Row("PART ,", .needMoreParameters(verb: "PART")),
        Row("TOPIC", .needMoreParameters(verb: "TOPIC")),
        Row("INVITE ann", .needMoreParameters(verb: "INVITE")),
        Row("KICK", .needMoreParameters(verb: "KICK")),
        Row("KICK #a", .needMoreParameters(verb: "KICK")),
        Row("KICK #a :", .needMoreParameters(verb: "KICK")),
        Row("KICK #a , :no", .needMoreParameters(verb: "KICK")),
        Row("MODE", .needMoreParameters(verb: "MODE")),
        Row("PRIVMSG", .noRecipient(verb: "PRIVMSG")),
        Row("PRIVMSG :", .noRecipient(verb: "PRIVMSG")),
        Row("PRIVMSG , :hi", .noRecipient(verb: "PRIVMSG")),
        Row("PRIVMSG #a", .noTextToSend),
        Row("PRIVMSG #a :", .noTextToSend),
        Row("NOTICE", .noRecipient(verb: "NOTICE")),
        Row("NOTICE #a", .noTextToSend),
        Row("TAGMSG", .needMoreParameters(verb: "TAGMSG")),
        Row("TAGMSG ,", .needMoreParameters(verb: "TAGMSG")),
        Row("WHOIS", .noNickGiven),
        Row("WHOIS :", .noNickGiven),
        Row("WHOIS ,", .noNickGiven),
        Row("WHOIS server :", .noNickGiven),
        Row("WHOWAS", .noNickGiven),
        Row("WHOWAS :", .noNickGiven),
        Row("USERHOST", .needMoreParameters(verb: "USERHOST")),
        Row("USERHOST : ", .needMoreParameters(verb: "USERHOST")),
        Row("ISON", .needMoreParameters(verb: "ISON")),
        Row("ISON :", .needMoreParameters(verb: "ISON")),
        Row("CHATHISTORY", .needMoreParameters(verb: "CHATHISTORY")),
    ]

    @Test("a line is refused in the words of its answer", arguments: rows + extensions)
    func refused(_ row: Row) throws {
        let message = try Message(line: row.line, from: .client)
        #expect(throws: row.error) { try Command(message) }
    }
}
