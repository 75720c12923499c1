/// Why a message is no command, in the words of the answers to it.
package enum CommandError: Error, Equatable, Sendable {
    /// 421
    case unknown(verb: String)
    /// 461
    case needMoreParameters(verb: String)
    /// 431
    case noNickGiven
    /// 411
    case noRecipient(verb: String)
    /// 412
    case noTextToSend
    /// 409
    case noOrigin
    /// FAIL of this command with this code, about these words, which are as they came (IRCv3 standard-replies).
    case standard(command: String, code: String, context: [String], text: String)
}
