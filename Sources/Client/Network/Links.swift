import ChatProtocol
import ClientCore
import NIOCore
import NIOPosix

/// The connections to all networks, on one thread of their own.
final class Links {
    private let mailbox: Mailbox
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    /// By their networks' numbers.
    private var links: [Int: Link] = [:]

    init(mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    func perform(_ errand: Errand, for network: Int) {
        let link = links[network] ?? Link(network: network, mailbox: mailbox, group: group)
        links[network] = link
        switch errand {
        case .connect(let endpoint): link.connect(to: endpoint)
        case .send(let message): link.send(message.encoded)
        case .sendRaw(let text): link.sendRaw(text)
        case .disconnect: link.disconnect()
        }
    }

    /// The mailbox has room again.
    func goOn() {
        for link in links.values { link.goOn() }
    }

    /// Closes all of them and ends their thread, once what was sent has been handed to the kernel.
    func end() {
        for link in links.values { link.disconnect() }
        do {
            try group.syncShutdownGracefully()
        } catch {
            // The process ends now; the kernel closes what is still open.
        }
    }
}
