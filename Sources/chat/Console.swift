import ChatProtocol
import Foundation
import Logging
import Server

/// The host's own console: `#`, `&` and `exit`, as in the first chat room.
struct Console: Sendable {
    let server: ChatServer
    let log: HostLog

    /// Reads lines on a thread of its own until standard input ends.
    func start() {
        let thread = Thread {
            while let line = readLine() { answer(line.trimmingCharacters(in: .whitespaces)) }
        }
        thread.start()
    }

    private func answer(_ line: String) {
        switch line {
        case "": break
        case "#", "＃": log.write(.notice, RawLine.members(server.lobbyMembers).text)
        case "exit": kill(getpid(), SIGTERM)
        default: log.write(.notice, "# 查询在线成员 who is here · & 帮助 this help · exit 结束 ends the server")
        }
    }
}
