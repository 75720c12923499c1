import ChatProtocol

/// What the server can do, and what a connection takes of it: CAP and 005.
extension ServerState {
    /// What a connection may ask for, and with which value where there is one. In the order of names, but what is common
    /// comes before what is still a draft, since an old client is told one line only.
    func offers(to session: Session) -> [(capability: Capability, value: String?)] {
        let all = Capability.allCases.compactMap { capability -> (capability: Capability, value: String?)? in
            switch capability {
            case .accountRegistration:
                guard settings.accounts.isOpen else { return nil }
                var words = ["custom-account-name"]
                if registersEarly { words.insert("before-connect", at: 0) }
                if settings.accounts.requiresEmail { words.append("email-required") }
                return (capability, words.joined(separator: ","))
            case .multiline:
                let limits = "max-bytes=\(ServerSettings.multilineBytes),max-lines=\(ServerSettings.multilineLines)"
                return (capability, limits)
            case .metadata2, .metadata3:
                return (
                    capability,
                    "before-connect,max-subs=\(ServerSettings.subscriptions),max-keys=\(ServerSettings.metadataKeys),max-key-bytes=\(ServerSettings.metadataKeyBytes),max-value-bytes=\(ServerSettings.metadataBytes)"
                )
            case .sasl: return (capability, mechanisms(for: session).joined(separator: ","))
            case .sts:
                guard let port = settings.tlsPort else { return nil }
                return (capability, session.origin.isSecure ? "duration=\(Self.stsDuration)" : "port=\(port)")
            case .reliable: return nil
            default: return (capability, nil)
            }
        }
        return all.filter { !$0.capability.name.contains("/") } + all.filter { $0.capability.name.contains("/") }
    }

    /// Seconds for which a client goes on insisting on TLS (reliability, threat 11).
    private static let stsDuration = 2_592_000

    mutating func negotiate(_ command: CapabilityCommand, _ turn: inout Turn) {
        guard let session = sessions[turn.session] else { return }
        let name = name(turn)
        func cap(_ words: [String]) -> Reply { .other(Message("CAP", [name] + words)) }
        switch command {
        case .list(let version):
            if session.member == nil { sessions[turn.session]?.application.isNegotiating = true }
            sessions[turn.session]?.capabilityVersion = max(version, session.capabilityVersion)
            if version >= 302, !session.has(.capNotify) {
                change(capabilities: session.capabilities.union(Capabilities(.capNotify)), &turn)
            }
            let isNew = version >= 302
            let words = offers(to: session).filter { isNew || $0.capability != .sts }.map { offer in
                offer.capability.name + (isNew ? offer.value.map { "=" + $0 } ?? "" : "")
            }
            let lines = texts(of: words, endOf: cap(["LS", "*", ""]))
            for line in isNew ? lines.dropLast() : [] { turn.answer(cap(["LS", "*", line])) }
            turn.answer(cap(["LS", (isNew ? lines.last : lines.first) ?? ""]))
        case .enabled:
            let lines = texts(of: session.capabilities.names, endOf: cap(["LIST", "*", ""]))
            for line in lines.dropLast() { turn.answer(cap(["LIST", "*", line])) }
            turn.answer(cap(["LIST", lines.last ?? ""]))
        case .request(let words):
            if session.member == nil { sessions[turn.session]?.application.isNegotiating = true }
            // The answer repeats the words.
            if !fits(cap(["ACK", words])) {
                turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
            } else if let changed = apply(words, to: session) {
                change(capabilities: changed, &turn)
                turn.answer(cap(["ACK", words]))
            } else {
                turn.answer(cap(["NAK", words]))
            }
        case .end: sessions[turn.session]?.application.isNegotiating = false
        case .unknown(let word):
            turn.answer(numeric(.invalidCapCommand, turn, [Self.shown(word), "Invalid CAP subcommand"]))
        }
    }

    private mutating func change(capabilities: Capabilities, _ turn: inout Turn) {
        sessions[turn.session]?.capabilities = capabilities
        // Who no longer takes metadata has no subscriptions either (draft/metadata-3).
        if MetadataDraft.isSpoken(in: turn.capabilities), !MetadataDraft.isSpoken(in: capabilities) {
            sessions[turn.session]?.subscriptions = []
        }
        turn.capabilities = capabilities
        turn.effects.append(.speaks(turn.session, capabilities))
    }

    /// The capabilities after this request; nil where it names one that is not offered: a request is granted whole or not.
    private func apply(_ words: String, to session: Session) -> Capabilities? {
        let offered = Capabilities(offers(to: session).map(\.capability).filter { $0 != .sts })
        var changed = session.capabilities
        for word in words.split(separator: " ") {
            let isRemoving = word.hasPrefix("-")
            guard let capability = Capability(name: String(isRemoving ? word.dropFirst() : word)),
                offered.contains(capability)
            else { return nil }
            if isRemoving {
                // Whoever asked for 302 is told of changes, and cannot be not told (capability-negotiation).
                if capability == .capNotify, session.capabilityVersion >= 302 { return nil }
                changed.remove(Capabilities(capability))
            } else {
                changed.insert(Capabilities(capability))
            }
        }
        return changed
    }
}
