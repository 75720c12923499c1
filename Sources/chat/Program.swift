import ChatProtocol
import Client
import ClientCore
import Foundation
import Glibc
import Server
import ServerStore

/// What one run of the program does, from its arguments and settings.
struct Program {
    let arguments: Chat
    let environment = ProcessInfo.processInfo.environment
    let configuration: Configuration
    private let configurationPath: String

    init(arguments: Chat) throws(ConfigurationError) {
        self.arguments = arguments
        let file = try Configuration.find(named: arguments.config, environment: environment)
        configurationPath = file?.path ?? ""
        configuration = try Configuration(
            file: file?.text, path: configurationPath,
            isTrusted: arguments.config != nil || configurationPath != Configuration.hereFile,
            environment: environment)
    }

    /// The exit status. Call it on the main thread, which is the screen's.
    func run() throws -> Int32 {
        if arguments.check { return try check() }
        if arguments.hashPassword { return try hashPassword() }
        if let file = arguments.backup { return try backup(to: file) }
        if let subject = arguments.export { return try export(subject) }
        if let subject = arguments.exportLog { return try exportLog(subject) }
        switch (arguments.host, arguments.connect) {
        case (let host?, nil):
            let host = try Host(hosted(at: host), console: true)
            return try waiting { try await host.run() }
        case (nil, let place?): return try client(at: place == Chat.configured ? here : endpoint(of: place))
        case (let host?, let place?): return try both(host, place)
        case (nil, nil): return try alone()
        }
    }

    // MARK: - The server

    private var dataFolder: String { arguments.data ?? configuration.data(environment: environment) }

    /// What to host, at an address of the command line or of the settings.
    private func hosted(at text: String) throws -> Hosting {
        let server = try server(at: text)
        let named = arguments.config
        let environment = environment
        return Hosting(
            server: server, keep: configuration.keep, certificateFiles: try configuration.certificateFiles(),
            data: dataFolder, durability: configuration.durability, logLevel: arguments.logLevel,
            reread: {
                let file = try Configuration.find(named: named, environment: environment)
                return try Configuration(file: file?.text, path: file?.path ?? "", environment: environment).server()
            })
    }

    private func server(at text: String) throws -> ServerConfiguration {
        var server = try configuration.server()
        if text != Chat.configured {
            let place = try Endpoint(checking: text)
            guard place.dialect == .irc, place.security == .plain, place.room == nil, !text.contains("://") else {
                throw ConfigurationError("\"\(text)\" is not ADDRESS or ADDRESS:PORT").at("--host")
            }
            server.host = place.host
            server.port = text.endsWithPort ? place.port : configuration.port
        }
        return server
    }

    // MARK: - The client

    /// Where the settings say that the server is.
    private var here: Endpoint { Endpoint(host: Self.reachable(configuration.host), port: configuration.port) }

    /// A server that listens everywhere is reached at home.
    private static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    /// - Parameter hostNotes: what the server in this process says as it begins; nil where there is none.
    private func client(at endpoint: Endpoint, hostNotes: [HostNote]? = nil) throws -> Int32 {
        let isHosting = hostNotes != nil
        if let room = arguments.room.first(where: { (try? RoomName($0, casemapping: .unicode)) == nil }) {
            throw ConfigurationError("\"\(room)\" is not a room's name, which begins with #").at("--room")
        }
        var network = try networkSettings(at: endpoint)
        network.password =
            isHosting && !configuration["server", "password"].isEmpty ? configuration["server", "password"] : nil
        network.isHosting = isHosting
        var settings = ClientSettings(network)
        settings.folder = dataFolder
        settings.knownServers = try KnownServersFile(in: dataFolder).read()
        settings.trusted = try arguments.trust.map { text throws(ConfigurationError) in
            guard let pin = Fingerprint(text) else {
                throw ConfigurationError("\"\(text)\" is not the SHA-256 of a certificate: 64 hexadecimal digits")
                    .at("--trust")
            }
            return pin
        }
        if configuration.exposesPassword(in: configurationPath, environment: environment) {
            settings.exposedFile = configurationPath
        }
        settings.named = try named
        if !arguments.plain { settings.networks += try otherNetworks(beside: network) }
        settings.isPlain = arguments.plain
        settings.isSpoken = arguments.plain && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        settings.localeLanguage = localeLanguage
        for setting in ClientSetting.all {
            settings[setting.key] = configuration["client", setting.key.rawValue]
        }
        settings.networks[0].hostNotes = (hostNotes ?? []).map { $0.text(in: settings.language) }
        settings.minutesFromUTC = minutesFromUTC
        settings.keys = configuration.keys
        guard !arguments.plain else { return try PlainClient.run(settings, household: household) }
        let memory = configuration.keepsLogs.map { ScreenClient.Memory(folder: dataFolder, lines: $0) }
        return try ScreenClient.run(settings, memory: memory, household: household)
    }

