import ChatProtocol
import ClientCore
import Foundation
import Server
import ServerCore
import ServerStore

/// The settings in force: the environment's before the file's before the defaults.
struct Configuration: Equatable {
    private var values: [String: String]
    /// Names and hashes, a role before the hash where there is one.
    private var operators: [String: String]
    /// What each key of the screen does.
    let keys: KeyTable
    /// The networks that the file gives a name, in its order.
    let networks: [NetworkSection]
    /// The folder that relative paths of the file begin at.
    private let folder: String

    private static func name(_ section: String, _ key: String) -> String { section + "." + key }

    /// - Parameters:
    ///   - text: of the file; nil where there is none.
    ///   - path: the file's, for errors and relative paths.
    ///   - isTrusted: false for a file that nobody named: it lies where the program was started, and whoever put it there
    ///     is not to have a command run.
    init(
        file text: String?, path: String, isTrusted: Bool = true, environment: [String: String]
    ) throws(ConfigurationError) {
        var values: [String: String] = [:]
        var operators: [String: String] = [:]
        var keys = KeyTable.standard
        var networks: [NetworkSection] = []
        for setting in Setting.all { values[Self.name(setting.section, setting.key)] = setting.initial }
        if let text {
            do throws(ConfigurationError) {
                for entry in try IniDocument(text).entries {
                    if entry.section == "operators" {
                        try Self.checkOperator(entry)
                        operators[entry.key] = entry.value
                        continue
                    }
                    if entry.section == "keys" {
                        keys = try Self.binding(entry, in: keys)
                        continue
                    }
                    if let name = NetworkSection.name(in: entry.section) {
                        try NetworkSection.take(entry, named: name, into: &networks)
                        if let setting = Setting.ofNetwork.first(where: { $0.key == entry.key }) {
                            try Self.checkTrust(isTrusted, entry, setting)
                        }
                        continue
                    }
                    let setting = try Self.setting(for: entry)
                    if let problem = setting.problem(with: entry.value) {
                        throw ConfigurationError(line: entry.line, problem)
                    }
                    try Self.checkTrust(isTrusted, entry, setting)
                    values[Self.name(entry.section, entry.key)] = entry.value
                }
                try NetworkSection.check(networks)
            } catch {
                throw error.at(path)
            }
        }
        for setting in Setting.all {
            guard let value = environment[setting.variable] else { continue }
            if let problem = setting.problem(with: value) { throw ConfigurationError(problem).at(setting.variable) }
            values[Self.name(setting.section, setting.key)] = value
        }
        self.values = values
        self.operators = operators
        self.keys = keys
        self.networks = networks
        folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
    }

    private static func checkTrust(
        _ isTrusted: Bool, _ entry: IniDocument.Entry, _ setting: Setting
    ) throws(ConfigurationError) {
        guard setting.runsCommand, !isTrusted, !entry.value.isEmpty else { return }
        throw ConfigurationError(
            line: entry.line,
            "\(entry.key) is not taken from ./config.ini: name the file with --config, or put it into ~/.config/chat")
    }

    private static func checkOperator(_ entry: IniDocument.Entry) throws(ConfigurationError) {
        let hash =
            entry.value.split(separator: ":", maxSplits: 1).first.map { ["moderator", "helper"].contains($0) }
                == true ? String(entry.value.drop { $0 != ":" }.dropFirst()) : entry.value
        guard !entry.key.isEmpty, !entry.key.contains(" "), (try? Verifier(hash)) != nil else {
            throw ConfigurationError(
                line: entry.line, "\(entry.key): what stands there is no hash that chat --hash-password prints")
        }
    }

    /// `ACTION = KEY, KEY`
    private static func binding(_ entry: IniDocument.Entry, in keys: KeyTable) throws(ConfigurationError) -> KeyTable {
        let names = entry.value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        do throws(KeyTable.Problem) {
            return try keys.binding(entry.key, to: names)
        } catch {
            let problem =
                switch error {
                case .noAction(let name):
                    "\"\(name)\" is no action; there are "
                        + KeyTable.standard.bindings.map(\.action.name).joined(separator: ", ")
                case .noKey(let name):
                    "\(entry.key): \"\(name)\" is no key that can be bound; keys are written as Ctrl-A, Alt-Enter, F1 or Alt-Comma"
                case .needsKey(let name): "\(name) would have no key"
                }
            throw ConfigurationError(line: entry.line, problem)
        }
    }

