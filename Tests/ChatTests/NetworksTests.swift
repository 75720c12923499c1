import ChatProtocol
import ClientCore
import Foundation
import TerminalEmulator
import Testing

@testable import chat

@Suite("[network NAME]", .serialized)
struct NetworksTests {
    private static let file = """
        [client]
        nick = me
        account = first
        password = one
        networks = Libera, ircs://irc.example/#tea

        [network libera]
        address = ircs://irc.libera.chat/#swift
        account = second
        password = sésame
        mechanism = plain
        [network oftc]
        address = irc.oftc.net
        nick = other
        rooms = #debian, #chat
        """

    private func read(_ text: String, isTrusted: Bool = true) throws(ConfigurationError) -> Configuration {
        try Configuration(file: text, path: "x.ini", isTrusted: isTrusted, environment: [:])
    }

    @Test("is a network of its own, with what [client] has of the person and nothing of its account")
    func sections() throws {
        let configuration = try read(Self.file)
        #expect(configuration.networks.map(\.name) == ["libera", "oftc"])
        let named = try configuration.networks.map { section in
            try configuration.settings(of: section, nick: "me", realname: "")
        }
        #expect(named.map(\.nick) == ["me", "other"])
        #expect(named.map(\.rooms) == [["#swift"], ["#debian", "#chat"]])
        #expect(named[0].endpoint == (try Endpoint("ircs://irc.libera.chat")))
        #expect(named[0].credentials?.account == "second")
        #expect(named[0].credentials?.password?.revealed == "sésame")
        #expect(named[0].credentials?.mechanism == .plain)
        #expect(named[1].credentials == nil)
        #expect(!"\(named)".contains("sésame"))
    }

    @Test("a command that knows the password is not run before the network is wanted")
    func locked() throws {
        let configuration = try read(
            "[network a]\naddress = h\naccount = ann\npassword_command = printf tea\n")
        let section = try #require(configuration.networks.first)
        let settings = try configuration.settings(of: section, nick: "me", realname: "")
        #expect(settings.isLocked)
        #expect(settings.credentials == nil)
        #expect(try configuration.credentials(of: section)?.password?.revealed == "tea")
        let failing = try read("[network a]\naddress = h\naccount = ann\npassword_command = false\n")
        let error = #expect(throws: ConfigurationError.self) { try failing.credentials(of: failing.networks[0]) }
        #expect(error?.description == "[network a] password_command: false failed")
    }

    @Test(
        "what is wrong is told with its line",
        arguments: [
            (
                "[network]\naddress = h",
                "x.ini:2: \"\" is no name of a network: that is one word without : / and , such as libera"
            ),
            ("[network a b]\naddress = h", "x.ini:2: \"a b\" is no name of a network: that is one word"),
            ("[network a]\n\nnick = x", "x.ini:3: [network a] has no address"),
            ("[network a]\naddress = http://h", "x.ini:2: address: \"http://h\" is not HOST, HOST:PORT, irc://"),
            ("[network a]\nport = 1", "x.ini:2: \"port\" is no setting of [network NAME]; there are address, nick, "),
            ("[network a]\naddress = h\n[network A]\naddress = i", "x.ini:4: address of network A is set already"),
            (
                "[network a]\naddress = h\n[network b]\naddress = irc://H:6667",
                "x.ini:4: [network b] has the address of"
            ),
            ("[network a]\nmechanism = magic", "x.ini:2: mechanism: \"magic\" is not one of auto, "),
            ("[networks a]\naddress = h", "x.ini:2: [networks a] is no section; there are "),
        ])
    func wrong(text: String, problem: String) {
        let error = #expect(throws: ConfigurationError.self) { try read(text) }
        #expect(error?.description.hasPrefix(problem) == true, "\(error?.description ?? "")")
    }

    @Test("password_command is not taken from a file that nobody named, in no section")
    func untrusted() {
        let text = "[network a]\naddress = h\npassword_command = pass show irc\n"
        let error = #expect(throws: ConfigurationError.self) { try read(text, isTrusted: false) }
        #expect(error?.description.hasPrefix("x.ini:3: password_command is not taken from ./config.ini") == true)
    }

    @Test("a password in a file that others can read is told of")
    func exposed() throws {
        let folder = try TemporaryFolder()
        let file = try folder.writes("[network a]\naddress = h\naccount = ann\npassword = tea\n", to: "a.ini")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let configuration = try Configuration(file: text, path: file, environment: [:])
        #expect(configuration.exposesPassword(in: file, environment: [:]))
    }

    @Test("at two hosts with two accounts, both log in, by name and at the start")
    func twoHosts() throws {
        let (one, two) = (try Stage(), try Stage())
        let hosts = [try one.host(), try two.host()]
        for (stage, name, password) in [(one, "ann", "tea"), (two, "zoe", "sésame")] {
            let member = try stage.ircMember(name)
            member.sends("PRIVMSG NickServ :REGISTER \(password)\r\n")
            try member.waits(for: " 900 ")
            member.sends("QUIT\r\n")
        }
        let file = try one.folder.writes(
            """
            [client]
            nick = ann
            account = ann
            password = tea
            [network two]
            address = \(two.address)
            nick = zoe
            account = zoe
            password_command = printf sésame
            """, to: "two.ini")
        let watchers = try [(one, "ann"), (two, "zoe")].map { stage, name in
            (try stage.ircMember("watcher"), name)
        }
        let screen = try one.chat("--connect", one.address, "--config", file)
        screen.types("/connect two\r")
        for (watcher, name) in watchers { try isLoggedIn(name, as: watcher) }
        screen.types("/quit\r")
        #expect(try screen.exitStatus() == .exited(0))
        for (watcher, _) in watchers { try watcher.waits(for: " QUIT ") }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let started = try one.folder.writes(
            text.replacing("[network two]", with: "networks = two\n[network two]"), to: "start.ini")
        let both = try one.chat("--connect", one.address, "--config", started)
        for (watcher, name) in watchers { try isLoggedIn(name, as: watcher) }
        _ = (hosts, both)
    }

    /// Somebody in the lobby sees them come, and is told of their account.
    private func isLoggedIn(_ name: String, as watcher: LineClient) throws {
        try watcher.waits(for: ":\(name)!")
        watcher.sends("WHOIS \(name)\r\n")
        try watcher.waits(for: " 330 watcher \(name) \(name) ")
    }
}