    /// What the client has done by the program.
    private var household: Household {
        let file = SettingsFile(used: configurationPath, environment: environment)
        return Household(
            keep: { key, value in
                do throws(ConfigurationError) {
                    try file.keep(key.rawValue, value, in: "client")
                    return nil
                } catch {
                    return error.description
                }
            }, unlock: unlock, prepare: Configuration.prepared)
    }

    /// By the C library's clock: Foundation's would bring the calendars of the world into memory.
    private var minutesFromUTC: Int {
        tzset()
        var now = time(nil)
        var parts = tm()
        return localtime_r(&now, &parts) == nil ? 0 : parts.tm_gmtoff / 60
    }

    private var localeLanguage: Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.hasPrefix("zh") == true ? .chinese : .english
    }

    // MARK: - Both

    private func both(_ host: String, _ place: String) throws -> Int32 {
        let hosting = try hosted(at: host)
        let endpoint =
            try place == Chat.configured
            ? Endpoint(host: Self.reachable(hosting.server.host), port: hosting.server.port) : endpoint(of: place)
        return try withServer(hosting) { try client(at: endpoint, hostNotes: $0) }
    }

    /// The screen, with a server beside it if nobody serves here yet. Of two started at once the later one connects.
    private func alone() throws -> Int32 {
        guard LocalAddresses.contain(configuration.host) else { return try client(at: here) }
        do {
            return try withServer(hosted(at: Chat.configured)) { try client(at: here, hostNotes: $0) }
        } catch ServerFailure.addressInUse {
            return try client(at: here)
        } catch StoreError.inUse {
            // The other one has the database and is about to listen, or listens elsewhere.
            guard LocalAddresses.answers(at: here, within: 3) else { throw StoreError.inUse(path: dataFolder) }
            return try client(at: here)
        }
    }

    /// Serves as long as the client runs. The log goes to a file, since the screen is the client's.
    private func withServer(_ hosting: Hosting, _ client: ([HostNote]) throws -> Int32) throws -> Int32 {
        let host = try Host(hosting, console: false)
        let notes = try waiting { try await host.begin() }
        let result = Result { try client(notes) }
        try waiting { await host.end() }
        return try result.get()
    }

    // MARK: - Looking after it

    private func check() throws -> Int32 {
        _ = try configuration.server()
        print(configurationPath.isEmpty ? "settings: defaults" : "settings: \(configurationPath): sound")
        let faults = Store.check(at: dataFolder)
        for fault in faults { FileHandle.standardError.write(Data("chat: \(dataFolder): \(fault)\n".utf8)) }
        if faults.isEmpty { print("database: \(dataFolder): sound") }
        return faults.isEmpty ? 0 : 1
    }

    private func hashPassword() throws -> Int32 {
        if isatty(STDIN_FILENO) == 1 { FileHandle.standardError.write(Data("password: ".utf8)) }
        guard let password = readLine(), !password.isEmpty else {
            throw ConfigurationError("no password came on standard input").at("--hash-password")
        }
        do {
            print(try Secrets.hash(of: password, iterations: configuration.iterations))
        } catch {
            throw ConfigurationError("that password holds signs that nobody could type again").at("--hash-password")
        }
        return 0
    }

    private func backup(to file: String) throws -> Int32 {
        try Store.backup(from: dataFolder, to: file)
        print("database: \(dataFolder): copied to \(file)")
        return 0
    }

    private func export(_ subject: String) throws -> Int32 {
        try Export(subject: subject, isJSON: arguments.json, data: dataFolder).print()
        return 0
    }

    private func exportLog(_ subject: String) throws -> Int32 {
        try ExportLog(subject: subject, network: arguments.network, isJSON: arguments.json, data: dataFolder).print()
        return 0
    }
}

extension Endpoint {
    /// Reads an endpoint of the command line; what is wrong with it is told as a wrong option is.
    init(checking text: String) throws(ConfigurationError) {
        do {
            self = try Endpoint(text)
        } catch {
            throw ConfigurationError(error.description).at("\"\(text)\"")
        }
    }
}

extension String {
    /// `HOST:PORT` or `[::1]:PORT`, rather than a host alone.
    fileprivate var endsWithPort: Bool {
        if hasPrefix("[") { return contains("]:") }
        return filter { $0 == ":" }.count == 1
    }
}
