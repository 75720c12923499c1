import ChatProtocol

/// What clients ask about accounts and posts that were said.
extension CommandTests {
    static let accounts = [
        Row("AUTHENTICATE PLAIN", .authenticate("PLAIN")),
        Row("AUTHENTICATE +", .authenticate("+")),
        Row("AUTHENTICATE *", .authenticate("*")),
        Row("AUTHENTICATE !!!", .authenticate("!!!")),
        Row("AUTHENTICATE PLAIN more", .authenticate("PLAIN"), written: "AUTHENTICATE PLAIN"),
        Row("REGISTER * * :open sesame", .registerAccount(account: "*", email: "*", password: "open sesame")),
        Row("REGISTER ann a@b.c pw", .registerAccount(account: "ann", email: "a@b.c", password: "pw")),
        Row("VERIFY ann 123", .verifyAccount(account: "ann", code: "123")),
        Row("PERSISTENCE GET", .persistence(["GET"])),
        Row("PERSISTENCE SET ON", .persistence(["SET", "ON"])),
        Row("NICKSERV", .service("NickServ", [])),
        Row("NICKSERV :register open sesame", .service("NickServ", ["register", "open", "sesame"])),
        Row(
            "NS SET MULTICLIENT OFF", .service("NickServ", ["SET", "MULTICLIENT", "OFF"]),
            written: "NICKSERV :SET MULTICLIENT OFF"),
        Row("CHANSERV :REGISTER #tea", .service("ChanServ", ["REGISTER", "#tea"])),
        Row("CS REGISTER #tea", .service("ChanServ", ["REGISTER", "#tea"]), written: "CHANSERV :REGISTER #tea"),
        Row("HISTSERV :PLAY #tea", .service("HistServ", ["PLAY", "#tea"])),
        Row("HS : ", .service("HistServ", []), written: "HISTSERV"),
        Row("ZNC *playback :play * 1", .znc(["*playback", "play", "*", "1"]), written: "ZNC :*playback play * 1"),
        Row("ISUPPORT", .isupport),
        Row(
            "WEBIRC pw gate host.example 192.0.2.1",
            .webirc(password: "pw", gateway: "gate", host: "host.example", address: "192.0.2.1", options: [])),
        Row(
            "WEBIRC pw gate h 0::1 :secure local-port=6697",
            .webirc(
                password: "pw", gateway: "gate", host: "h", address: "0::1", options: ["secure", "local-port=6697"])),
    ]

    static let changing = [
        Row("RENAME #tea #茶", .renameRoom("#tea", to: "#茶", reason: nil)),
        Row("RENAME #tea #茶 :fresh name", .renameRoom("#tea", to: "#茶", reason: "fresh name")),
        Row("RENAME #tea #茶 :", .renameRoom("#tea", to: "#茶", reason: "")),
        Row(
            "BATCH +a-1 draft/multiline #tea", .batchStarted(reference: "a-1", type: "draft/multiline", ["#tea"])),
        Row("BATCH +1 type", .batchStarted(reference: "1", type: "type", [])),
        Row("BATCH -a-1", .batchEnded(reference: "a-1")),
        Row("BATCH --", .batchEnded(reference: "-")),
        Row("REDACT #tea z-1-2", .redact(target: "#tea", id: "z-1-2", reason: nil)),
        Row("REDACT #tea z-1-2 :wrong room", .redact(target: "#tea", id: "z-1-2", reason: "wrong room")),
        Row(
            #"@draft/target-msgid=z-1-2;draft/edit-text=an\sexample\: EDIT #tea"#,
            .edit(target: "#tea", id: "z-1-2", text: "an example;")),
        Row("ACCEPT ann", .accept(["ann"])),
        Row("ACCEPT ann,-bob,*", .accept(["ann", "-bob", "*"])),
        Row("ACCEPT ,ann,,", .accept(["ann"]), written: "ACCEPT ann"),
    ]

    static let roles = [
        Row("RELAYMSG #tea ann/matrix :hi you", .relay(room: "#tea", nick: "ann/matrix", text: "hi you")),
        Row("SCENE #tea :dark and stormy", .scene(room: "#tea", text: "dark and stormy")),
        Row("SCENE #tea dark night", .scene(room: "#tea", text: "dark night"), written: "SCENE #tea :dark night"),
        Row("NPC #tea bilbo :bread", .actAs(room: "#tea", nick: "bilbo", text: "bread", isAction: false)),
        Row(
            "NPC #tea bilbo too much bread",
            .actAs(room: "#tea", nick: "bilbo", text: "too much bread", isAction: false),
            written: "NPC #tea bilbo :too much bread"),
        Row("NPCA #tea bilbo :eats", .actAs(room: "#tea", nick: "bilbo", text: "eats", isAction: true)),
    ]

    static let keeping = [
        Row(
            #"SEARCH text=hello\sworld;in=#tea;limit=10"#,
            .search([.text("hello world"), .in("#tea"), .limit(10)])),
        Row("SEARCH from=小明", .search([.from("小明")])),
        Row(
            "SEARCH after=1970-01-01T00:00:00.000Z;before=1970-01-01T00:00:01.500Z",
            .search([.after(Timestamp(milliseconds: 0)), .before(Timestamp(milliseconds: 1_500))])),
        Row("SEARCH :text=two words", .search([.text("two words")]), written: #"SEARCH text=two\swords"#),
        Row("SEARCH ;;text=a=b;", .search([.text("a=b")]), written: "SEARCH text=a=b"),
        Row("SEARCH text=a;in=#b;text=c", .search([.text("c"), .in("#b")]), written: "SEARCH text=c;in=#b"),
        Row("MARKREAD #tea", .markRead(target: "#tea", nil)),
        Row(
            "MARKREAD ann timestamp=1970-01-01T00:00:01.500Z",
            .markRead(target: "ann", .upTo(Timestamp(milliseconds: 1_500)))),
        Row("METADATA * GET avatar url", .metadata(target: "*", .get(["avatar", "url"]))),
        Row("METADATA ann list", .metadata(target: "ann", .list), written: "METADATA ann LIST"),
        Row("METADATA * SET url :tea and more", .metadata(target: "*", .set(key: "url", value: "tea and more"))),
        Row("METADATA * SET url", .metadata(target: "*", .set(key: "url", value: nil))),
        Row("METADATA * SET url :", .metadata(target: "*", .set(key: "url", value: ""))),
        Row("METADATA #tea CLEAR", .metadata(target: "#tea", .clear)),
        Row("METADATA * SUB avatar $bad$", .metadata(target: "*", .subscribe(["avatar", "$bad$"]))),
        Row("METADATA * UNSUB avatar", .metadata(target: "*", .unsubscribe(["avatar"]))),
        Row("METADATA * SUBS", .metadata(target: "*", .subscriptions)),
        Row("METADATA #tea SYNC", .metadata(target: "#tea", .sync)),
        Row("MONITOR + ann,bob", .monitor(.add(["ann", "bob"]))),
        Row("MONITOR - ann", .monitor(.remove(["ann"]))),
        Row("MONITOR c", .monitor(.clear), written: "MONITOR C"),
        Row("MONITOR L", .monitor(.list)),
        Row("MONITOR S", .monitor(.status)),
        Row("LINKS", .links),
    ]
}
