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

    /// What may be shown to servers that ask for a certificate, by its file.
    private let certificates: [String: ClientCertificate]

    /// Reads all that the settings name. Throws what is wrong with one of them.
    static func certificates(
        of settings: ClientSettings
    ) throws(ClientCertificateError) -> [String: ClientCertificate] {
        var certificates: [String: ClientCertificate] = [:]
        for network in settings.networks + settings.named {
            guard let file = network.certificateFile, certificates[file] == nil else { continue }
            certificates[file] = try ClientCertificate(file: file)
        }
        return certificates
    }

    init(mailbox: Mailbox, certificates: [String: ClientCertificate]) {
        self.mailbox = mailbox
        self.certificates = certificates
    }

    /// What is to be sent to each network, by its number, since `flush`: messages of one moment go out in one write.
    private var outgoing: [Int: [UInt8]] = [:]

    /// Messages wait for `flush`; everything else is done at once, behind the messages before it.
    func perform(_ errand: Errand, for network: Int) {
        if case .send(let message) = errand {
            message.encode(into: &outgoing[network, default: []])
            return
        }
        flush()
        let link = link(to: network)
        switch errand {
        case .connect(let endpoint): link.connect(to: endpoint)
        case .identify(let file): link.show(certificates[file])
        case .send: break
        case .sendRaw(let text): link.sendRaw(text)
        case .goOnWithHandshake: link.goOnWithHandshake()
        case .makeNonce: link.makeNonce()
        case .prove(let question): link.prove(question)
        case .disconnect: link.disconnect()
        case .cutOff: link.cutOff()
        }
    }

    /// Sends what waits.
    func flush() {
        guard !outgoing.isEmpty else { return }
        for (network, bytes) in outgoing { link(to: network).send(bytes) }
        outgoing = [:]
    }

    private func link(to network: Int) -> Link {
        if let link = links[network] { return link }
        let link = Link(network: network, mailbox: mailbox, group: group)
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
