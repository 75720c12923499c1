import ChatProtocol
import Testing

@Suite("The vectors of irc-parser-tests")
struct VectorTests {
    @Test("all 85 entries are here")
    func count() {
        #expect(SplitVector.all.count == 35)
        #expect(JoinVector.all.count == 18)
        #expect(SourceVector.all.count == 7)
        #expect(MaskVector.all.count == 6)
        #expect(HostNameVector.valid.count + HostNameVector.invalid.count == 19)
    }

    @Test("a line says what its entry says", arguments: SplitVector.all)
    func split(_ vector: SplitVector) throws {
        #expect(MessageAtoms(try Message(line: vector.input, from: .server)) == vector.atoms)
    }

    @Test("a line says the same wherever its stream is split", arguments: SplitVector.all, ["\r\n", "\n"])
    func everySplit(_ vector: SplitVector, _ end: String) throws {
        let stream = Array((vector.input + end).utf8)
        for place in 0...stream.count {
            let reads = [Array(stream[..<place]), Array(stream[place...])]
            let framed = Framed.pieces(of: reads, limit: Limits.serverLine)
            guard case .line(let line) = framed.first, framed.count == 1 else {
                Issue.record("split at \(place): \(framed)")
                continue
            }
            #expect(MessageAtoms(try Message(parsing: line.span, from: .server)) == vector.atoms, "split at \(place)")
        }
    }

    @Test("a line of the vectors may come from a client too", arguments: SplitVector.all)
    func fromClient(_ vector: SplitVector) throws {
        #expect(MessageAtoms(try Message(line: vector.input, from: .client)) == vector.atoms)
    }

    @Test("what was read is read again after it was written", arguments: SplitVector.all)
    func writtenAgain(_ vector: SplitVector) throws {
        let message = try Message(line: vector.input)
        #expect(try Message(line: message.description) == message)
    }

    @Test("a message is written as one of its lines", arguments: JoinVector.all)
    func join(_ vector: JoinVector) {
        let line = vector.atoms.message.description
        #expect(vector.matches.contains { $0.utf8.elementsEqual(line.utf8) }, "\(vector.about): \(line)")
    }

    @Test("a message that was written is read as it was", arguments: JoinVector.all)
    func joinAndSplit(_ vector: JoinVector) throws {
        let message = vector.atoms.message
        #expect(try Message(line: message.description) == message)
    }

    @Test("every line of a message says that message", arguments: JoinVector.all)
    func matches(_ vector: JoinVector) throws {
        for line in vector.matches {
            #expect(MessageAtoms(try Message(line: line)) == vector.atoms, "\(vector.about): \(line)")
        }
    }

    @Test("a source has its parts", arguments: SourceVector.all)
    func source(_ vector: SourceVector) {
        let source = Source(vector.text)
        #expect(source.nick == vector.nick)
        #expect(source.user ?? "" == vector.user)
        #expect(source.host ?? "" == vector.host)
        #expect(source.description == vector.text)
    }

    @Test("a mask matches what it should and nothing else", arguments: MaskVector.all)
    func mask(_ vector: MaskVector) {
        let mask = Mask(vector.mask)
        for text in vector.matches { #expect(mask.matches(text), "\(vector.mask) and \(text)") }
        for text in vector.fails { #expect(!mask.matches(text), "\(vector.mask) and \(text)") }
    }

    @Test("a host name is known", arguments: HostNameVector.valid)
    func host(_ name: String) {
        #expect(HostName.isValid(name))
    }

    @Test("what is no host name is refused", arguments: HostNameVector.invalid)
    func noHost(_ name: String) {
        #expect(!HostName.isValid(name))
    }
}
