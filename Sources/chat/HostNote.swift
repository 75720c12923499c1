import ClientCore

/// What a host says as it begins: who can get in, and how others do.
enum HostNote: Equatable {
    case hosts(room: String, at: String)
    case onlyThisMachine
    case othersJoin(at: String)

    /// Others, if it is open; how to open it, if it is not.
    static func all(host: String, port: Int, _ room: String) -> [HostNote] {
        let first = HostNote.hosts(room: room, at: place(host, port))
        if LocalAddresses.isLoopback(host) { return [first, .onlyThisMachine] }
        let own = host == "0.0.0.0" || host == "::" ? LocalAddresses.reachable(withIPv6: host == "::") : [host]
        return [first] + own.map { .othersJoin(at: place($0, port)) }
    }

    private static func place(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// For the screen of the person who hosts.
    func text(in language: Language) -> String {
        switch (self, language) {
        case (.hosts(let room, let place), .english): "chat is hosting \(room) on \(place)"
        case (.hosts(let room, let place), .chinese): "聊天室 \(room) 已在 \(place) 开放"
        case (.onlyThisMachine, .english):
            "only this machine can join; to let others in: chat --host 0.0.0.0 (IPv4) or chat --host :: (IPv6 and IPv4)"
        case (.onlyThisMachine, .chinese): "仅本机可以加入；要让其他人加入，请运行 chat --host 0.0.0.0 或 chat --host ::"
        case (.othersJoin(let place), .english): "others join with: chat --connect \(place)"
        case (.othersJoin(let place), .chinese): "其他人加入：chat --connect \(place)"
        }
    }

    /// For a log, of which nobody knows who reads it.
    var lines: [String] {
        switch self {
        case .hosts: [text(in: .english)]
        case .onlyThisMachine: [text(in: .english), text(in: .chinese)]
        case .othersJoin(let place): ["others join with · 其他人加入: chat --connect \(place)"]
        }
    }
}
