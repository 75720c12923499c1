import ChatProtocol
import Crypto
import ServerCore

/// How a server answers the request that opens a WebSocket (RFC 6455, 4.2; IRCv3, WebSocket support).
///
/// Pages of every origin may open one: a browser tells the page's origin, and it is not asked for, since nothing here
/// rests on cookies that a foreign page could use.
enum WebSocketOpening: Equatable {
    case refused(Response)
    case accepted(Response, WebSocketFormat)

    /// What every key is followed by before it is hashed (RFC 6455, 1.3).
    private static let salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    static func answer(to head: RequestHead) -> WebSocketOpening {
        guard head.says("websocket", in: "upgrade"), head.says("upgrade", in: "connection") else {
            return .refused(upgradeRequired("An IRC server listens here: over WebSocket, or without HTTP.\n"))
        }
        guard head["sec-websocket-version"] == "13" else {
            return .refused(upgradeRequired("Version 13 of WebSocket is spoken here.\n"))
        }
        guard let key = head["sec-websocket-key"], isKey(key) else { return .refused(.badRequest) }
        // The client's order of preference decides.
        let format = head.list("sec-websocket-protocol").lazy.compactMap(WebSocketFormat.init(rawValue:)).first
        var response = Response("101 Switching Protocols")
        response.fields = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept(key))]
        if let format { response.fields.append(("Sec-WebSocket-Protocol", format.rawValue)) }
        // Older clients offer none and mean text.
        return .accepted(response, format ?? .text)
    }

    private static func upgradeRequired(_ body: String) -> Response {
        Response(
            closing: "426 Upgrade Required", fields: [("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")],
            body: body)
    }

    /// Sixteen bytes in base64.
    private static func isKey(_ text: String) -> Bool {
        Base64.decode(text)?.count == 16
    }

    private static func accept(_ key: String) -> String {
        Base64.encode(Array(Insecure.SHA1.hash(data: Array((key + salt).utf8))))
    }

}

/// Which kind of message carries a line outward; inward both are taken, as older clients send them.
enum WebSocketFormat: String {
    case text = "text.ircv3.net"
    case binary = "binary.ircv3.net"
}
