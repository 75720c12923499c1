package import ChatProtocol
package import ServerCore
import GRDB
import Foundation
package enum Durability: String, Sendable { case normal, full, memory }
package enum StoreError: Error, CustomStringConvertible { case inUse, other(String); package var description: String { "\(self)" } }
package final class Store: Sendable {
    let q: DatabaseQueue
    package init(at directory: String, durability: Durability, random: UInt32) throws {
        if durability == .memory { q = try DatabaseQueue() } else {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var c = GRDB.Configuration(); c.journalMode = .wal
        q = try DatabaseQueue(path: directory + "/chat.sqlite", configuration: c) }
        try q.write { db in
            try db.execute(sql: "create table if not exists room(number integer primary key, name, made, topic, ta, tt, open, ended)")
            try db.execute(sql: "create table if not exists post(room integer, seq integer, time integer, author text, kind text, target text, text text, primary key(room, seq)) without rowid")
        }
    }
    package func restore() throws -> Restored {
        try q.read { db in
            var r = Restored.nothing(store: 77)
            for row in try Row.fetchAll(db, sql: "select * from room where ended is null") {
                let n = row["number"] as Int64
                let last = try Row.fetchOne(db, sql: "select seq, time from post where room=? order by seq desc limit 1", arguments: [n])
                r.rooms.append(.init(record: RoomRecord(number: RoomNumber(n), name: row["name"], madeAt: Timestamp(milliseconds: row["made"]), topic: nil, isOpen: true), lastSequence: last?["seq"] ?? 0, lastTime: Timestamp(milliseconds: last?["time"] ?? 0)))
                r.nextRoom = max(r.nextRoom, RoomNumber(n + 1))
            }
            return r
        }
    }
    package func commit(_ records: [ServerCore.Record]) throws {
        try q.write { db in
            for record in records { switch record {
            case .post(let p):
                let s = try db.cachedStatement(sql: "insert into post values(?,?,?,?,?,?,?)")
                try s.execute(arguments: [p.room.value, p.sequence, p.time.milliseconds, p.author.description, p.kind.rawValue, p.target, p.text])
            case .room(let r): try db.execute(sql: "insert or replace into room values(?,?,?,null,null,null,1,null)", arguments: [r.number.value, r.name, r.madeAt.milliseconds])
            case .roomEnded(let n): try db.execute(sql: "update room set ended=1 where number=?", arguments: [n.value])
            } }
        }
    }
    package func page(_ request: PageRequest) throws -> [Post] {
        try q.read { db in
            try Row.fetchAll(db, sql: "select * from post where room=? order by seq desc limit ?", arguments: [request.room.value, request.limit]).reversed().map { row in
                Post(room: RoomNumber(row["room"]), sequence: row["seq"], time: Timestamp(milliseconds: row["time"]), author: Source(row["author"] as String), kind: SpeechKind(rawValue: row["kind"]) ?? .message, target: row["target"], text: row["text"])
            }
        }
    }
    package func latestTimes(of rooms: [RoomNumber]) throws -> [RoomNumber: Timestamp] { [:] }
    package func reopen() throws {}
    package static func check(at: String) -> [String] { [] }
    package static func export(_ s: String, at: String, fold: (String) -> String, each: (Post) throws -> Void) throws {}
}
extension Post { package var jsonLine: String { "" }; package var textLine: String { "" } }
