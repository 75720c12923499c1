import ChatProtocol

/// Gateways that tell for whom they speak (IRCv3 webirc). Only before anybody is registered on the connection.
extension ServerState {
    /// Asks about the password. What the gateway claims is looked at once that is right.
    mutating func webirc(
        _ password: String, gateway: String, host: String, address: String, _ options: [String], _ turn: inout Turn
    ) {
        guard !settings.webircPassword.isEmpty, let session = sessions[turn.session] else {
            refuseGateway("Invalid WebIRC password", &turn)
            return
        }
        // Both ways must be secure: the one to the gateway, and the one from it (IRCv3 webirc, options).
        let isSaid = options.contains { $0 == "secure" || $0.hasPrefix("secure=") }
        sessions[turn.session]?.application.isWaiting = true
        ask(
            .verifySetting(password: password, settings.webircPassword),
            for: .webirc(gateway: gateway, host: host, address: address, isSecure: isSaid && session.origin.isSecure),
            &turn)
    }

    /// The password has been looked at. The host's name is not taken over: nobody has checked that it is the address's.
    mutating func arrivedByGateway(host: String, address: String, isSecure: Bool, _ answer: Answer, _ turn: inout Turn)
    {
        guard sessions[turn.session]?.member == nil else { return }
        sessions[turn.session]?.application.isWaiting = false
        switch answer {
        case .verified(true): break
        case .verified:
            refuseGateway("Invalid WebIRC password", &turn)
            return
        default:
            refuseGateway("Try again later", &turn)
            return
        }
        guard let address = IPAddress(address) else {
            refuseGateway("Invalid WebIRC address", &turn)
            return
        }
        sessions[turn.session]?.origin.address.host = address.description
        sessions[turn.session]?.origin.isSecure = isSecure
        // It is the gateway's certificate, and proves nothing of who is behind it.
        sessions[turn.session]?.origin.fingerprint = nil
        welcomeIfReady(&turn)
    }

    private mutating func refuseGateway(_ reason: String, _ turn: inout Turn) {
        turn.needsNoAcknowledgement = true
        end(turn.session, reason: reason, &turn)
    }
}
