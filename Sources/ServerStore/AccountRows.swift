import ChatProtocol
import ServerCore

/// Accounts, and what belongs to them; metadata; bans of the server.
extension Writer {
    /// Within a transaction.
    func write(_ account: Account) throws(StoreError) {
        let number = Value.integer(account.id.value)
        let presence = account.presence
        try remember("account", where: ["number"], are: [number])
        try run("UPDATE store SET last_account = max(last_account, ?1)", [number])
        try run(
            """
            INSERT OR REPLACE INTO account (
                number, name, verifier, email, made_at, is_suspended, is_always_on, takes_several,
                nick, user, realname, host, away, modes, since)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """,
            [
                number, .text(account.name), Value(account.verifier?.description), .text(account.email),
                .integer(account.madeAt.milliseconds), Value(account.isSuspended), Value(account.isAlwaysOn),
                Value(account.takesSeveral), Value(presence?.nick), Value(presence?.user), Value(presence?.realname),
                Value(presence?.host), Value(presence?.away), Value(presence?.modes),
                Value(presence?.since.milliseconds),
            ])
        try clear("fingerprint", of: number)
        for (position, fingerprint) in account.fingerprints.enumerated() {
            try run(
                "INSERT INTO fingerprint (account, position, fingerprint) VALUES (?1, ?2, ?3)",
                [number, .integer(Int64(position)), .text(fingerprint)])
        }
    }

    /// Within a transaction. Conversations end that nobody is left to read; their posts stay.
    func end(_ account: AccountID) throws(StoreError) {
        let number = Value.integer(account.value)
        try remember("account", where: ["number"], are: [number])
        try run("DELETE FROM account WHERE number = ?1", [number])
        for table in ["fingerprint", "belonging", "marker"] { try clear(table, of: number) }
        try clearMetadata(of: .account(account))
        for (side, opposite) in [("account", "other"), ("other", "account")] {
            try remember("conversation", where: [side], are: [number])
            try run(
                """
                UPDATE conversation SET ended_at = \(Self.now) WHERE \(side) = ?1 AND ended_at IS NULL
                AND (\(opposite) IS NULL OR NOT EXISTS (SELECT 1 FROM account WHERE number = conversation.\(opposite)))
                """, [number])
        }
    }

    /// Within a transaction: how far an account has read.
    func mark(_ account: AccountID, _ target: String, _ time: Timestamp) throws(StoreError) {
        let key: [Value] = [.integer(account.value), .text(target)]
        try remember("marker", where: ["account", "target"], are: key)
        try run(
            "INSERT OR REPLACE INTO marker (account, target, time) VALUES (?1, ?2, ?3)",
            key + [.integer(time.milliseconds)])
    }

    /// Within a transaction: a key of metadata; nil removes it.
    func describe(_ owner: MetadataOwner, _ key: String, _ value: String?) throws(StoreError) {
        let key: [Value] = [.integer(owner.kind), .integer(owner.number), .text(key)]
        try remember("metadata", where: ["kind", "owner", "key"], are: key)
        guard let value else {
            return try run("DELETE FROM metadata WHERE kind = ?1 AND owner = ?2 AND key = ?3", key)
        }
        try run(
            "INSERT OR REPLACE INTO metadata (kind, owner, key, value) VALUES (?1, ?2, ?3, ?4)",
            key + [.text(value)])
    }

    /// Within a transaction.
    func clearMetadata(of owner: MetadataOwner) throws(StoreError) {
        let key: [Value] = [.integer(owner.kind), .integer(owner.number)]
        try remember("metadata", where: ["kind", "owner"], are: key)
        try run("DELETE FROM metadata WHERE kind = ?1 AND owner = ?2", key)
    }

    /// Within a transaction.
    func write(_ ban: ServerBan) throws(StoreError) {
        try remember("server_ban", where: ["mask"], are: [.text(ban.mask)])
        try run(
            "INSERT OR REPLACE INTO server_ban (mask, author, reason, made_at, until) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .text(ban.mask), .text(ban.author), .text(ban.reason), .integer(ban.madeAt.milliseconds),
                Value(ban.until?.milliseconds),
            ])
    }

    /// Within a transaction.
    func liftBan(_ mask: String) throws(StoreError) {
        try remember("server_ban", where: ["mask"], are: [.text(mask)])
        try run("DELETE FROM server_ban WHERE mask = ?1", [.text(mask)])
    }

    private func clear(_ table: String, of account: Value) throws(StoreError) {
        try remember(table, where: ["account"], are: [account])
        try run("DELETE FROM \(table) WHERE account = ?1", [account])
    }
}

extension MetadataOwner {
    /// As it stands in the database: never changes.
    var kind: Int64 {
        switch self {
        case .account: 0
        case .room: 1
        }
    }

    var number: Int64 {
        switch self {
        case .account(let account): account.value
        case .room(let room): room.value
        }
    }
}
