import ChatProtocol

/// What operators of a server ask.
extension CommandTests {
    static let operators = [
        Row("OPER ann :open sesame", .oper(name: "ann", password: "open sesame")),
        Row("KILL ann", .kill(nick: "ann", reason: nil)),
        Row("KILL ann :no more", .kill(nick: "ann", reason: "no more")),
        Row("WALLOPS :to all of you", .wallops("to all of you")),
        Row("REHASH", .rehash),
        Row("SAJOIN #tea,#milk", .sajoin(nick: nil, rooms: ["#tea", "#milk"])),
        Row("SAJOIN ann #tea", .sajoin(nick: "ann", rooms: ["#tea"])),
        Row("SAMODE #tea +o ann", .samode(target: "#tea", changes: ["+o", "ann"])),
        Row("SAMODE #tea", .samode(target: "#tea", changes: [])),
        Row("SANICK ann bob", .sanick(nick: "ann", to: "bob")),
        Row("SAPART ann #tea,#milk", .sapart(nick: "ann", rooms: ["#tea", "#milk"])),
        Row("UBAN ADD 192.0.2.0/24", .serverBan(.add(mask: "192.0.2.0/24", duration: nil, reason: nil))),
        Row("UBAN ADD a!*@* DURATION 90s :no more", .serverBan(.add(mask: "a!*@*", duration: 90, reason: "no more"))),
        Row(
            "uban add ann duration 1y2mo3w4d5h6m7s no more",
            .serverBan(.add(mask: "ann", duration: 38_898_367, reason: "no more")),
            written: "UBAN ADD ann DURATION 38898367s :no more"),
        Row(
            "UBAN ADD ann DURATION 0", .serverBan(.add(mask: "ann", duration: nil, reason: nil)),
            written: "UBAN ADD ann"),
        Row("UBAN ADD ann DURATION", .serverBan(.add(mask: "ann", duration: nil, reason: "DURATION"))),
        Row(
            "UBAN ADD ann DURATION 100y",
            .serverBan(.add(mask: "ann", duration: ServerBanCommand.longest, reason: nil)),
            written: "UBAN ADD ann DURATION 3153600000s"),
        Row("UBAN DEL ann", .serverBan(.remove(mask: "ann"))),
        Row("UBAN LIST", .serverBan(.list)),
        Row("UBAN INFO ann", .serverBan(.list), written: "UBAN LIST"),
        Row("KLINE a!*@*", .serverBan(.add(mask: "a!*@*", duration: nil, reason: nil)), written: "UBAN ADD a!*@*"),
        Row(
            "KLINE ANDKILL 10 a!*@* no more", .serverBan(.add(mask: "a!*@*", duration: 600, reason: "no more")),
            written: "UBAN ADD a!*@* DURATION 600s :no more"),
        Row("KLINE list", .serverBan(.list), written: "UBAN LIST"),
        Row(
            "DLINE 1h 192.0.2.1 :no", .serverBan(.add(mask: "192.0.2.1", duration: 3_600, reason: "no")),
            written: "UBAN ADD 192.0.2.1 DURATION 3600s no"),
        Row("UNKLINE a!*@*", .serverBan(.remove(mask: "a!*@*")), written: "UBAN DEL a!*@*"),
        Row("UNDLINE 192.0.2.1", .serverBan(.remove(mask: "192.0.2.1")), written: "UBAN DEL 192.0.2.1"),
    ]
}
