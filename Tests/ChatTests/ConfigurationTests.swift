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

    @Test("the seed's own file is understood")
    func seed() throws {
        let configuration = try Configuration(
            file: "[baseconf]\r\nhost = 127.0.0.1\r\nport = 9999\r\n", path: "config.ini", environment: [:])
        #expect(configuration.port == 9_999)
    }

    @Test("a wrong value of the environment is named by its variable")
    func wrongVariable() {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(file: nil, path: "", environment: ["CHAT_BASECONF_PORT": "0"])
        }
        #expect(error?.description == "CHAT_BASECONF_PORT: port: \"0\" is not a number from 1 to 65535")
    }
}