    private static func setting(for entry: IniDocument.Entry) throws(ConfigurationError) -> Setting {
        guard Setting.sections.contains(entry.section) else {
            throw ConfigurationError(
                line: entry.line,
                "[\(entry.section)] is no section; there are \(Setting.sections.joined(separator: ", ")) and network NAME"
            )
        }
        let known = Setting.all.filter { $0.section == entry.section }
        guard let setting = known.first(where: { $0.key == entry.key }) else {
            let keys = known.map(\.key).joined(separator: ", ")
            throw ConfigurationError(
                line: entry.line, "\"\(entry.key)\" is no setting of [\(entry.section)]; there are \(keys)")
        }
        return setting
    }

    subscript(_ section: String, _ key: String) -> String { values[Self.name(section, key)] ?? "" }

    private func number(_ section: String, _ key: String) -> Int { Int(self[section, key]) ?? 0 }

    private func seconds(_ section: String, _ key: String) -> Int64 { Setting.seconds(self[section, key]) ?? 0 }

    // MARK: - What they are for

    var host: String { self["baseconf", "host"] }
    var port: Int { number("baseconf", "port") }

    /// Checked here rather than in the table: what is a room's name depends on another setting.
    func server() throws(ConfigurationError) -> ServerConfiguration {
        var server = ServerConfiguration()
        server.host = host
        server.port = port
        server.threads = number("server", "threads")
        server.hasRawDialect = self["server", "raw_dialect"] == "yes"
        server.settings.name = self["server", "name"]
        server.settings.network = self["server", "network"]
        server.settings.lobby = self["server", "room"]
        server.settings.password = self["server", "password"]
        server.settings.casemapping = self["server", "casemapping"] == "ascii" ? .ascii : .unicode
        server.settings.showsAddresses = self["server", "show_addresses"] == "yes"
        server.settings.version = Version.full
        let motd = self["server", "motd"]
        server.settings.motd = motd.isEmpty ? [] : motd.components(separatedBy: "\\n")
        fill(&server.limits)
        server.admission.connections = number("limits", "connections_per_address")
        server.admission.arrivals = number("limits", "arrivals_per_address")
        server.admission.neighbours = number("limits", "connections_per_network")
        server.admission.pace = number("limits", "arrivals_per_second")
        server.allQueues = number("limits", "all_queues")
        server.handshake = seconds("limits", "handshake_timeout")
        fill(&server.settings)
        server.proxyFrom = Setting.networks(self["listen", "proxy_from"]) ?? []
        for (key, kind) in [("tls", Door.Kind.tls), ("websocket", .webSocket), ("metrics", .metrics)] {
            guard let place = Setting.door(self["listen", key]) else { continue }
            server.doors.append(Door(kind, host: place.host, port: place.port))
        }
        server.iterations = iterations
        for key in ["name", "network"] {
            let word = self["server", key]
            guard Self.isWord(word) else {
                throw ConfigurationError("\(key): \"\(word)\" is not one word of up to 63 bytes").at("[server]")
            }
        }
        let room = server.settings.lobby
        guard (try? RoomName(room, casemapping: server.settings.casemapping)) != nil else {
            throw ConfigurationError("room: \"\(room)\" is not a room's name, which begins with #").at("[server]")
        }
        return server
    }

    private func fill(_ limits: inout ConnectionLimits) {
        var rates = FloodLimit.Rates()
        rates.burst = number("limits", "flood_burst")
        rates.firstBurst = max(rates.burst, rates.firstBurst)
        rates.perSecond = number("limits", "flood_rate")
        rates.waitingLines = number("limits", "flood_lines")
        rates.waitingBytes = number("limits", "flood_bytes")
        limits.flood = self["limits", "flood"] == "yes" ? rates : nil
        limits.introduction.commands = number("limits", "introduction_lines")
        limits.registration = seconds("limits", "registration_timeout")
        limits.naming = seconds("limits", "naming_timeout")
        limits.quiet = seconds("limits", "ping_after")
        limits.dead = seconds("limits", "ping_timeout")
        limits.softQueue = number("limits", "soft_queue")
        limits.lagQueue = number("limits", "lag_queue")
        limits.hardQueue = number("limits", "hard_queue")
    }

