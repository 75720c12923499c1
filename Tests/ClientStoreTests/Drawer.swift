import ChatProtocol
import ClientCore
import ClientStore
import GRDB
import Glibc

/// A folder of a test's own, gone with the value.
final class Drawer: Sendable {
    let path: String

    init() {
        // Under the laxest mask: whatever is closed to others then, is closed by us.
        umask(0)
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/chat-log-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("\(parent) must be writable") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) + "/data"
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
        rmdir(String(path.dropLast("/data".count)))
    }

    var database: String { path + "/client.sqlite" }

    func open(_ linesPerBuffer: Int = Log.linesPerBuffer) throws(LogTrouble) -> Log {
        try Log(at: path, linesPerBuffer: linesPerBuffer)
    }

    /// The files in the folder, in alphabetical order.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func permissions(of name: String) -> mode_t? {
        var status = stat()
        return stat(name.isEmpty ? path : "\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : nil
    }

    func write(_ bytes: [UInt8], to name: String) {
        mkdir(path, 0o700)
        guard let file = fopen("\(path)/\(name)", "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    func read(_ name: String) -> [UInt8] {
        guard let file = fopen("\(path)/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    /// Another program changes the database.
    func change(_ sql: String) throws {
        try DatabaseQueue(path: database).write { try $0.execute(sql: sql) }
    }
}

extension LogName {
    static let lobby = LogName(network: "chat.example:6667", folded: "#lobby")
    static let bob = LogName(network: "chat.example:6667", folded: "bob")
    static let elsewhere = LogName(network: "other.example:6697", folded: "#lobby")
}

/// A message at a place: number and order are the same.
func said(
    _ number: Int64, _ text: String, by author: String = "bob", id: String? = nil, at milliseconds: Int64? = nil
) -> LoggedLine {
    let time = Timestamp(milliseconds: milliseconds ?? 1_795_424_520_000 + number)
    let line = Line(number: 0, id: id, time: time, .message, author: author, StyledText(message: text))
    return LoggedLine(line, at: LogPlace(number: number, order: number))
}

extension Log {
    /// Everything that a buffer has.
    func everything(of name: LogName) throws(LogTrouble) -> [LoggedLine] {
        try lines(.around(LogPlace(number: .min, order: .min)), of: name, limit: Log.pageLimit).lines
    }

    func texts(of name: LogName) throws(LogTrouble) -> [String] {
        try everything(of: name).map(\.line.text.plain)
    }
}
