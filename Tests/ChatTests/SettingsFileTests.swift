import Foundation
import TerminalEmulator
import Testing

@testable import chat

@Suite("writing a setting into config.ini")
struct SettingsFileTests {
    @Test(
        "only its line changes, and only behind the =",
        arguments: [
            (
                "# mine\n\n[client]\n  nick   =  bob  \n; colours\nlanguage=en\n", "nick", "eve",
                "# mine\n\n[client]\n  nick   =  eve\n; colours\nlanguage=en\n"
            ),
            ("[client]\nlanguage=en\n", "language", "zh", "[client]\nlanguage=zh\n"),
            ("[client]\nlanguage=en", "language", "zh", "[client]\nlanguage=zh"),
            ("[client]\r\nnick = bob\r\nrooms =\r\n", "rooms", "#tea", "[client]\r\nnick = bob\r\nrooms = #tea\r\n"),
            ("[client]\nnick = bob\n", "nick", "", "[client]\nnick =\n"),
            ("\u{FEFF}[client]\nnick = bob\n", "nick", "小明", "\u{FEFF}[client]\nnick = 小明\n"),
            ("[server]\nnick = x\n[client]\nnick = y\n", "nick", "z", "[server]\nnick = x\n[client]\nnick = z\n"),
            ("[ client ]\n# nick = no\nnick = a = b\n", "nick", "c", "[ client ]\n# nick = no\nnick = c\n"),
        ])
    func changed(text: String, key: String, value: String, after: String) {
        #expect(Array(IniDocument.setting(key, to: value, in: "client", of: text).utf8) == Array(after.utf8))
    }

    @Test(
        "a new one stands behind the others of its section, or in a section of its own",
        arguments: [
            (
                "[client]\nnick = bob\n\n[server]\nname = x\n",
                "[client]\nnick = bob\nmarkup = yes\n\n[server]\nname = x\n"
            ),
            ("[client]\n", "[client]\nmarkup = yes\n"), ("[client]", "[client]\nmarkup = yes\n"),
            ("", "[client]\nmarkup = yes\n"), ("[server]\nname = x", "[server]\nname = x\n\n[client]\nmarkup = yes\n"),
            ("[server]\r\nname = x\r\n", "[server]\r\nname = x\r\n\r\n[client]\r\nmarkup = yes\r\n"),
        ])
    func added(text: String, after: String) {
        #expect(Array(IniDocument.setting("markup", to: "yes", in: "client", of: text).utf8) == Array(after.utf8))
    }

    @Test("the shipped file with a setting changed differs in one line, and reads so")
    func shipped() throws {
        let text = IniDocument.setting("timestamps", to: "no", in: "client", of: Setting.shippedFile)
        let pairs = zip(text.split(separator: "\n"), Setting.shippedFile.split(separator: "\n")).filter { $0 != $1 }
        #expect(pairs.map { "\($0.0)" } == ["timestamps = no"])
        let configuration = try Configuration(file: text, path: "x.ini", environment: [:])
        #expect(configuration["client", "timestamps"] == "no")
    }

    @Test("the file keeps its mode, and a link to it stays a link")
    func kept() throws {
        let folder = try TemporaryFolder()
        let file = folder.path(of: "real.ini")
        let link = folder.path(of: "config.ini")
        try "[client]\nnick = bob\n".write(toFile: file, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.ini")
        try SettingsFile(used: link, environment: [:]).keep("nick", "eve", in: "client")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "[client]\nnick = eve\n")
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.ini")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["config.ini", "real.ini"])
    }

    @Test("without a file, the person's own is made, for their eyes alone")
    func made() throws {
        let folder = try TemporaryFolder()
        try SettingsFile(used: "", environment: ["XDG_CONFIG_HOME": folder.path]).keep("nick", "eve", in: "client")
        let file = folder.path(of: "chat/config.ini")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "[client]\nnick = eve\n")
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }

    @Test("a file that cannot be read or written stays, and the error names it")
    func refused() throws {
        let folder = try TemporaryFolder()
        let broken = folder.path(of: "broken.ini")
        try "[client]\nnonsense\n".write(toFile: broken, atomically: false, encoding: .utf8)
        let error = #expect(throws: ConfigurationError.self) {
            try SettingsFile(used: broken, environment: [:]).keep("nick", "eve", in: "client")
        }
        #expect(error?.description.hasPrefix("\(broken):2: expected") == true)
        let nowhere = "/dev/null/config.ini"
        let other = #expect(throws: ConfigurationError.self) {
            try SettingsFile(used: nowhere, environment: [:]).keep("nick", "eve", in: "client")
        }
        #expect(other?.description.hasPrefix("/dev/null/config.ini: cannot be written") == true)
    }
}
