import NIOConcurrencyHelpers
import NIOCore
package import ServerCore

/// Counts who is inside, from which address, and turns away whoever comes too often.
package final class Gate: Sendable {
    /// Guards the counts, which every loop asks; held for one look-up.
    private let admission: NIOLockedValueBox<Admission>

    package init(_ admission: Admission) {
        self.admission = NIOLockedValueBox(admission)
    }

    /// Other numbers hold from now on; whoever is in stays.
    package func adopt(_ limits: Admission.Limits, exempt: [Network]) {
        admission.withLockedValue {
            $0.limits = limits
            $0.exempt = exempt
        }
    }

    /// How many a second come in from such an address, at each listening socket; nil: as many as want to.
    func pace(of address: IPAddress?) -> Int? {
        guard let address else { return nil }
        return admission.withLockedValue { $0.isExempt(address) ? nil : $0.limits.pace }
    }

    /// Lets a channel's client in until the channel closes, or tells why not. One without an address, behind a local
    /// socket for example, is let in.
    func admit(_ address: IPAddress?, on channel: any Channel) -> Admission.Refusal? {
        guard let address else { return nil }
        let admitted = admission.withLockedValue { admission in
            Result { () throws(Admission.Refusal) in try admission.admit(address, at: NIODeadline.now().milliseconds) }
        }
        switch admitted {
        case .success(let isCounted):
            if isCounted {
                channel.closeFuture.whenComplete { [admission] _ in admission.withLockedValue { $0.leave(address) } }
            }
            return nil
        case .failure(let refusal): return refusal
        }
    }
}

extension Admission.Refusal {
    /// What whoever is turned away reads.
    var words: String {
        switch self {
        case .tooManyFromAddress: "Too many connections from your address"
        case .tooManyFromNetwork: "Too many connections from your network"
        case .tooFast: "Your address connects too often, try again later"
        }
    }
}
