import ChatProtocol
import ServerCore
import Testing

struct OperatingTests {
    private let house = House { settings in
        settings.operators = ["root": "secret", "judge": "moderator:hammer", "guide": "helper:map"]
    }

    private func operating(_ nick: String, as name: String = "root", _ password: String = "secret") -> Person {
        let person = house.irc(nick)
        person.sends("OPER \(name) \(password)")
        person.forgets()
        return person
    }

    // MARK: - Becoming one

    @Test func whoeverKnowsThePasswordIsAnOperator() {
        let ann = house.irc("ann")
        ann.sends("OPER root secret")
        #expect(
            ann.heard() == [
                ":chat.local 381 ann :You are now an IRC operator", ":\(ann) MODE ann +o",
            ])
    }

    @Test func theAnswerCarriesTheLabelOfTheQuestion() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=x OPER root wrong")
        #expect(ann.heard() == ["@label=x :chat.local 464 ann :Password incorrect"])
    }

    @Test(arguments: ["root wrong", "nobody secret", "judge secret"])
    func anybodyElseIsNone(_ words: String) {
        let ann = house.irc("ann")
        ann.sends("OPER \(words)", "REHASH")
        #expect(
            ann.heard() == [
                ":chat.local 464 ann :Password incorrect",
                ":chat.local 481 ann :Permission denied: you need other privileges of an operator",
            ])
        #expect(house.reloads == 0)
    }

    @Test func theThirdWrongPasswordClosesTheConnection() {
        let ann = house.irc("ann")
        ann.sends("OPER root a", "OPER root b")
        #expect(!ann.isGone)
        ann.sends("OPER root c")
        #expect(ann.isGone)
        #expect(ann.heard().last == "ERROR :Closing link: (127.0.0.1) Too many wrong passwords")
    }

    @Test func whereThereAreNoOperatorsNobodyIsAsked() {
        let house = House()
        let ann = house.irc("ann")
        ann.sends("OPER root secret")
        #expect(ann.heard() == [":chat.local 491 ann :This server has no operators"])
    }

    @Test func anOperatorLaysItDownWithAMode() {
        let ann = operating("ann")
        ann.sends("MODE ann -o", "REHASH", "MODE ann +o")
        #expect(
            ann.heard() == [
                ":\(ann) MODE ann -o",
                ":chat.local 481 ann :Permission denied: you need other privileges of an operator",
                ":chat.local 501 ann :You cannot change that mode yourself",
            ])
    }

    @Test func whoIsTakenOutOfTheSettingsMayNothingAnyMore() {
        let ann = operating("ann")
        var settings = house.state.settings
        settings.operators["root"] = nil
        house.state.adopt(settings)
        ann.sends("REHASH")
        #expect(ann.heard().first?.contains(" 481 ") == true)
    }

    // MARK: - Classes

    /// What each class is refused with 481, of one command for each privilege.
    @Test(
        arguments: [
            ("root", "secret", []), ("judge", "hammer", ["REHASH", "SANICK"]),
            ("guide", "map", ["KILL", "UBAN", "REHASH", "SANICK"]),
        ] as [(String, String, [String])])
    func aClassMayWhatItMay(_ name: String, _ password: String, _ refused: [String]) {
        let commands = ["WALLOPS :x", "KILL nobody", "UBAN LIST", "REHASH", "SANICK nobody x"]
        let ann = operating("ann", as: name, password)
        let found = commands.filter { command in
            ann.sends(command)
            return ann.heard().contains { $0.contains(" 481 ") }
        }
        #expect(found.map { String($0.prefix { $0 != " " }) } == refused)
    }

    // MARK: - KILL

    @Test func aKillIsSeenByTheVictimAndByItsRooms() {
        let ann = operating("ann")
        let bob = house.irc("bob")
        let cat = house.irc("cat")
        let source = "\(bob)"
        for person in [ann, bob, cat] { person.joins("#tea") }
        house.forgets()
        ann.sends("KILL bob :too loud")
        #expect(
            bob.heard() == [
                ":\(ann) KILL bob :too loud", ":\(source) QUIT :Killed (ann (too loud))",
                "ERROR :Closing link: (127.0.0.1) Killed (ann (too loud))",
            ])
        #expect(bob.isGone)
        #expect(cat.heard() == [":\(source) QUIT :Killed (ann (too loud))"])
        #expect(ann.heard() == [":\(source) QUIT :Killed (ann (too loud))"])
        cat.sends("WHOIS bob")
        #expect(cat.heard().first?.contains(" 401 ") == true)
    }

    @Test func nobodyElseKills() {
        let ann = house.irc("ann")
        let bob = house.irc("bob")
        ann.sends("KILL bob :x", "KILL ann :x")
        #expect(ann.heard().allSatisfy { $0.contains(" 481 ann ") })
        #expect(!bob.isGone && !ann.isGone)
    }

    @Test func anOperatorMayKillItself() {
        let ann = operating("ann")
        ann.sends("KILL ann")
        #expect(ann.isGone)
        #expect(ann.heard().last == "ERROR :Closing link: (127.0.0.1) Killed (ann (no reason given))")
        let bob = house.irc("bob")
        bob.sends("LUSERS")
        #expect(bob.heard()[1] == ":chat.local 252 bob 0 :IRC Operators online")
    }

    @Test func whoIsNotThereIsNotKilled() {
        let ann = operating("ann")
        ann.sends("KILL bob :x")
        #expect(ann.heard() == [":chat.local 401 ann bob :No such nick"])
    }

    // MARK: - WALLOPS and REHASH

    @Test func wallopsReachWhoWantsThem() {
        let ann = operating("ann")
        let bob = house.irc("bob")
        let cat = house.irc("cat")
        bob.sends("MODE bob +w")
        bob.forgets()
        ann.sends("WALLOPS :hi everyone")
        #expect(bob.heard() == [":\(ann) WALLOPS :hi everyone"])
        #expect(cat.heard().isEmpty && ann.heard().isEmpty)
    }

    @Test func anAddressNeverMakesAWallopsTooLong() {
        let ann = operating("ann")
        ann.sends("MODE ann +w", "WALLOPS :" + String(repeating: "x", count: 500))
        #expect(ann.heard().last == ":chat.local 417 ann :Input line was too long")
    }

    @Test func rehashReadsTheSettingsAgain() {
        let ann = operating("ann")
        ann.sends("REHASH")
        #expect(ann.heard() == [":chat.local 382 ann config.ini Rehashing"])
        #expect(house.reloads == 1)
    }

    @Test func whoWantsNoticesIsToldWhatOperatorsDo() {
        let ann = operating("ann")
        let bob = operating("bob")
        ann.sends("MODE ann +s")
        ann.forgets()
        bob.sends("REHASH")
        #expect(ann.heard() == [":chat.local NOTICE ann :\(bob) has the settings read again"])
        #expect(bob.heard().count == 1)
    }

    // MARK: - What operators see, and whom they put out

    @Test func operatorsSeeSecretRooms() {
        let ann = operating("ann")
        let bob = house.irc("bob")
        bob.joins("#den")
        bob.sends("MODE #den +s")
        ann.sends("LIST #den")
        #expect(ann.heard().contains(":chat.local 322 ann #den 1 :"))
    }

    @Test func aModeratorPutsAnybodyOutOfAnyRoom() {
        let ann = operating("ann", as: "judge", "hammer")
        let bob = house.irc("bob")
        bob.joins("#tea")
        bob.forgets()
        ann.sends("KICK #tea bob :enough")
        #expect(bob.heard() == [":\(ann) KICK #tea bob :enough"])
    }
}