    /// Whether it can stand in a line as the source or a parameter, as it is.
    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63
            && !text.unicodeScalars.contains {
                $0.properties.isWhitespace || $0.value < 0x20 || $0 == "\u{7F}" || $0 == ":"
            }
    }

    private func fill(_ settings: inout ServerSettings) {
        settings.exempt = Setting.networks(self["limits", "exempt"]) ?? []
        settings.loginsPerMinute = number("limits", "logins_per_minute")
        func isOn(_ section: String, _ key: String) -> Bool { self[section, key] == "yes" }
        settings.accounts.isOpen = isOn("accounts", "registration")
        settings.accounts.beforeConnect = isOn("accounts", "before_connect")
        settings.accounts.requiresEmail = isOn("accounts", "require_email")
        settings.accounts.reservesNicks = isOn("accounts", "nick_owner_only")
        settings.accounts.alwaysOn = AccountSettings.AlwaysOn(rawValue: self["accounts", "always_on"]) ?? .optIn
        settings.accounts.defaultModes = self["accounts", "default_user_modes"].filter { $0 != "+" }
        settings.operators = operators
        settings.webircPassword = self["listen", "webirc_password"]
        settings.cutoff = ServerSettings.Cutoff(rawValue: self["history", "cutoff"]) ?? .auto
        if isOn("tls", "sts") { settings.tlsPort = Setting.door(self["listen", "tls"])?.port ?? port }
    }

    /// Rounds of PBKDF2 for new passwords.
    var iterations: Int { number("accounts", "kdf_iterations") }

    /// The file of the certificate and that of its key; nil: the server makes its own.
    func certificateFiles() throws(ConfigurationError) -> Certificates.Files? {
        let (certificate, key) = (self["tls", "certificate"], self["tls", "key"])
        guard certificate.isEmpty == key.isEmpty else {
            throw ConfigurationError("certificate and key go together").at("[tls]")
        }
        return certificate.isEmpty ? nil : Certificates.Files(certificate: path(certificate), key: path(key))
    }

    /// Relative paths begin at the file.
    func path(_ text: String) -> String { text.hasPrefix("/") || folder.isEmpty ? text : folder + "/" + text }

    /// Seconds for which what was said is kept; nil: forever.
    var keep: Int64? { Setting.seconds(self["history", "keep"]) }

    var durability: Durability {
        switch self["server", "durability"] {
        case "full": .full
        case "memory": .memory
        default: .normal
        }
    }

    /// How many lines the screen keeps of each room and person; nil: none.
    var keepsLogs: Int? { self["client", "logs"] == "yes" ? number("client", "log_lines") : nil }

    /// The folder of the database.
    func data(environment: [String: String]) -> String {
        let data = self["server", "data"]
        guard data.isEmpty else { return path(data) }
        let home = environment["HOME"] ?? "."
        return (environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.local/share") + "/chat"
    }
}

extension Configuration {
    /// The file to read: the one that was named, `./config.ini` if it has `[baseconf]`, the person's own; nil: none.
    ///
    /// - Throws: where a named file cannot be read.
    static func find(named: String?, environment: [String: String]) throws(ConfigurationError) -> (
        path: String, text: String
    )? {
        if let named {
            guard let text = read(named) else { throw ConfigurationError("cannot be read").at(named) }
            return (named, text)
        }
        if let text = read(hereFile), text.contains("[baseconf]") { return (hereFile, text) }
        let path = ownFile(environment: environment)
        return read(path).map { (path, $0) }
    }

    /// The person's own, whether it is there or not.
    static func ownFile(environment: [String: String]) -> String {
        let home = environment["HOME"] ?? "."
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
        return base + "/chat/config.ini"
    }

    /// What is looked for where the program was started.
    static let hereFile = "config.ini"

    private static func read(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path),
            let bytes = try? handle.read(upToCount: IniDocument.longest)
        else { return FileManager.default.fileExists(atPath: path) ? "" : nil }
        return String(data: bytes, encoding: .utf8)
    }
}
