import Chance
import ChatProtocol
import Testing

@Suite("The messages of SCRAM")
struct ScramMessageTests {
    static let proof = String(repeating: "A", count: 43) + "="

    /// One text through one parser; the text that would be written again.
    private func read(_ kind: Kind, _ bytes: [UInt8]) throws(Scram.Fault) -> String {
        switch kind {
        case .clientFirst: try Scram.ClientFirst(parsing: bytes).text
        case .serverFirst: try Scram.ServerFirst(parsing: bytes).text
        case .clientFinal: try Scram.ClientFinal(parsing: bytes).text
        case .serverFinal: try Scram.ServerFinal(parsing: bytes).text
        }
    }

    enum Kind: CaseIterable, Sendable { case clientFirst, serverFirst, clientFinal, serverFinal }

    static let valid: [(Kind, String)] = [
        (.clientFirst, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"),
        (.clientFirst, "y,,n=user,r=x"),
        (.clientFirst, "p=tls-exporter,,n=user,r=x"),
        (.clientFirst, "n,a=other,n=user,r=x"),
        (.clientFirst, "p=tls-server-end-point,a=a=2Cb=3Dc,n==3D=2C,r=x"),
        (.clientFirst, "n,,n=小明,r=x,x=1,Y===,z=é"),
        (.clientFirst, "n,,n=e\u{301},r=!~"),
        (.serverFirst, "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
        (.serverFirst, "r=x,s=AA==,i=1"),
        (.serverFirst, "r=x,s=AA==,i=10000000,x=y"),
        (.clientFinal, "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYD,p=\(proof)"),
        (.clientFinal, "c=biws,r=x,x=y,z=w,p=\(proof)"),
        (.serverFinal, "v=\(proof)"),
        (.serverFinal, "v=\(proof),x=y"),
        (.serverFinal, "e=invalid-proof"),
        (.serverFinal, "e=some=thing,x=y"),
    ]

    @Test("what is read is written as the same bytes", arguments: valid)
    func roundTrips(_ kind: Kind, _ text: String) throws {
        #expect(try read(kind, Array(text.utf8)).utf8.elementsEqual(text.utf8))
    }

    @Test("a message cut short anywhere is refused or is shorter, and never a trap", arguments: valid)
    func truncated(_ kind: Kind, _ text: String) {
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            let cut = Array(bytes[..<count])
            if let again = try? read(kind, cut) { #expect(again.utf8.elementsEqual(cut)) }
        }
        // What is cut before its last necessary part begins is always refused.
        #expect(throws: Scram.Fault.self) { try read(kind, Array(bytes.prefix(2))) }
    }

    @Test("any bytes, and any message with one changed, are refused or come back the same", arguments: valid)
    func changed(_ kind: Kind, _ text: String) {
        var random = SeededNumbers(seed: 5_802)
        let bytes = Array(text.utf8)
        for place in bytes.indices {
            for other in Array(",=\0anrscpvemi1\u{7F}".utf8) + [0xFF, random.bytes(upTo: 1).first ?? 0x80] {
                var changed = bytes
                changed[place] = other
                if let again = try? read(kind, changed) { #expect(again.utf8.elementsEqual(changed)) }
            }
        }
    }

    static let refused: [(Kind, String, Scram.Fault)] = [
        (.clientFirst, "", .malformedHeader),
        (.clientFirst, "n", .malformedHeader),
        (.clientFirst, "n,", .missing(.username)),
        (.clientFirst, "x,,n=user,r=x", .malformedHeader),
        (.clientFirst, "F,n,,n=user,r=x", .malformedHeader),
        (.clientFirst, "N,,n=user,r=x", .malformedHeader),
        (.clientFirst, "p,,n=user,r=x", .malformedHeader),
        (.clientFirst, "p=,,n=user,r=x", .malformedHeader),
        (.clientFirst, "p=tls_x,,n=user,r=x", .malformedHeader),
        (.clientFirst, "p=\(String(repeating: "a", count: 65)),,n=user,r=x", .tooLong),
        (.clientFirst, "n,b=c,n=user,r=x", .malformedHeader),
        (.clientFirst, "n,a=,n=user,r=x", .malformed(.authzid)),
        (.clientFirst, "n,a==2c,n=user,r=x", .malformed(.authzid)),
        (.clientFirst, "n=user,r=x", .malformedHeader),
        (.clientFirst, "n,,m=x,n=user,r=x", .mandatoryExtension),
        (.clientFirst, "n,,n=user,r=x,m=y", .mandatoryExtension),
        (.clientFirst, "n,,r=x,n=user", .missing(.username)),
        (.clientFirst, "n,,n=,r=x", .malformed(.username)),
        (.clientFirst, "n,,n=a=b,r=x", .malformed(.username)),
        (.clientFirst, "n,,n=a=,r=x", .malformed(.username)),
        (.clientFirst, "n,,n=a=2,r=x", .malformed(.username)),
        (.clientFirst, "n,,n=a\0,r=x", .malformed(.username)),
        (.clientFirst, "n,,n=\(String(repeating: "a", count: 256)),r=x", .tooLong),
        (.clientFirst, "n,,n=user", .missing(.nonce)),
        (.clientFirst, "n,,n=user,r=", .malformed(.nonce)),
        (.clientFirst, "n,,n=user,r=a b", .malformed(.nonce)),
        (.clientFirst, "n,,n=user,r=é", .malformed(.nonce)),
        (.clientFirst, "n,,n=user,r=\(String(repeating: "a", count: 513))", .tooLong),
        (.clientFirst, "n,,n=user,r=x,", .malformedExtension),
        (.clientFirst, "n,,n=user,r=x,x", .malformedExtension),
        (.clientFirst, "n,,n=user,r=x,x=", .malformedExtension),
        (.clientFirst, "n,,n=user,r=x,1=2", .malformedExtension),
        (.clientFirst, "n,,n=user,r=x,r=y", .malformedExtension),
        (.clientFirst, "n,,n=user,r=x,x=\0", .malformedExtension),
        (.clientFirst, "n,,n=user,r=x,x=\(String(repeating: "a", count: 4_096))", .tooLong),
        (.serverFirst, "m=1,r=x,s=AA==,i=1", .mandatoryExtension),
        (.serverFirst, "s=AA==,r=x,i=1", .missing(.nonce)),
        (.serverFirst, "r=x,i=1", .missing(.salt)),
        (.serverFirst, "r=x,s=A,i=1", .malformed(.salt)),
        (.serverFirst, "r=x,s=,i=1", .malformed(.salt)),
        (.serverFirst, "r=x,s=\(String(repeating: "A", count: 344)),i=1", .tooLong),
        (.serverFirst, "r=x,s=AA==", .missing(.iterations)),
        (.serverFirst, "r=x,s=AA==,i=", .malformed(.iterations)),
        (.serverFirst, "r=x,s=AA==,i=0", .malformed(.iterations)),
        (.serverFirst, "r=x,s=AA==,i=01", .malformed(.iterations)),
        (.serverFirst, "r=x,s=AA==,i=+1", .malformed(.iterations)),
        (.serverFirst, "r=x,s=AA==,i=10000001", .malformed(.iterations)),
        (.serverFirst, "r=x,s=AA==,i=99999999999999999999", .malformed(.iterations)),
        (.serverFirst, "e=no-resources", .missing(.nonce)),
        (.clientFinal, "r=x,p=\(proof)", .missing(.channelBinding)),
        (.clientFinal, "c=,r=x,p=\(proof)", .malformed(.channelBinding)),
        (.clientFinal, "c=n,,r=x,p=\(proof)", .malformed(.channelBinding)),
        (.clientFinal, "c=biws,p=\(proof)", .missing(.nonce)),
        (.clientFinal, "c=biws,r=x", .missing(.proof)),
        (.clientFinal, "c=biws,r=x,p=", .malformed(.proof)),
        (.clientFinal, "c=biws,r=x,p=AAAA", .malformed(.proof)),
        (.clientFinal, "c=biws,r=x,p=\(proof),x=y", .missing(.proof)),
        (.clientFinal, "c=biws,r=x,p=\(proof),p=\(proof)", .malformedExtension),
        (.clientFinal, "c=biws,r=x,m=y,p=\(proof)", .mandatoryExtension),
        (.serverFinal, "", .missing(.signature)),
        (.serverFinal, "v=", .malformed(.signature)),
        (.serverFinal, "v=AAAA", .malformed(.signature)),
        (.serverFinal, "e=", .malformed(.error)),
        (.serverFinal, "e=invalid-proof,v=\(proof)", .malformedExtension),
    ]

    @Test("what is no message says why", arguments: refused)
    func malformed(_ kind: Kind, _ text: String, _ fault: Scram.Fault) {
        #expect(throws: fault) { try read(kind, Array(text.utf8)) }
    }

    @Test("bytes that are no text are no message", arguments: Kind.allCases)
    func invalidUTF8(_ kind: Kind) {
        #expect(throws: Scram.Fault.invalidUTF8) { try read(kind, Array("n,,n=".utf8) + [0xFF]) }
    }

    @Test("the parts of a first message are what was meant")
    func parts() throws {
        let first = try Scram.ClientFirst(parsing: Array("y,a=a=2Cb,n=c=3Dd,r=x,t=u".utf8))
        #expect(first.binding == .notOffered)
        #expect(first.authzid == "a,b")
        #expect(first.username == "c=d")
        #expect(first.nonce == "x")
        #expect(first.extensions == ["t=u"])
        #expect(first.gs2Header == "y,a=a=2Cb,")
        #expect(first.bare == "n=c=3Dd,r=x,t=u")
        let final = try Scram.ClientFinal(parsing: Array("c=biws,r=x,t=u,p=\(Self.proof)".utf8))
        #expect(final.channelBinding == Array("n,,".utf8))
        #expect(final.textWithoutProof == "c=biws,r=x,t=u")
        #expect(try Scram.ServerFinal(parsing: Array("e=other-error".utf8)).outcome == .error("other-error"))
    }

    @Test("nothing can be smuggled into a message that is written")
    func unwritable() {
        #expect(throws: Scram.Fault.malformed(.nonce)) { try Scram.ClientFirst(username: "ann", nonce: "a,n=b") }
        #expect(throws: Scram.Fault.malformed(.username)) { try Scram.ClientFirst(username: "", nonce: "a") }
        #expect(throws: Scram.Fault.malformedExtension) {
            try Scram.ClientFirst(username: "ann", nonce: "a", extensions: ["x=y,m=z"])
        }
        #expect(throws: Scram.Fault.malformedHeader) {
            try Scram.ClientFirst(binding: .required("a,b"), username: "ann", nonce: "a")
        }
        #expect(throws: Scram.Fault.malformed(.iterations)) {
            try Scram.ServerFirst(nonce: "a", salt: [1], iterations: 0)
        }
        #expect(throws: Scram.Fault.malformed(.error)) { try Scram.ServerFinal(.error("a,b")) }
    }
}
