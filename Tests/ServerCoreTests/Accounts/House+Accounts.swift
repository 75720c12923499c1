import ChatProtocol
import ServerCore

extension House {
    /// An account is made, and whoever made it has gone.
    func hasAccount(_ name: String, _ password: String = "sesame") {
        let person = irc(name)
        person.sends("NS REGISTER \(password)")
        person.quits()
    }

    /// A member who has logged in before coming in.
    func irc(
        _ nick: String, loggedInAs account: String, _ password: String = "sesame", having: [Capability] = []
    ) -> Person {
        let person = connects()
        person.sends("CAP REQ :" + ([.sasl] + having).map(\.name).joined(separator: " "))
        person.authenticates(as: account, password)
        person.sends("NICK \(nick)", "USER u 0 * :\(nick) of the house", "CAP END")
        return person
    }

    func account(_ name: String) -> Account? { store.accounts.values.first { $0.name == name } }
}

extension Person {
    func authenticates(as account: String, _ password: String) {
        sends("AUTHENTICATE PLAIN", Self.plain(account, password))
    }

    static func plain(_ account: String, _ password: String, as authzid: String = "") -> String {
        "AUTHENTICATE " + Base64.encode("\(authzid)\u{0}\(account)\u{0}\(password)".utf8)
    }

    /// The commands and numerics of what came since the last look.
    func verbs() -> [String] { heard().map(Self.verb) }

    /// What came since the last look, of these commands or numerics only, without who it is from.
    func heard(of verbs: String...) -> [String] {
        heard().filter { verbs.contains(Self.verb(of: $0)) }.map { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: false).drop { $0.hasPrefix("@") }
            return words.drop { $0.hasPrefix(":") }.joined(separator: " ")
        }
    }

    private static func verb(of line: String) -> String {
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        return words.drop { $0.hasPrefix(":") }.first.map { String($0) } ?? ""
    }
}
