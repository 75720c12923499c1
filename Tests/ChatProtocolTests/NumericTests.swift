import ChatProtocol
import Testing

@Suite("Numerics")
struct NumericTests {
    @Test("three digits are a numeric, written as they were read")
    func bothWays() {
        for number in 0...999 {
            let verb = String(String(1_000 + number).dropFirst())
            #expect(Numeric(verb: verb)?.rawValue == number)
            #expect(Numeric(rawValue: number).verb == verb)
        }
    }

    @Test(
        "anything else is none",
        arguments: ["", "1", "01", "0001", "+01", "-01", " 01", "0x1", "PING", "１２３", "٠٠١", "00a"])
    func none(_ verb: String) {
        #expect(Numeric(verb: verb) == nil)
    }

    @Test("a numeric of 400 to 599 refuses something, and so do a few later ones")
    func errors() {
        #expect(Numeric.noSuchNick.isError)
        #expect(Numeric.invalidKey.isError)
        #expect(Numeric.invalidModeParameter.isError)
        #expect(!Numeric.welcome.isError)
        #expect(!Numeric.whoisSecure.isError)
        #expect(!Numeric.endOfMotd.isError)
        #expect(Numeric.monitorListFull.isError)
        #expect(Numeric.saslFail.isError)
        #expect(!Numeric.loggedIn.isError)
        #expect(!Numeric.saslSuccess.isError)
        #expect(!Numeric.saslMechanisms.isError)
        #expect(!Numeric.keyNotSet.isError)
    }

    @Test("names stand for their numbers")
    func names() {
        #expect(Numeric.welcome.verb == "001")
        #expect(Numeric.isupport.verb == "005")
        #expect(Numeric.namesReply.verb == "353")
        #expect(Numeric.nicknameInUse.verb == "433")
        #expect(Numeric.monitorOnline.verb == "730")
        #expect(Numeric.keyValue.verb == "761")
        #expect(Numeric.loggedIn.verb == "900")
    }
}
