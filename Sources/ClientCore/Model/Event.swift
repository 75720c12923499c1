package import ChatProtocol

/// What happens to the client: a key, a line, a passing of time.
package enum Event: Equatable, Sendable {
    case key(KeyPress)
    case resized(columns: Int, rows: Int)
    /// The connection to the network of that number has brought something.
    case network(Int, Arrival)
    /// The terminal has told how wide it draws text. Comes at most once.
    case measured(WidthRules)
    /// A moment that an effect asked for has come.
    case deadline
    /// Ctrl-C or SIGINT from outside.
    case interrupted
    /// Back from the shell after `.suspend`.
    case resumed
    /// A whole line of standard input (`--plain`).
    case typedLine(String)
    /// Standard input has ended (`--plain`).
    case inputEnded
    /// A note of the server in this process.
    case hostSays(String)
    /// A setting has been written down; or could not be, and why.
    case kept(ClientSetting.Key, problem: String?)
    /// What is known of servers could not be written down, and why.
    case notRemembered(String)
    /// The log answers.
    case log(LogNews)
    /// What to log in with at the network of that name; or it could not be had, and why.
    case unlocked(String, Credentials?, problem: String?)
    /// What was typed to log in with at the network of that number, the password as it is and as SASLprep makes it.
    case prepared(Int, Credentials)
}

/// What a connection brings.
package enum Arrival: Equatable, Sendable {
    /// The transport is up; nothing has been said yet.
    case connected
    case received(Message)
    /// The server asked whether somebody is there. Whoever read that has answered: it must not wait for a picture.
    case pinged
    /// A line of a server that speaks the raw dialect.
    case receivedRaw(String)
    /// The server sent a line that cannot be read.
    case malformedLine
    /// What the server shows in the TLS handshake, which waits for `.goOnWithHandshake` or the end of the connection.
    case certificate(ShownCertificate)
    /// A nonce that `.makeNonce` asked for: random, of printable ASCII without a comma.
    case nonceMade(String)
    /// The answer to `.prove`.
    case proved(ScramAnswer)
    /// The transport is down, or never came up.
    case disconnected(reason: String)
}

/// What a connection is to do.
package enum Errand: Equatable, Sendable {
    case connect(Endpoint)
    /// Show the certificate in this file to a server that asks for one, from the next connection on.
    case identify(String)
    case send(Message)
    case sendRaw(String)
    /// The certificate is the server's.
    case goOnWithHandshake
    /// Send `.nonceMade`.
    case makeNonce
    /// Hash, and send `.proved`.
    case prove(ScramQuestion)
    case disconnect
    /// The same, where nobody answers any more: what is still on its way must not arrive later.
    case cutOff
}

/// What the client wants done. Effects are performed in order.
package enum Effect: Equatable, Sendable {
    /// For the connection to the network of that number.
    case network(Int, Errand)
    /// Send `.deadline` at this moment; a later effect of this kind replaces an earlier one.
    case wake(Instant)
    case suspend
    /// Paint the whole screen anew.
    case redraw
    case ring
    /// Put a text on the clipboard. Its first 64 KiB arrive there, where the terminal allows it.
    case copy(String)
    /// Show a notice on the desktop; both texts are safe to draw and as long as they are.
    case notify(title: String, text: String)
    /// Write a setting into the person's config.ini; `.kept` tells what became of it.
    case keep(ClientSetting.Key, String)
    /// Write down what is known of a server now; `.notRemembered` tells when that fails.
    case remember(KnownServers.News)
    /// Something for the log on disk.
    case log(LogTask)
    /// Ask the person's program for the password of the network of that name; `.unlocked` tells.
    case unlock(String)
    /// Make a typed password fit for a proof (SASLprep); `.prepared` answers.
    case prepare(Int, account: String, Secret)
    /// The end: the exit status, and what to print once the terminal is as it was.
    case leave(status: Int32, farewell: String?)
}
