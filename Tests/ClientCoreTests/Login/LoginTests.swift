import Chance
import ChatProtocol
import Testing

@testable import ClientCore

/// The example of RFC 7677, 3, whose hashing is in `ScramProverTests`.
enum Example {
    static let nonce = "rOprNGfwEbeRWgbNEkqO"
    static let first = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
    static let challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    static let final =
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    static let proof = Base64.decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=") ?? []
    static let signature = Base64.decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=") ?? []
    static let verdict = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="

    static func word(_ text: String) -> String { Base64.encode(text.utf8) }
}

@Suite("a login") struct LoginTests {
    private static let password = Credentials(
        account: "user", password: Secret("pencil"), prepared: Secret("pencil"), hasCertificate: true)
    private static let tls = Login.Road(isTLS: true, isPrivate: true)
    private static let clear = Login.Road(isTLS: false, isPrivate: false)
    private static let home = Login.Road(isTLS: false, isPrivate: true)

    struct Choice: Sendable, CustomTestStringConvertible {
        let offered: [String]?
        let road: Login.Road
        let steps: [Login.Step]
        var only: Login.Mechanism?
        var testDescription: String { "\(offered ?? ["?"]) \(road) \(only?.rawValue ?? "")" }
    }

    static let choices = [
        Choice(offered: nil, road: tls, steps: [.say("EXTERNAL")]),
        Choice(offered: nil, road: clear, steps: [.makeNonce]),
        Choice(offered: ["PLAIN", "SCRAM-SHA-256"], road: tls, steps: [.makeNonce]),
        Choice(offered: ["plain", "external"], road: tls, steps: [.say("EXTERNAL")]),
        Choice(offered: ["PLAIN", "EXTERNAL"], road: home, steps: [.say("PLAIN")]),
        Choice(offered: ["PLAIN"], road: tls, steps: [.say("PLAIN")]),
        Choice(offered: ["PLAIN"], road: clear, steps: [.end(.needsTLS)]),
        Choice(offered: ["SCRAM-SHA-512"], road: tls, steps: [.end(.noMechanism(["SCRAM-SHA-512"]))]),
        Choice(offered: ["PLAIN", "SCRAM-SHA-256"], road: tls, steps: [.say("PLAIN")], only: .plain),
        Choice(offered: nil, road: clear, steps: [.end(.needsTLS)], only: .plain),
        Choice(offered: ["PLAIN"], road: tls, steps: [.end(.noMechanism(["PLAIN"]))], only: .scram),
    ]

    @Test("takes the best that the server has and the connection allows", arguments: choices)
    func choosing(choice: Choice) {
        var credentials = Self.password
        credentials.mechanism = choice.only
        var login = Login(credentials)
        #expect(login.begin(offered: choice.offered, on: choice.road) == choice.steps)
    }

    /// A login by SCRAM that has its nonce and has been asked to begin.
    private func scram() -> Login {
        var login = Login(Self.password)
        _ = login.begin(offered: ["SCRAM-SHA-256"], on: Self.clear)
        #expect(login.nonceMade(Example.nonce) == [.say("SCRAM-SHA-256")])
        #expect(login.hear("+") == [.say(Example.word(Example.first))])
        return login
    }

    @Test("by SCRAM proves that it knows the password, and has the server prove it too")
    func scramWhole() {
        var login = scram()
        let steps = login.hear(Example.word(Example.challenge))
        guard case .prove(let question)? = steps.first else {
            Issue.record("\(steps)")
            return
        }
        #expect(question.rounds == 4_096 && question.password.revealed == "pencil")
        let signed = "n=user,r=rOprNGfwEbeRWgbNEkqO,\(Example.challenge),c=biws,r=\(question.nonce)"
        #expect(String(decoding: question.signed, as: UTF8.self) == signed)
        let answer = ScramAnswer(nonce: question.nonce, proof: Example.proof, signature: Example.signature)
        #expect(login.proved(answer) == [.say(Example.word(Example.final))])
        #expect(login.hear(Example.word(Example.verdict)) == [.say("+")])
        #expect(login.succeeded() == [.end(nil)])
        #expect(login.isOver)
    }

    /// A login by SCRAM that has said its proof.
    private func proven() -> Login {
        var login = scram()
        _ = login.hear(Example.word(Example.challenge))
        _ = login.proved(
            ScramAnswer(
                nonce: "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", proof: Example.proof,
                signature: Example.signature))
        return login
    }

    @Test(
        "believes no server that cannot prove that it knows the password",
        arguments: ["", "AAAA", Example.word("v=" + Base64.encode([UInt8](repeating: 0, count: 32)))])
    func impostor(word: String) {
        var login = proven()
        #expect(login.hear(word) == [.say("*")])
        #expect(login.succeeded() == [.end(word.isEmpty ? .unsound : .impostor)])
    }

