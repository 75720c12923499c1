import ChatProtocol
package import ClientCore
import ClientStore
import Glibc

/// What the program around the client does for it.
package struct Household {
    /// Writes a setting into the person's config.ini; gives what went wrong, nil where nothing did.
    package let keep: (ClientSetting.Key, String) -> String?
    /// Asks the person's program for the password of the network of that name, and hands over `.unlocked` from any thread.
    package let unlock: (String, @escaping @Sendable (Event) -> Void) -> Void
    /// A password as SASLprep makes it; nil for one that cannot be made so.
    package let prepare: (String) -> String?

    /// A household that does these.
    package init(
        keep: @escaping (ClientSetting.Key, String) -> String?,
        unlock: @escaping (String, @escaping @Sendable (Event) -> Void) -> Void, prepare: @escaping (String) -> String?
    ) {
        self.keep = keep
        self.unlock = unlock
        self.prepare = prepare
    }
}

/// Does what the model wants done about the network and the clock; tells whoever owns the loop about the rest.
struct Performer {
    /// The exit status and the last words, once the model has ended.
    private(set) var ending: (status: Int32, farewell: String?)?
    /// When the model wants to be woken.
    private(set) var deadline: Instant?
    private(set) var wantsSuspension = false
    private(set) var wantsRepaint = false

    private let links: Links
    private let file: KnownServersFile?
    private let household: Household
    private let tell: @Sendable (Event) -> Void
    private var outcomes: [Event] = []
    /// nil: nothing is kept.
    private let log: LogKeeper?
    private var desktop: Desktop?

    /// - Parameters:
    ///   - file: where to keep what is known of servers; nil: nowhere.
    ///   - tell: takes from any thread what the household answers later.
    ///   - log: nil keeps nothing on disk.
    ///   - desktop: nil where there is no screen, and so nobody to show anything to.
    init(
        links: Links, file: KnownServersFile?, household: Household,
        tell: @escaping @Sendable (Event) -> Void, log: LogKeeper? = nil,
        desktop: Desktop? = nil
    ) {
        self.links = links
        self.file = file
        self.household = household
        self.tell = tell
        self.log = log
        self.desktop = desktop
    }

    mutating func perform(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .network(let number, let errand): links.perform(errand, for: number)
            case .wake(let moment): deadline = moment
            case .suspend: wantsSuspension = true
            case .redraw: wantsRepaint = true
            case .ring: Self.ring()
            case .copy(let text): desktop?.copy(text)
            case .notify(let title, let text): desktop?.notify(title: title, text: text)
            case .keep(let key, let value): outcomes.append(.kept(key, problem: household.keep(key, value)))
            case .remember(let news): remember(news)
            case .log(let task): log?.perform(task)
            case .unlock(let name): household.unlock(name, tell)
            case .prepare(let number, let account, let password):
                let prepared = household.prepare(password.revealed).map { Secret($0) }
                let credentials = Credentials(account: account, password: password, prepared: prepared)
                outcomes.append(.prepared(number, credentials))
            case .leave(let status, let farewell): ending = (status, farewell)
            }
        }
        links.flush()
    }

    private mutating func remember(_ news: KnownServers.News) {
        do throws(KnownServersError) {
            try file?.add(news)
        } catch {
            outcomes.append(.notRemembered(error.description))
        }
    }

    /// The deadline has come: a later one is set by an effect.
    mutating func passDeadline() {
        deadline = nil
    }

    /// What has become of what was performed, for the model to know.
    mutating func takeOutcomes() -> [Event] {
        defer { outcomes = [] }
        return outcomes
    }

    mutating func takeSuspension() -> Bool {
        defer { wantsSuspension = false }
        return wantsSuspension
    }

    mutating func takeRepaint() -> Bool {
        defer { wantsRepaint = false }
        return wantsRepaint
    }

    /// BEL moves nothing on the screen, so that it may go between two pictures.
    private static func ring() {
        guard isatty(STDOUT_FILENO) == 1 else { return }
        var bell: UInt8 = 7
        _ = write(STDOUT_FILENO, &bell, 1)
    }
}
