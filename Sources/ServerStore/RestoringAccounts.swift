import ChatProtocol
import ServerCore

/// Reads the accounts with what is theirs, and who may not come at all.
enum RestoringAccounts {
    static func owners(_ handle: OpaquePointer) throws(StoreError) -> [Restored.Owner] {
        let statement = try PreparedStatement(
            """
            SELECT number, name, verifier, email, made_at, is_suspended, is_always_on, takes_several,
                nick, user, realname, host, away, modes, since
            FROM account ORDER BY number
            """, on: handle)
        defer { statement.reset() }
        let fingerprints = try PreparedStatement(
            "SELECT fingerprint FROM fingerprint WHERE account = ?1 ORDER BY position", on: handle)
        let markers = try PreparedStatement("SELECT target, time FROM marker WHERE account = ?1", on: handle)
        let metadata = try MetadataReader(handle)
        var owners: [Restored.Owner] = []
        while try statement.step() {
            var account = try account(statement)
            account.fingerprints = try self.fingerprints(fingerprints, of: account.id)
            owners.append(
                Restored.Owner(
                    account: account, markers: try self.markers(markers, of: account.id),
                    metadata: try metadata.of(.account(account.id))))
        }
        return owners
    }

    static func serverBans(_ handle: OpaquePointer) throws(StoreError) -> [ServerBan] {
        let statement = try PreparedStatement(
            "SELECT mask, author, reason, made_at, until FROM server_ban ORDER BY made_at, mask", on: handle)
        defer { statement.reset() }
        var bans: [ServerBan] = []
        while try statement.step() {
            bans.append(
                ServerBan(
                    mask: try statement.text(0), author: try statement.text(1), reason: try statement.text(2),
                    madeAt: Timestamp(milliseconds: try statement.integer(3)),
                    until: try statement.integerIfAny(4).map { Timestamp(milliseconds: $0) }))
        }
        return bans
    }

    private static func account(_ row: PreparedStatement) throws(StoreError) -> Account {
        let number = try Restoring.number(row, 0, of: "an account")
        var verifier: Verifier?
        if let text = try row.textIfAny(2) {
            verifier = try? Verifier(text)
            // Without it nobody could log in who should, and nobody would know why.
            if verifier == nil { throw .corrupt("the verifier of account \(number) is none") }
        }
        return Account(
            id: AccountID(number), name: try row.word(1), verifier: verifier, email: try row.text(3),
            madeAt: Timestamp(milliseconds: try row.integer(4)), isSuspended: try row.integer(5) != 0,
            isAlwaysOn: try row.integerIfAny(6).map { $0 != 0 }, takesSeveral: try row.integer(7) != 0,
            presence: try presence(row))
    }

    private static func presence(_ row: PreparedStatement) throws(StoreError) -> Presence? {
        guard !row.isNull(8) else { return nil }
        return Presence(
            nick: try row.word(8), user: try row.text(9), realname: try row.text(10), host: try row.text(11),
            away: try row.textIfAny(12), modes: try row.text(13),
            since: Timestamp(milliseconds: try row.integer(14)))
    }

    private static func fingerprints(
        _ statement: PreparedStatement, of account: AccountID
    ) throws(StoreError) -> [String] {
        statement.bind(account.value, at: 1)
        defer { statement.reset() }
        var fingerprints: [String] = []
        while try statement.step() { fingerprints.append(try statement.word(0)) }
        return fingerprints
    }

    private static func markers(
        _ statement: PreparedStatement, of account: AccountID
    ) throws(StoreError) -> [String: Timestamp] {
        statement.bind(account.value, at: 1)
        defer { statement.reset() }
        var markers: [String: Timestamp] = [:]
        while try statement.step() {
            markers[try statement.text(0)] = Timestamp(milliseconds: try statement.integer(1))
        }
        return markers
    }
}
