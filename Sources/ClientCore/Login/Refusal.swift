extension Login {
    /// Why nobody is logged in.
    package enum Refusal: Error, Equatable, Sendable {
        /// The server's word, which is its own and not safe to draw.
        case refused(String)
        /// The same, of the certificate.
        case certificateRefused(String)
        /// What the server offers, the credentials do not have, or are not to be used for.
        case noMechanism([String])
        /// The one way that is left would show the password to everybody on the way.
        case needsTLS
        /// The server offers no login at all.
        case notOffered
        /// It could not prove that it knows the password.
        case impostor
        /// What it said is no answer.
        case unsound
        case tooFewRounds(Int)
        case noAnswer
        /// Account or password cannot stand in such a message.
        case unsayable
    }
}

extension Login.Refusal {
    /// Whether the same credentials would be refused again.
    var isFinal: Bool {
        switch self {
        case .refused, .certificateRefused, .impostor, .tooFewRounds, .unsayable: true
        case .noMechanism, .needsTLS, .notOffered, .unsound, .noAnswer: false
        }
    }

    /// A sentence, safe to draw; behind it, what the person can do about it.
    func text(in language: Language) -> String {
        let (said, wayOut) = language == .chinese ? (chinese, chineseWayOut) : (english, englishWayOut)
        return said + (wayOut.map { " · " + $0 } ?? "")
    }

    private var englishWayOut: String? {
        switch self {
        case .refused, .unsayable, .noAnswer, .unsound: "/login tries again"
        case .certificateRefused, .noMechanism: "/login asks for a password"
        case .needsTLS, .notOffered, .impostor, .tooFewRounds: nil
        }
    }

    private var chineseWayOut: String? {
        switch self {
        case .refused, .unsayable, .noAnswer, .unsound: "/login 重试"
        case .certificateRefused, .noMechanism: "/login 输入密码"
        case .needsTLS, .notOffered, .impostor, .tooFewRounds: nil
        }
    }

    private var english: String {
        switch self {
        case .refused(let text): "the server refused account and password (\(Sanitiser.clean(text)))"
        case .certificateRefused(let text): "the server does not know the certificate (\(Sanitiser.clean(text)))"
        case .noMechanism(let offered):
            "nothing that the server takes is set here" + (offered.isEmpty ? "" : ": \(Self.list(offered))")
        case .needsTLS: "without TLS everybody on the way could read the password · connect to ircs://"
        case .notOffered: "the server offers no login"
        case .impostor: "the server could not prove that it knows the password"
        case .unsound: "what the server answered makes no sense"
        case .tooFewRounds(let rounds):
            "the server wants the password hashed only \(rounds) times, which gives it away"
        case .noAnswer: "the server did not answer"
        case .unsayable: "account or password is too long, or holds what cannot be said"
        }
    }

    private var chinese: String {
        switch self {
        case .refused(let text): "服务器拒绝了账号和密码（\(Sanitiser.clean(text))）"
        case .certificateRefused(let text): "服务器不认识此证书（\(Sanitiser.clean(text))）"
        case .noMechanism(let offered): "没有设置服务器接受的登录方式" + (offered.isEmpty ? "" : "：\(Self.list(offered))")
        case .needsTLS: "没有 TLS，路上任何人都能看到密码 · 请连接 ircs://"
        case .notOffered: "服务器不提供登录"
        case .impostor: "服务器不能证明它知道密码"
        case .unsound: "服务器的回答不合规矩"
        case .tooFewRounds(let rounds): "服务器只要求散列 \(rounds) 次，这会泄露密码"
        case .noAnswer: "服务器没有回答"
        case .unsayable: "账号或密码太长，或含有无法发送的字符"
        }
    }

    private static func list(_ names: [String]) -> String {
        Sanitiser.clean(names.prefix(8).joined(separator: ", "))
    }
}
