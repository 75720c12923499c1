import ChatProtocol
import Foundation
import Server
import ServerCore
import ServerStore

/// The settings in force: the environment's before the file's before the defaults.
struct Configuration: Equatable {
    private var values: [String: String]
    /// The folder that relative paths of the file begin at.
    private let folder: String

    private static func name(_ section: String, _ key: String) -> String { section + "." + key }

    /// - Parameters:
    ///   - text: of the file; nil where there is none.
    ///   - path: the file's, for errors and relative paths.
    init(file text: String?, path: String, environment: [String: String]) throws(ConfigurationError) {
        var values: [String: String] = [:]
        for setting in Setting.all { values[Self.name(setting.section, setting.key)] = setting.initial }
        if let text {
            do throws(ConfigurationError) {
                for entry in try IniDocument(text).entries {
                    let setting = try Self.setting(for: entry)
                    if let problem = setting.problem(with: entry.value) {
                        throw ConfigurationError(line: entry.line, problem)
                    }
                    values[Self.name(entry.section, entry.key)] = entry.value
                }
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
        folder = (path as NSString).deletingLastPathComponent
    }

    private static func setting(for entry: IniDocument.Entry) throws(ConfigurationError) -> Setting {
        guard Setting.sections.contains(entry.section) else {
            throw ConfigurationError(
                line: entry.line,
                "[\(entry.section)] is no section; there are " + Setting.sections.joined(separator: ", "))
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
        server.limits.isFloodLimited = self["limits", "flood"] == "yes"
        server.limits.floodBurst = number("limits", "flood_burst")
        server.limits.floodRate = number("limits", "flood_rate")
        server.limits.registration = seconds("limits", "registration_timeout")
        server.limits.naming = seconds("limits", "naming_timeout")
        server.limits.quiet = seconds("limits", "ping_after")
        server.limits.dead = seconds("limits", "ping_timeout")
        server.limits.softQueue = number("limits", "soft_queue")
        server.limits.hardQueue = number("limits", "hard_queue")
        for key in ["name", "network"] {
            let word = self["server", key]
            let isWord = !word.isEmpty && word.utf8.count <= 63 && !word.contains { $0.isWhitespace || $0 == ":" }
            guard isWord else {
                throw ConfigurationError("\(key): \"\(word)\" is not one word of up to 63 bytes").at("[server]")
            }
        }
        let room = server.settings.lobby
        guard (try? RoomName(room, casemapping: server.settings.casemapping)) != nil else {
            throw ConfigurationError("room: \"\(room)\" is not a room's name, which begins with #").at("[server]")
        }
        return server
    }

    var durability: Durability {
        switch self["server", "durability"] {
        case "full": .full
        case "memory": .memory
        default: .normal
        }
    }

    /// The folder of the database.
    func data(environment: [String: String]) -> String {
        let data = self["server", "data"]
        guard data.isEmpty else { return data.hasPrefix("/") || folder.isEmpty ? data : folder + "/" + data }
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
        if let text = read("config.ini"), text.contains("[baseconf]") { return ("config.ini", text) }
        let home = environment["HOME"] ?? "."
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
        let path = base + "/chat/config.ini"
        return read(path).map { (path, $0) }
    }

    private static func read(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path),
            let bytes = try? handle.read(upToCount: IniDocument.longest)
        else { return FileManager.default.fileExists(atPath: path) ? "" : nil }
        return String(data: bytes, encoding: .utf8)
    }
}
