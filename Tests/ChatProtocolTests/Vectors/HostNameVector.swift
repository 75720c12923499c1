// Facts from the CC0 irc-parser-tests vectors (validate-hostname.yaml), one row for each of its entries.

/// Names of hosts, and whether each is one.
enum HostNameVector {
    static let valid = [
        "irc.example.com", "i.coolguy.net", "irc-srv.net.uk", "iRC.CooLguY.NeT", "gsf.ds342.co.uk", "324.net.uk",
        "xn--bcher-kva.ch", "services.",
    ]

    static let invalid = [
        "-lol-.net.uk", "-lol.net.uk", "_irc._sctp.lol.net.uk", "irc", "com", "", " ", "example. net", "ex ample.org",
        " example.org", "example.org ",
    ]
}
