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

    /// By their networks' numbers: what to show to servers that ask for a certificate.
    private let certificates: [ClientCertificate?]

    init(mailbox: Mailbox, certificates: [ClientCertificate?]) {
        self.mailbox = mailbox
        self.certificates = certificates
    }

    func perform(_ errand: Errand, for network: Int) {
        let link = link(to: network)
        switch errand {
        case .connect(let endpoint): link.connect(to: endpoint)
        case .send(let message): link.send(message.encoded)
        case .sendRaw(let text): link.sendRaw(text)
        case .goOnWithHandshake: link.goOnWithHandshake()
        case .makeNonce: link.makeNonce()
        case .prove(let question): link.prove(question)
        case .disconnect: link.disconnect()
        case .cutOff: link.cutOff()
        }
    }

    private func link(to network: Int) -> Link {
        if let link = links[network] { return link }
        let certificate = certificates.indices.contains(network) ? certificates[network] : nil
        let link = Link(network: network, mailbox: mailbox, group: group, certificate: certificate)
        links[network] = link
        return link
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