    @Test("believes no success that comes before the proof")
    func early() {
        var login = proven()
        #expect(login.succeeded() == [.end(.impostor)])
    }

    @Test(
        "answers no challenge that is not for it, or that gives the password away",
        arguments: [
            ("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", Login.Refusal.unsound),
            ("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .unsound),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095", .tooFewRounds(4_095)),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", .unsound),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999", .unsound),
        ])
    func challenges(challenge: String, refusal: Login.Refusal) {
        var login = scram()
        #expect(login.hear(Example.word(challenge)) == [.say("*")])
        #expect(login.failed("aborted") == [.end(refusal)])
    }

    @Test("takes no answer to another question")
    func stale() {
        var login = scram()
        _ = login.hear(Example.word(Example.challenge))
        #expect(login.proved(ScramAnswer(nonce: "old", proof: Example.proof, signature: Example.signature)).isEmpty)
    }

    @Test("says a long password in pieces of 400, and an empty one behind a full one")
    func pieces() {
        var login = Login(Credentials(account: "foo", password: Secret(String(repeating: "quux", count: 148))))
        #expect(login.begin(offered: ["PLAIN"], on: Self.tls) == [.say("PLAIN")])
        let said = login.hear("+").map { step -> Int in
            if case .say(let word) = step { word.utf8.count } else { 0 }
        }
        #expect(said == [400, 400, 1])
    }

    @Test("goes on with what the server has where it does not have the first, and says a password once")
    func fallingBack() {
        var login = Login(Self.password)
        #expect(login.begin(offered: nil, on: Self.tls) == [.say("EXTERNAL")])
        #expect(login.hear("+") == [.say("+")])
        #expect(login.failed("unknown") == [.makeNonce])
        #expect(login.nonceMade(Example.nonce) == [.say("SCRAM-SHA-256")])
        _ = login.narrow(to: "PLAIN,EXTERNAL")
        #expect(login.failed("no such mechanism") == [.say("PLAIN")])
        #expect(login.hear("+").count == 1)
        #expect(login.failed("wrong") == [.end(.refused("wrong"))])
        #expect(login.failed("wrong").isEmpty)
    }

    @Test("gives a silent server up")
    func silence() {
        var login = scram()
        #expect(login.giveUp() == [.say("*"), .end(.noAnswer)])
    }

    @Test("shows its password to nobody who prints it")
    func secrets() {
        let credentials = Self.password
        let login = scram()
        for text in ["\(credentials)", "\(login)", String(reflecting: credentials)] {
            #expect(!text.contains("pencil"))
        }
        var dumped = ""
        dump(login, to: &dumped)
        #expect(!dumped.contains("pencil"))
    }

    @Test("says nothing but its own words, whatever the server says", arguments: 1...40 as ClosedRange<UInt64>)
    func anything(seed: UInt64) {
        var chance = SeededNumbers(seed: seed)
        func bytes(_ most: Int) -> [UInt8] {
            (0..<Int.random(in: 0...most, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) }
        }
        let words: [() -> String] = [
            { "+" }, { "*" }, { "" }, { Example.word(Example.challenge) }, { Example.word(Example.verdict) },
            { Base64.encode(bytes(400)) }, { String(decoding: bytes(500), as: UTF8.self) },
            {
                var challenge = Array(Example.challenge.utf8)
                let place = Int.random(in: 0..<challenge.count, using: &chance)
                challenge[place] = UInt8.random(in: 0...255, using: &chance)
                return Base64.encode(challenge)
            },
        ]
        var login = Login(Self.password)
        var steps = login.begin(offered: nil, on: Self.tls)
        var ends = 0
        for _ in 0..<60 {
            for step in steps {
                switch step {
                case .say(let word): #expect(!word.isEmpty && word.utf8.count <= 400 && !word.contains(" "))
                case .prove(let question): #expect(question.rounds >= Login.fewestRounds && !question.salt.isEmpty)
                case .makeNonce: break
                case .end: ends += 1
                }
            }
            switch Int.random(in: 0..<12, using: &chance) {
            case 0: steps = login.nonceMade(Example.nonce)
            case 1: steps = login.succeeded()
            case 2: steps = login.failed("no")
            case 3: steps = login.narrow(to: "PLAIN")
            case 4: steps = login.proved(ScramAnswer(nonce: "", proof: bytes(40), signature: bytes(40)))
            default: steps = login.hear(words[Int.random(in: 0..<words.count, using: &chance)]())
            }
        }
        #expect(ends <= 1)
    }
}
