import ChatProtocol
import ServerCore

/// A state with one room, #tea, full of members, of whom the last is ann, who does what is measured.
final class Crowd {
    private var state = ServerState(settings: ServerSettings(), restored: .nothing(store: 7))
    private var ann = SessionID.none

    /// 2026-11-23T09:00:00.000Z
    static let morning = Timestamp(milliseconds: 1_795_424_400_000)

    init(of count: Int) {
        for number in 1..<count { _ = member("m\(number)") }
        ann = member("ann")
    }

    @discardableResult
    func send(_ line: String) -> [Effect] {
        send(line, from: ann)
    }

    /// After a QUIT: ann is in the room again.
    func comeBack() {
        ann = member("ann")
    }

    private func member(_ nick: String) -> SessionID {
        let origin = Origin(address: Address(host: "127.0.0.1", port: 4_000))
        let id = state.connect(.irc, from: origin, at: Self.morning)
        for line in ["CAP REQ no-implicit-names", "NICK \(nick)", "USER u 0 * :M", "CAP END", "JOIN #tea"] {
            send(line, from: id)
        }
        return id
    }

    @discardableResult
    private func send(_ line: String, from id: SessionID) -> [Effect] {
        let message = Result { () throws(MessageError) in try Message(line: line, from: .client) }
        return state.handle(message, from: id, at: Self.morning)
    }
}
