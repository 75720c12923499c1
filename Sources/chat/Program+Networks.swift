import ChatProtocol
import Client
import ClientCore
import Foundation

/// The networks that the screen is at from the start, and those that it can go to by name.
extension Program {
    /// Where a network is that the settings give this name, else where the text itself says.
    func endpoint(of text: String) throws -> Endpoint {
        if let section = section(named: text), let endpoint = section.endpoint { return endpoint }
        return try Endpoint(checking: text)
    }

    private func section(named name: String) -> NetworkSection? {
        configuration.networks.first { $0.name.lowercased() == name.lowercased() }
    }

    private func section(at endpoint: Endpoint) -> NetworkSection? {
        configuration.networks.first { $0.endpoint?.isSamePlace(as: endpoint) ?? false }
    }

    /// The person's name where nothing else is set.
    private var nick: String {
        get throws(ConfigurationError) {
            var nick = arguments.nick ?? configuration["client", "nick"]
            if nick.isEmpty { nick = environment["USER"] ?? environment["LOGNAME"] ?? NSUserName() }
            if (try? Nickname(nick, casemapping: .unicode)) != nil { return nick }
            guard arguments.nick == nil else {
                throw ConfigurationError(
                    "\"\(nick)\" cannot be a nick: 1 to 32 bytes, no spaces, none of ,*?.!@:<>'\";#"
                ).at("--nick")
            }
            return "guest"
        }
    }

    /// The first network: as its own section has it where there is one for that address, else as `[client]` has it.
    func networkSettings(at endpoint: Endpoint) throws(ConfigurationError) -> NetworkSettings {
        var rooms = arguments.room
        if rooms.isEmpty, let room = endpoint.room { rooms = [room] }
        if let section = section(at: endpoint) {
            var network = try unlocked(section)
            if let nick = arguments.nick { network.nick = nick }
            if !rooms.isEmpty { network.rooms = rooms }
            return network
        }
        if rooms.isEmpty {
            rooms = configuration["client", "rooms"].split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
        var place = endpoint
        place.room = nil
        var network = NetworkSettings(nick: try nick, endpoint: place, rooms: rooms)
        let realname = configuration["client", "realname"]
        if !realname.isEmpty { network.realname = realname }
        try configuration.logIn(&network)
        return network
    }

    /// The networks that have a name; no command has been asked for a password.
    var named: [NetworkSettings] {
        get throws(ConfigurationError) {
            var named: [NetworkSettings] = []
            for section in configuration.networks { named.append(try settings(of: section)) }
            return named
        }
    }

    private func settings(of section: NetworkSection) throws(ConfigurationError) -> NetworkSettings {
        try configuration.settings(of: section, nick: try nick, realname: configuration["client", "realname"])
    }

    /// Asks the command for the password, where there is one.
    private func unlocked(_ section: NetworkSection) throws(ConfigurationError) -> NetworkSettings {
        var network = try settings(of: section)
        if network.isLocked { network.credentials = try configuration.credentials(of: section) }
        network.isLocked = false
        return network
    }

    /// The networks that `[client] networks` lists, by name or address, but for the one that is there already.
    func otherNetworks(beside first: NetworkSettings) throws(ConfigurationError) -> [NetworkSettings] {
        var networks = [first]
        for word in configuration["client", "networks"].split(separator: ",") {
            let place = word.trimmingCharacters(in: .whitespaces)
            guard !place.isEmpty else { continue }
            var network: NetworkSettings
            if let section = section(named: place) {
                network = try unlocked(section)
            } else {
                try check(place)
                let endpoint = try Endpoint(checking: place)
                network = NetworkSettings(nick: try nick, realname: first.realname, endpoint: endpoint)
                if let section = section(at: endpoint) {
                    network = try unlocked(section)
                    if let room = endpoint.room { network.rooms.append(room) }
                }
            }
            if networks.contains(where: { $0.endpoint.isSamePlace(as: network.endpoint) }) { continue }
            networks.append(network)
        }
        return Array(networks.dropFirst())
    }

    /// A word among names that is none of them, and looks like no host, is a slip.
    private func check(_ place: String) throws(ConfigurationError) {
        guard !configuration.networks.isEmpty, place != "localhost", !place.contains(where: { ".:/".contains($0) })
        else {
            return
        }
        let names = configuration.networks.map(\.name).joined(separator: ", ")
        throw ConfigurationError("\"\(place)\" is no network of this file; there are \(names)").at("[client] networks")
    }

    /// Has the command asked on a thread of its own: the screen does not stand still meanwhile.
    func unlock(_ name: String, tell: @escaping @Sendable (Event) -> Void) {
        guard let section = section(named: name) else { return }
        let configuration = configuration
        Thread.detachNewThread {
            do throws(ConfigurationError) {
                tell(.unlocked(name, try configuration.credentials(of: section), problem: nil))
            } catch {
                tell(.unlocked(name, nil, problem: error.description))
            }
        }
    }
}
