import ChatProtocol

/// Who somebody is, told in rows of a label and what stands behind it.
extension Model {
    /// One thing known of somebody.
    struct Fact: Equatable, Sendable {
        var label: PeoplePhrase
        var text: String
    }

    /// All that is known of somebody; what nobody has told is left out.
    ///
    /// - Parameter answer: what the server said when it was asked.
    func facts(about folded: String, _ answer: Whois? = nil) -> [Fact] {
        let person = session.people[folded] ?? answer?.person ?? Acquaintance()
        var facts: [Fact] = []
        func add(_ label: PeoplePhrase, _ text: String) {
            if !text.isEmpty { facts.append(Fact(label: label, text: text)) }
        }
        if session.fold(person.realname) != folded { add(.name, person.realname) }
        for key in person.profile.keys { add(.profile(key), person.profile[key] ?? "") }
        switch person.login {
        case .unknown: break
        case .loggedOut: add(.account, phrase(.noAccount))
        case .account(let name): add(.account, name)
        }
        add(.from, person.user.isEmpty && person.host.isEmpty ? "" : person.user + "@" + person.host)
        let shared = sharedRooms(with: folded)
        add(.rooms, (answer.map { $0.rooms.isEmpty ? shared : $0.rooms } ?? shared).joined(separator: "  "))
        if person.isAway { add(.away, person.awayText.isEmpty ? phrase(.isAwayMark) : person.awayText) }
        add(.also, properties(of: person, isSecure: answer?.isSecure ?? false))
        guard let answer else { return facts }
        if let idle = answer.idle { add(.idle, phrase(.duration(idle))) }
        if let since = answer.since {
            let zone = settings.minutesFromUTC
            let date = Clock.shortDate(of: since, minutesFromUTC: zone, in: settings.language)
            add(.since, date + " " + Clock.time(of: since, minutesFromUTC: zone))
        }
        add(.server, answer.server)
        for other in answer.others { add(.also, other) }
        return facts
    }

    private func properties(of person: Acquaintance, isSecure: Bool) -> String {
        var words: [String] = []
        if person.isBot { words.append(phrase(.botMark)) }
        if person.isOperator { words.append(phrase(.runsServer)) }
        if person.isRaw { words.append(phrase(.rawMember)) }
        if isSecure { words.append(phrase(.confidential)) }
        return words.joined(separator: settings.language == .chinese ? "，" : ", ")
    }

    /// The rooms where the person meets them, with their ranks there.
    private func sharedRooms(with folded: String) -> [String] {
        buffers.compactMap { buffer in
            guard buffer.network == network.number, buffer.isJoined, let member = buffer.members[folded] else {
                return nil
            }
            return member.ranks.prefix(1) + buffer.name
        }
    }

    /// Columns of the widest label.
    func labelColumns(of facts: [Fact]) -> Int {
        facts.map { DisplayWidth.columns(of: phrase($0.label), rules: settings.widthRules) }.max() ?? 0
    }

    /// - Parameter columns: what labels are brought to.
    func text(of fact: Fact, labels columns: Int) -> StyledText {
        let label = phrase(fact.label)
        let missing = max(0, columns - DisplayWidth.columns(of: label, rules: settings.widthRules))
        var text = StyledText(label + String(repeating: " ", count: missing) + "  ", Style(.faint))
        text.append(fact.text)
        return text
    }
}
