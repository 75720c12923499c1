import ArgumentParser
import ChatProtocol
import Client
import ClientCore
import Foundation
import Logging

/// `chat`: the screen, the server, or both. Reads what is asked for and wires it together; decides nothing.
@main
struct Chat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "A full-screen terminal chat, and the server behind it, in one binary.",
        discussion: """
            Without an option: the screen at config.ini's address, hosting it in this process if nobody does yet.
            不带参数：打开聊天窗口；如果还没有服务器，就在本进程中启动一个。
            """,
        version: Version.full)

    /// What `--host` or `--connect` alone stand for. Nobody can mean a host by it, and `--host=` is not the same.
    static let configured = "[config.ini]"

    @Option(
        name: .long, defaultAsFlag: Chat.configured,
        help: ArgumentHelp("The server alone, its log on standard output.", valueName: "address[:port]"))
    var host: String?

    @Option(
        name: .long, defaultAsFlag: Chat.configured,
        help: ArgumentHelp(
            "The screen. HOST[:PORT], irc://HOST[:PORT][/#room], ircs://..., raw://HOST:PORT.", valueName: "where"))
    var connect: String?

    @Option(help: ArgumentHelp("Your name.", valueName: "name"))
    var nick: String?

    @Option(help: ArgumentHelp("A room to join; may be given more than once.", valueName: "#name"))
    var room: [String] = []

    @Option(
        help: ArgumentHelp(
            "The SHA-256 of the certificate that the server has, where nobody vouches for it; may be given more than once.",
            valueName: "sha-256"))
    var trust: [String] = []

    @Option(help: ArgumentHelp("The settings.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp("The folder of the server's database, and of the screen's own log.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"),
        transform: Chat.level)
    var logLevel: Logger.Level = .info

    @Flag(help: "The client without a screen: lines in, lines out (for pipes, scripts and screen readers).")
    var plain = false

    @Flag(help: "Reads a password from standard input, and prints the hash of it that config.ini takes.")
    var hashPassword = false

    @Flag(help: "Verifies settings and database, and says what is wrong.")
    var check = false

    @Option(
        help: ArgumentHelp(
            "Copies the database into a new file, whether its server runs or not.", valueName: "file"))
    var backup: String?

    @Option(
        help: ArgumentHelp(
            "Prints what the server has stored of a room, or of the private lines of a nick.",
            valueName: "#room|@nick"))
    var export: String?

    @Option(
        help: ArgumentHelp(
            "Prints what the screen's own log has of a room or a person, on whichever server.",
            valueName: "#room|@nick"))
    var exportLog: String?

    @Option(
        help: ArgumentHelp(
            "With --export-log: on this server alone, where several have one of that name.", valueName: "host:port"))
    var network: String?

    @Flag(help: "With --export and --export-log: one JSON object a line.")
    var json = false

    mutating func validate() throws {
        // The parser takes an empty value for none.
        for option in ["--host=", "--connect="] where CommandLine.arguments.contains(option) {
            throw ValidationError("\(option) names no address; without one, write \(option.dropLast())")
        }
        let asked = [
            host != nil || connect != nil || plain, check, hashPassword, export != nil, exportLog != nil, backup != nil,
        ].count { $0 }
        guard asked <= 1 else {
            throw ValidationError(
                "--check, --hash-password, --backup, --export and --export-log go with no other action")
        }
        guard !json || export != nil || exportLog != nil else {
            throw ValidationError("--json goes with --export or --export-log")
        }
        guard network == nil || exportLog != nil else { throw ValidationError("--network goes with --export-log") }
        guard !plain || host == nil || connect != nil else {
            throw ValidationError("--plain is for the client: add --connect")
        }
    }

    private static func level(_ word: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: word) else {
            let words = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(word)\" is not one of \(words)")
        }
        return level
    }

    func run() throws {
        let status: Int32
        do {
            status = try Program(arguments: self).run()
        } catch let error as any CustomStringConvertible & Error {
            FileHandle.standardError.write(Data("chat: \(error.description)\n".utf8))
            throw ExitCode.failure
        }
        if status != 0 { throw ExitCode(status) }
    }
}
