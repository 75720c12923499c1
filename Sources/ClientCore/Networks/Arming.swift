import ChatProtocol

/// When the model has to be woken.
///
/// Asked for after each key: nothing is copied or gathered. What is called with a whole network would get a copy, and so
/// would what is called with the model and does not say that it changes it.
extension Model {
    /// Whether a moment has come at which there is more to do than to keep something.
    var isMoreDue: Bool { moreDue.map { $0 <= now } ?? false }

    /// Asks to be woken where the wake-up that was asked for is too late. One that is too early costs a look.
    mutating func arm() {
        var earliest = Earliest()
        for place in networks.indices {
            noteTimes(of: place, in: &earliest)
            if log.stage != .off, !networks.span[place].isRemembered, now < networks.span[place].rememberedBy {
                earliest.note(networks.span[place].rememberedBy)
            }
        }
        earliest.note(plain.until)
        earliest.note(plain.roomsUntil)
        earliest.note(markDue)
        for index in buffers.indices where !buffers.span[index].typists.isEmpty {
            for typist in buffers.span[index].typists { earliest.note(typist.until) }
        }
        moreDue = earliest.moment
        if log.underway == 0 { earliest.note(log.due) }
        guard let next = earliest.moment else { return }
        if let armed, armed <= next { return }
        armed = next
        effects.append(.wake(next))
    }

    /// Adds the moments at which something is due at a network, and those at which a time that is shown changes.
    private mutating func noteTimes(of place: Int, in earliest: inout Earliest) {
        for unsaid in networks.span[place].unsaid { earliest.note(unsaid.until) }
        switch networks.span[place].connection {
        case .waiting(let until):
            earliest.note(until)
            if !settings.isPlain { earliest.note(until.nextSecond(from: now)) }
        case .leaving(let until): earliest.note(until)
        case .registering, .online:
            if networks.span[place].settings.endpoint.dialect != .raw {
                earliest.note(networks.span[place].session.nextLook)
            }
            for question in networks.span[place].session.questions { earliest.note(question.until) }
            for deferral in networks.span[place].session.deferrals.values { earliest.note(deferral.due) }
            earliest.note(networks.span[place].session.loginUntil)
            earliest.note(networks.span[place].session.endsUntil)
            guard !settings.isPlain else { return }
            let oldest = networks.span[place].session.awaited.oldest
            earliest.note(networks.span[place].session.lag.nextChange(oldest: oldest, at: now))
        case .idle, .connecting, .over: break
        }
    }
}

/// The first of some moments; nil while everything waits for somebody.
struct Earliest {
    private(set) var moment: Instant?

    mutating func note(_ other: Instant?) {
        guard let other else { return }
        if let moment, moment <= other { return }
        moment = other
    }
}

extension Instant {
    /// When the seconds until this moment, as they are shown, are fewer by one than they are now.
    fileprivate func nextSecond(from now: Instant) -> Instant {
        let left = max(1, milliseconds - now.milliseconds)
        return later(by: -((left - 1) / 1_000) * 1_000)
    }
}
