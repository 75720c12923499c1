import ClientCore
import ClientStore
import Foundation
import Testing

@testable import chat

@Suite("Settings")
struct ConfigurationTests {
    @Test("the shipped config.ini is what the code would write")
    func shipped() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try String(contentsOfFile: root + "/config.ini", encoding: .utf8)
        #expect(file == Setting.shippedFile)
    }

    @Test("every default is a value that its setting takes", arguments: Setting.all.map(\.variable))
    func defaults(variable: String) throws {
        let setting = try #require(Setting.all.first { $0.variable == variable })
        #expect(setting.problem(with: setting.initial) == nil)
    }

    @Test("the environment goes before the file, the file before the default")
    func layers() throws {
        let text = "[baseconf]\nport = 7000\n[server]\nname = file\n"
        let configuration = try Configuration(
            file: text, path: "x.ini", environment: ["CHAT_SERVER_NAME": "environment"])
        #expect(configuration["server", "name"] == "environment")
        #expect(configuration.port == 7_000)
        #expect(configuration.host == "127.0.0.1")
    }

    @Test("what the screen keeps follows its settings; the default is the log's own")
    func logs() throws {
        func lines(_ text: String) throws -> Int? {
            try Configuration(file: text, path: "x.ini", environment: [:]).keepsLogs
        }
        #expect(try lines("") == Log.linesPerBuffer)
        #expect(try lines("[client]\nlog_lines = 500\n") == 500)
        #expect(try lines("[client]\nlogs = no\n") == nil)
        for (setting, problem) in [("logs = maybe", "is not yes or no"), ("log_lines = 5", "is not a number from 100")]
        {
            let error = #expect(throws: ConfigurationError.self) { try lines("[client]\n\(setting)\n") }
            #expect(error?.description.contains(problem) == true)
        }
    }

    @Test("the seed's own file is understood")
    func seed() throws {
        let configuration = try Configuration(
            file: "[baseconf]\r\nhost = 127.0.0.1\r\nport = 9999\r\n", path: "config.ini", environment: [:])
        #expect(configuration.port == 9_999)
    }

    @Test("a mark behind a sign hides neither a comment, nor a section, nor the value")
    func marks() throws {
        let text = "#\u{FE0F}\u{20E3} a note\n;\u{301} another\n[server]\nnetwork =\u{301}a\n"
        let configuration = try Configuration(file: text, path: "config.ini", environment: [:])
        #expect(configuration["server", "network"] == "\u{301}a")
    }

    @Test("a wrong value of the environment is named by its variable")
    func wrongVariable() {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(file: nil, path: "", environment: ["CHAT_BASECONF_PORT": "0"])
        }
        #expect(error?.description == "CHAT_BASECONF_PORT: port: \"0\" is not a number from 1 to 65535")
    }

    @Test(
        "a server's name is one word, which stands in a line as it is",
        arguments: ["a b", "a:b", "a\u{0}b", "a\u{1}", "a\u{7F}", "a:\u{301}", String(repeating: "a", count: 64)])
    func names(name: String) throws {
        for key in ["name", "network"] {
            let configuration = try Configuration(file: "[server]\n\(key) = \(name)", path: "x.ini", environment: [:])
            let error = #expect(throws: ConfigurationError.self) { try configuration.server() }
            #expect(error?.description == "[server]: \(key): \"\(name)\" is not one word of up to 63 bytes")
        }
    }

    @Test("keys of the person's own are read, one action a line")
    func keys() throws {
        let text = "[keys]\nhelp = Ctrl-X, F9\nsuspend =\n"
        let keys = try Configuration(file: text, path: "x.ini", environment: [:]).keys
        #expect(keys.action(for: .control("x")) == .help)
        #expect(keys.action(for: .control("z")) == nil)
    }

    @Test(
        "a wrong action or key is named with its line",
        arguments: [
            ("[keys]\nfly = F5", "x.ini:2: \"fly\" is no action; there are submit, insert_newline, "),
            ("[keys]\n\nhelp = F5, Hyper-A", "x.ini:3: help: \"Hyper-A\" is no key that can be bound; "),
            ("[keys]\nsubmit =", "x.ini:2: submit would have no key"),
            ("[keys]\nhelp = F5\nhelp = F6", "x.ini:3: help is set already, in line 2"),
        ])
    func wrongKeys(text: String, problem: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(file: text, path: "x.ini", environment: [:])
        }
        #expect(error?.description.hasPrefix(problem) == true)
    }
}
