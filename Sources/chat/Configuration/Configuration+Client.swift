import ChatProtocol
import ClientCore
import Foundation

/// What the client logs in with.
extension Configuration {
    /// The file of the certificate to show, its key with it; nil: none.
    var clientCertificate: String? {
        let file = self["client", "certificate"]
        return file.isEmpty ? nil : path(file)
    }

    /// nil: nothing is set. Runs the command that knows the password, where there is one.
    func credentials() throws(ConfigurationError) -> Credentials? {
        let account = self["client", "account"]
        let hasCertificate = clientCertificate != nil
        guard !account.isEmpty || hasCertificate else { return nil }
        var credentials = Credentials(
            account: account.isEmpty ? nil : account, hasCertificate: hasCertificate, mechanism: mechanism)
        guard !account.isEmpty, let password = try password() else { return credentials }
        credentials.password = Secret(password)
        credentials.prepared = try? Secret(
            SaslPrep.prepared(password) { $0.precomposedStringWithCompatibilityMapping })
        return credentials
    }

    private func password() throws(ConfigurationError) -> String? {
        let (password, command) = (self["client", "password"], self["client", "password_command"])
        guard password.isEmpty || command.isEmpty else {
            throw ConfigurationError("password and password_command are both set").at("[client]")
        }
        if !command.isEmpty { return try PasswordCommand(command).password() }
        return password.isEmpty ? nil : password
    }

    private var mechanism: Login.Mechanism? {
        switch self["client", "mechanism"] {
        case "external": .external
        case "scram-sha-256": .scram
        case "plain": .plain
        default: nil
        }
    }

    /// Whether a password stands in the file, which others can read.
    func exposesPassword(in file: String, environment: [String: String]) -> Bool {
        guard !file.isEmpty, !self["client", "password"].isEmpty, environment["CHAT_CLIENT_PASSWORD"] == nil,
            let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            let permissions = attributes[.posixPermissions] as? Int
        else { return false }
        return permissions & 0o077 != 0
    }
}
