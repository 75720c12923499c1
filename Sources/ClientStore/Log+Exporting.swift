import ChatProtocol
package import ClientCore
import GRDB

/// Gives back what the log has of a room or a person.
extension Log {
    /// Lines that are in memory at once.
    private static let exportPage = 1_000

    /// Hands over every line of a buffer in its order, whether a screen has the log open or not. Only reads.
    ///
    /// - Parameters:
    ///   - name: a room's name with its sign, or `@` and a nick; compared as any server might.
    ///   - network: where the buffer is; nil: wherever there is one of that name.
    /// - Returns: the networks that have a buffer of that name. Where these are several, nothing is handed over.
    package static func export(
        _ name: String, network: String?, at folder: String, each: (LoggedLine) -> Void
    ) throws(LogTrouble) -> [String] {
        try translating(LogFolder.database(in: folder)) {
            try reading(folder).read { database in
                let buffers = try buffers(named: name, of: network, database)
                var networks: [String] = []
                for buffer in buffers where !networks.contains(buffer.network) { networks.append(buffer.network) }
                guard networks.count == 1 else { return networks }
                for buffer in buffers { try hand(over: buffer.id, database, each) }
                return networks
            }
        }
    }

    /// The oldest first.
    private static func buffers(
        named name: String, of network: String?, _ database: Database
    ) throws -> [(id: Int64, network: String)] {
        let isPerson = name.hasPrefix("@")
        let wanted = isPerson ? String(name.dropFirst()) : name
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT buffer.id, network.name, folded, kind FROM buffer JOIN network ON network.id = buffer.network
                ORDER BY buffer.id
                """)
        var found: [(id: Int64, network: String)] = []
        while let row = try rows.next() {
            let (home, folded) = (try row.text(1), try row.text(2))
            guard network.map({ $0 == home }) ?? true, (try BufferRow.kind(try row.integer(3)) == .person) == isPerson,
                [Casemapping.ascii, .rfc1459, .unicode].contains(where: { $0.fold(wanted) == folded })
            else { continue }
            found.append((try row.integer(0), home))
        }
        return found
    }

    private static func hand(over buffer: Int64, _ database: Database, _ each: (LoggedLine) -> Void) throws {
        var last = LogPlace(number: .min, order: .min)
        while true {
            let page = try page("> (?, ?)", last, of: buffer, exportPage, isForward: true, database)
            for line in page { each(line) }
            guard let end = page.last, page.count == exportPage else { return }
            last = end.place
        }
    }
}
