import Testing

@testable import chat

@Suite("the command that knows a password") struct PasswordCommandTests {
    @Test("is taken apart at spaces, and quotes hold words together")
    func words() throws {
        #expect(try PasswordCommand("pass show 'my irc' \"a b\"c ''").words == ["pass", "show", "my irc", "a bc", ""])
        #expect(try PasswordCommand("echo $HOME; ls").words == ["echo", "$HOME;", "ls"])
        #expect(throws: ConfigurationError.self) { try PasswordCommand("echo 'a") }
        #expect(throws: ConfigurationError.self) { try PasswordCommand("  ") }
    }

    @Test("gives the first line that it prints, and no shell reads any of it")
    func output() throws {
        #expect(try PasswordCommand("printf 'tea\\nmore\\n'").password() == "tea")
        #expect(try PasswordCommand("echo '$HOME' ; x").password() == "$HOME ; x")
    }

    @Test(
        "that fails, says nothing, says too much or is not there is one clear line",
        arguments: ["false", "true", "cat /dev/zero", "/no/such/program", "sleep 5"])
    func failures(line: String) throws {
        #expect(throws: ConfigurationError.self) { try PasswordCommand(line).password(patience: 500) }
    }

    @Test("is not taken from a file that nobody named")
    func trust() throws {
        let text = "[client]\npassword_command = pass show irc\n"
        #expect(try Configuration(file: text, path: "a.ini", environment: [:])["client", "password_command"] != "")
        do {
            _ = try Configuration(file: text, path: "config.ini", isTrusted: false, environment: [:])
            Issue.record("it was taken")
        } catch {
            #expect(error.description.hasPrefix("config.ini:2: password_command is not taken from ./config.ini"))
        }
    }
}
