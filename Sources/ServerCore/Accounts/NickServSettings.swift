import ChatProtocol

/// What an owner settles of an account: `NickServ SET` and `CERT`.
extension ServerState {
    mutating func set(_ setting: String, to value: String, _ turn: inout Turn) {
        guard let id = members[turn.actor]?.account, canKeep(.nickServ, &turn) else { return }
        switch setting.uppercased() {
        case "ALWAYS-ON": setAlwaysOn(of: id, to: value, &turn)
        case "MULTICLIENT": setMulticlient(of: id, to: value, &turn)
        case "EMAIL": setEmail(of: id, to: value, &turn)
        case "PASSWORD": changePassword(to: value, &turn)
        default: say("There is no such setting. HELP SET lists those there are", as: .nickServ, &turn)
        }
    }

    private mutating func setAlwaysOn(of id: AccountID, to value: String, _ turn: inout Turn) {
        let wish = Self.choice(value)
        guard wish != nil || value.lowercased() == "default" else {
            refuseValue(&turn)
            return
        }
        changePersistence(of: id, to: wish, &turn)
        let isOn = accounts[id].map { isAlwaysOn($0) } ?? false
        let isImpossible = wish == true && !isOn
        let text = isImpossible ? "This server keeps nobody always on" : "Always-on is \(isOn ? "on" : "off")"
        say(text, as: .nickServ, &turn)
    }

    private mutating func setMulticlient(of id: AccountID, to value: String, _ turn: inout Turn) {
        guard let isOn = Self.choice(value) else {
            refuseValue(&turn)
            return
        }
        accounts[id]?.takesSeveral = isOn
        keepAccount(id, &turn)
        say("Multiclient is \(isOn ? "on" : "off")", as: .nickServ, &turn)
    }

    private mutating func setEmail(of id: AccountID, to value: String, _ turn: inout Turn) {
        let email = value.lowercased() == "none" || value == "*" ? "" : value
        guard isWellFormed(mail: email) else {
            refuseValue(&turn)
            return
        }
        accounts[id]?.email = email
        keepAccount(id, &turn)
        say("Your email address is changed", as: .nickServ, &turn)
    }

    private func refuseValue(_ turn: inout Turn) {
        say("That value cannot be. HELP SET tells which can", as: .nickServ, &turn)
    }

    private static func choice(_ word: String) -> Bool? {
        switch word.lowercased() {
        case "on", "true", "yes": true
        case "off", "false", "no": false
        default: nil
        }
    }

    // MARK: - Certificates

    /// A fingerprint as it is kept; nil: it is none. Colons and capitals, as other programs print them, do not matter.
    static func fingerprint(_ text: String) -> String? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: ":") }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let isHexadecimal = digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        return digits.count == 64 && isHexadecimal ? String(decoding: digits, as: UTF8.self) : nil
    }

    mutating func certify(_ word: String, _ text: String?, _ turn: inout Turn) {
        guard let account = members[turn.actor].flatMap(account(of:)), canKeep(.nickServ, &turn) else { return }
        guard word.uppercased() != "LIST" else {
            for print in account.fingerprints { say(print, as: .nickServ, &turn) }
            if account.fingerprints.isEmpty { say("You have no certificates", as: .nickServ, &turn) }
            return
        }
        let print = text.map { Self.fingerprint($0) } ?? sessions[turn.session]?.origin.fingerprint
        guard let print else {
            let why = text == nil ? "You have come without a certificate" : "A fingerprint is 64 hexadecimal digits"
            say(why, as: .nickServ, &turn)
            return
        }
        switch word.uppercased() {
        case "ADD": addCertificate(print, to: account, &turn)
        case "DEL":
            guard account.fingerprints.contains(print) else {
                say("You have no such certificate", as: .nickServ, &turn)
                return
            }
            accounts[account.id]?.fingerprints.removeAll { $0 == print }
            accountsByFingerprint[print] = nil
            keepAccount(account.id, &turn)
            say("That certificate logs in no longer", as: .nickServ, &turn)
        default: say("It takes: CERT ADD|DEL|LIST [fingerprint]", as: .nickServ, &turn)
        }
    }

    private mutating func addCertificate(_ print: String, to account: Account, _ turn: inout Turn) {
        guard accountsByFingerprint[print] == nil else {
            let isOwn = account.fingerprints.contains(print)
            say(isOwn ? "You have that one already" : "That is somebody else's certificate", as: .nickServ, &turn)
            return
        }
        guard account.fingerprints.count < Account.mostFingerprints else {
            say("You have \(Account.mostFingerprints) already, which is the most", as: .nickServ, &turn)
            return
        }
        accounts[account.id]?.fingerprints.append(print)
        accountsByFingerprint[print] = account.id
        keepAccount(account.id, &turn)
        say("That certificate logs in from now on", as: .nickServ, &turn)
    }
}
