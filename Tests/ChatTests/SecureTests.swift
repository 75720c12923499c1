import Foundation
import TerminalEmulator
import Testing

@Suite("Over TLS, and with an account", .serialized)
struct SecureTests {
    @Test("a host's own certificate is kept in the words that the host printed, and another one is refused")
    func pinned() throws {
        let stage = try Stage()
        let first = try stage.host()
        try first.waits(for: "TLS certificate SHA-256")
        let folder = stage.folder.path(of: "ann")
        let arguments = ["--connect", "ircs://\(stage.address)", "--nick", "ann", "--data", folder]
        let screen = try stage.chat(arguments, columns: 120)
        try screen.waits(for: "#lobby ›")
        try screen.waits(for: "TLS pinned")
        screen.types("/quit\r")
        #expect(try screen.exitStatus() == .exited(0))
        let kept = try String(contentsOfFile: folder + "/known_servers", encoding: .utf8)
        let pin = try #require(kept.split(separator: "\n").last?.split(separator: " ").last)
        #expect(first.picture.replacing("\n", with: "").contains("SHA-256 \(pin)"))
        first.kills(with: SIGTERM)
        #expect(try first.exitStatus() == .exited(0))
        try FileManager.default.removeItem(atPath: stage.data)

        let second = try stage.host()
        let again = try stage.chat(arguments, columns: 120)
        try again.waits(for: "another certificate than before")
        again.types("/trust\r")
        try again.waits(for: "#lobby ›")
        _ = second
    }

    @Test("who has an account is logged in, by SCRAM in the clear, and a wrong password is one line in the room")
    func account() throws {
        let stage = try Stage()
        let host = try stage.host()
        let member = try stage.ircMember("ann")
        member.sends("PRIVMSG NickServ :REGISTER sésame\r\n")
        try member.waits(for: " 900 ")
        member.sends("QUIT\r\n")
        let right = try stage.folder.writes(
            "[client]\nnick = ann\naccount = ann\npassword_command = printf sésame\nmechanism = scram-sha-256\n",
            to: "right.ini")
        let wrong = try stage.folder.writes(
            "[client]\nnick = bob\naccount = ann\npassword = wrong\n", to: "wrong.ini")
        let ann = try stage.chat("--connect", stage.address, "--config", right)
        try ann.waits(for: "#lobby ›")
        ann.presses(.control("p"))
        try ann.waits(for: "logged in as ann")
        let bob = try stage.chat("--connect", stage.address, "--config", wrong, columns: 120)
        try bob.waits(for: "not logged in: the server refused account and password")
        try bob.waits(for: "#lobby ›")
        _ = host
    }
}
