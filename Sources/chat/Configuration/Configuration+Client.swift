import ChatProtocol
import ClientCore
import Foundation

/// What the client logs in with.
extension Configuration {
    /// How the person logs in somewhere: `[client]`, or a section of a network.
    private struct LoginSection {
        /// What errors call it.
        var place: String
        var value: (String) -> String
    }

    private var ofClient: LoginSection { LoginSection(place: "[client]") { self["client", $0] } }

    private func login(of network: NetworkSection) -> LoginSection {
        LoginSection(place: network.place) { network[$0] }
    }

    /// Puts into settings what the person logs in with at the server of `[client]`. Runs the command that knows the
    /// password, where there is one.
    func logIn(_ network: inout NetworkSettings) throws(ConfigurationError) {
        network.certificateFile = certificate(ofClient)
        network.credentials = try credentials(ofClient)
    }

    /// The same of a network with a name.
    func credentials(of network: NetworkSection) throws(ConfigurationError) -> Credentials? {
        try credentials(login(of: network))
    }

    /// A network with a name as the client is to know it, with nothing of what is set for any other server but the
    /// person's names. A password that a command knows is not asked for yet.
    func settings(of section: NetworkSection, nick: String, realname: String) throws(ConfigurationError)
        -> NetworkSettings
    {
        guard var endpoint = section.endpoint else { throw ConfigurationError("there is no address").at(section.place) }
        var rooms = section["rooms"].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        if rooms.isEmpty, let room = endpoint.room { rooms = [room] }
        endpoint.room = nil
        let own = section["nick"]
        let called = own.isEmpty ? nick : own
        guard (try? Nickname(called, casemapping: .unicode)) != nil else {
            throw ConfigurationError("\"\(called)\" cannot be a nick").at(section.place)
        }
        var network = NetworkSettings(nick: called, endpoint: endpoint, rooms: rooms)
        network.name = section.name
        network.realname = [section["realname"], realname].first { !$0.isEmpty } ?? called
        network.certificateFile = certificate(login(of: section))
        network.isLocked = !section["account"].isEmpty && !section["password_command"].isEmpty
        if !network.isLocked { network.credentials = try credentials(of: section) }
        return network
    }

    /// The file of the certificate to show, its key with it; nil: none.
    private func certificate(_ section: LoginSection) -> String? {
        let file = section.value("certificate")
        return file.isEmpty ? nil : path(file)
    }

    /// nil: nothing is set.
    private func credentials(_ section: LoginSection) throws(ConfigurationError) -> Credentials? {
        let account = section.value("account")
        let hasCertificate = certificate(section) != nil
        guard !account.isEmpty || hasCertificate else { return nil }
        var credentials = Credentials(
            account: account.isEmpty ? nil : account, hasCertificate: hasCertificate,
            mechanism: Self.mechanism(section.value("mechanism")))
        guard !account.isEmpty, let password = try password(section) else { return credentials }
        credentials.password = Secret(password)
        credentials.prepared = Self.prepared(password).map { Secret($0) }
        return credentials
    }

    /// A password as SCRAM hashes it; nil for one that cannot be made so.
    static func prepared(_ password: String) -> String? {
        try? SaslPrep.prepared(password) { $0.precomposedStringWithCompatibilityMapping }
    }

    private func password(_ section: LoginSection) throws(ConfigurationError) -> String? {
        let (password, command) = (section.value("password"), section.value("password_command"))
        guard password.isEmpty || command.isEmpty else {
            throw ConfigurationError("password and password_command are both set").at(section.place)
        }
        guard !command.isEmpty else { return password.isEmpty ? nil : password }
        do throws(ConfigurationError) {
            return try PasswordCommand(command).password()
        } catch {
            throw error.at(section.place + " password_command")
        }
    }

    private static func mechanism(_ word: String) -> Login.Mechanism? {
        switch word {
        case "external": .external
        case "scram-sha-256": .scram
        case "plain": .plain
        default: nil
        }
    }

    /// Whether a password stands in the file, which others can read.
    func exposesPassword(in file: String, environment: [String: String]) -> Bool {
        let ofClient = !self["client", "password"].isEmpty && environment["CHAT_CLIENT_PASSWORD"] == nil
        guard !file.isEmpty, ofClient || networks.contains(where: { !$0["password"].isEmpty }),
            let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            let permissions = attributes[.posixPermissions] as? Int
        else { return false }
        return permissions & 0o077 != 0
    }
}
