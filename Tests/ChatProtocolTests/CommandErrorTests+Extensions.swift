import ChatProtocol

/// What clients ask wrongly of what IRCv3 and other servers brought.
extension CommandErrorTests {
    static let extensions = [
        Row("AUTHENTICATE", .needMoreParameters(verb: "AUTHENTICATE")),
        Row("AUTHENTICATE :", .needMoreParameters(verb: "AUTHENTICATE")),
        Row("REGISTER", .needMoreParameters(verb: "REGISTER")),
        Row("REGISTER * *", .needMoreParameters(verb: "REGISTER")),
        Row("REGISTER * * :", .needMoreParameters(verb: "REGISTER")),
        Row("VERIFY ann", .needMoreParameters(verb: "VERIFY")),
        Row("VERIFY ann :", .needMoreParameters(verb: "VERIFY")),
        Row("PERSISTENCE", .needMoreParameters(verb: "PERSISTENCE")),
        Row("ZNC", .needMoreParameters(verb: "ZNC")),
        Row("ZNC : ", .needMoreParameters(verb: "ZNC")),
        Row("WEBIRC pw gate host", .needMoreParameters(verb: "WEBIRC")),
        Row("WEBIRC pw gate host :", .needMoreParameters(verb: "WEBIRC")),
        Row("RENAME #a", .needMoreParameters(verb: "RENAME")),
        Row("RENAME #a :", .needMoreParameters(verb: "RENAME")),
        Row("BATCH", .needMoreParameters(verb: "BATCH")),
        Row("BATCH :", .needMoreParameters(verb: "BATCH")),
        Row("BATCH +1", .needMoreParameters(verb: "BATCH")),
        Row("BATCH +1 :", .needMoreParameters(verb: "BATCH")),
        Row("REDACT", .needMoreParameters(verb: "REDACT")),
        Row("REDACT #a", .needMoreParameters(verb: "REDACT")),
        Row("REDACT #a :", .needMoreParameters(verb: "REDACT")),
        Row("EDIT", .needMoreParameters(verb: "EDIT")),
        Row("RELAYMSG #a bob", .needMoreParameters(verb: "RELAYMSG")),
        Row("SCENE #a", .needMoreParameters(verb: "SCENE")),
        Row("NPC #a bob", .needMoreParameters(verb: "NPC")),
        Row("NPCA #a", .needMoreParameters(verb: "NPCA")),
        Row("ACCEPT", .needMoreParameters(verb: "ACCEPT")),
        Row("ACCEPT ,", .needMoreParameters(verb: "ACCEPT")),
        Row("SEARCH", .needMoreParameters(verb: "SEARCH")),
        Row("SEARCH :", .needMoreParameters(verb: "SEARCH")),
        Row("METADATA", .needMoreParameters(verb: "METADATA")),
        Row("METADATA *", .needMoreParameters(verb: "METADATA")),
        Row("METADATA * :", .needMoreParameters(verb: "METADATA")),
        Row("METADATA * GET", .needMoreParameters(verb: "METADATA")),
        Row("METADATA * SET", .needMoreParameters(verb: "METADATA")),
        Row("METADATA * SET :", .needMoreParameters(verb: "METADATA")),
        Row("METADATA * SUB", .needMoreParameters(verb: "METADATA")),
        Row("METADATA * UNSUB", .needMoreParameters(verb: "METADATA")),
        Row("MONITOR", .needMoreParameters(verb: "MONITOR")),
        Row("MONITOR +", .needMoreParameters(verb: "MONITOR")),
        Row("MONITOR + ,", .needMoreParameters(verb: "MONITOR")),
        Row("MONITOR -", .needMoreParameters(verb: "MONITOR")),
        Row("OPER ann", .needMoreParameters(verb: "OPER")),
        Row("OPER ann :", .needMoreParameters(verb: "OPER")),
        Row("KILL", .needMoreParameters(verb: "KILL")),
        Row("WALLOPS", .needMoreParameters(verb: "WALLOPS")),
        Row("WALLOPS :", .needMoreParameters(verb: "WALLOPS")),
        Row("SAJOIN", .needMoreParameters(verb: "SAJOIN")),
        Row("SAJOIN ann", .needMoreParameters(verb: "SAJOIN")),
        Row("SAJOIN ann ,", .needMoreParameters(verb: "SAJOIN")),
        Row("SAMODE", .needMoreParameters(verb: "SAMODE")),
        Row("SANICK ann", .needMoreParameters(verb: "SANICK")),
        Row("SAPART ann", .needMoreParameters(verb: "SAPART")),
        Row("UBAN", .needMoreParameters(verb: "UBAN")),
        Row("UBAN ADD", .needMoreParameters(verb: "UBAN")),
        Row("UBAN ADD :", .needMoreParameters(verb: "UBAN")),
        Row("UBAN DEL", .needMoreParameters(verb: "UBAN")),
        Row("UBAN INFO", .needMoreParameters(verb: "UBAN")),
        Row("KLINE", .needMoreParameters(verb: "KLINE")),
        Row("KLINE :", .needMoreParameters(verb: "KLINE")),
        Row("KLINE ANDKILL 5m :", .needMoreParameters(verb: "KLINE")),
        Row("UNKLINE", .needMoreParameters(verb: "UNKLINE")),
        Row("DLINE", .needMoreParameters(verb: "DLINE")),
        Row("UNDLINE :", .needMoreParameters(verb: "UNDLINE")),
        Row("SCENE #a :", .noTextToSend),
        Row("NPC #a bob :", .noTextToSend),
        Row(
            "BATCH 1",
            .standard(
                command: "BATCH", code: "INVALID_REFTAG", context: ["1"],
                text: "Expected + or - and a reference of letters, digits and -")),
        Row(
            "BATCH +",
            .standard(
                command: "BATCH", code: "INVALID_REFTAG", context: ["+"],
                text: "Expected + or - and a reference of letters, digits and -")),
        Row(
            "BATCH -",
            .standard(
                command: "BATCH", code: "INVALID_REFTAG", context: ["-"],
                text: "Expected + or - and a reference of letters, digits and -")),
        Row(
            "BATCH +a_b type",
            .standard(
                command: "BATCH", code: "INVALID_REFTAG", context: ["+a_b"],
                text: "Expected + or - and a reference of letters, digits and -")),
        Row(
            "BATCH -é",
            .standard(
                command: "BATCH", code: "INVALID_REFTAG", context: ["-é"],
                text: "Expected + or - and a reference of letters, digits and -")),
        Row(
            "BATCH +́ type",
            .standard(
                command: "BATCH", code: "INVALID_REFTAG", context: ["+́"],
                text: "Expected + or - and a reference of letters, digits and -")),
        Row(
            "EDIT #a",
            .standard(
                command: "EDIT", code: "INVALID_EDIT", context: ["#a"],
                text: "Expected the tag draft/target-msgid")),
        Row(
            "@draft/target-msgid=1 EDIT #a",
            .standard(
                command: "EDIT", code: "INVALID_EDIT", context: ["#a", "1"],
                text: "Invalid edit text")),
        Row(
            "@draft/target-msgid=1;draft/edit-text EDIT #a",
            .standard(
                command: "EDIT", code: "INVALID_EDIT", context: ["#a", "1"],
                text: "Invalid edit text")),
        Row(
            "RELAYMSG #a bob/x :  ",
            .standard(
                command: "RELAYMSG", code: "BLANK_MSG", context: [],
                text: "The message must not be blank")),
        Row(
            "MARKREAD",
            .standard(
                command: "MARKREAD", code: "NEED_MORE_PARAMS", context: [],
                text: "Missing parameters")),
        Row(
            "MARKREAD :",
            .standard(
                command: "MARKREAD", code: "NEED_MORE_PARAMS", context: [],
                text: "Missing parameters")),
        Row(
            "MARKREAD #a *",
            .standard(
                command: "MARKREAD", code: "INVALID_PARAMS", context: ["*"],
                text: "Expected timestamp=...")),
        Row(
            "MARKREAD #a timestamp=not-a-timestamp",
            .standard(
                command: "MARKREAD", code: "INVALID_PARAMS", context: ["timestamp=not-a-timestamp"],
                text: "Expected timestamp=...")),
        Row(
            "MARKREAD #a 1970-01-01T00:00:00.000Z",
            .standard(
                command: "MARKREAD", code: "INVALID_PARAMS", context: ["1970-01-01T00:00:00.000Z"],
                text: "Expected timestamp=...")),
        Row(
            "METADATA * destr0y",
            .standard(
                command: "METADATA", code: "SUBCOMMAND_INVALID", context: ["destr0y"],
                text: "Invalid subcommand")),
        Row(
            "MONITOR x ann",
            .standard(
                command: "MONITOR", code: "INVALID_PARAMS", context: ["x"],
                text: "Unknown subcommand")),
        Row(
            "SEARCH text",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["text"],
                text: "Invalid attribute")),
        Row(
            "SEARCH text=",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["text"],
                text: "Invalid attribute")),
        Row(
            "SEARCH =a",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: [""],
                text: "Invalid attribute")),
        Row(
            "SEARCH colour=red",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["colour"],
                text: "Invalid attribute")),
        Row(
            "SEARCH text=a;before=now",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["before"],
                text: "Invalid attribute")),
        Row(
            "SEARCH limit=0",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["limit"],
                text: "Invalid attribute")),
        Row(
            "SEARCH limit=x",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["limit"],
                text: "Invalid attribute")),
        Row(
            "SEARCH limit=99999999999999999999",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["limit"],
                text: "Invalid attribute")),
        Row(
            "SEARCH after=*",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["after"],
                text: "Invalid attribute")),
        Row(
            "SEARCH TEXT=a",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["TEXT"],
                text: "Invalid attribute")),
        Row(
            "SEARCH ;;",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: [],
                text: "No attributes")),
        Row(
            "SEARCH text=a b",
            .standard(
                command: "SEARCH", code: "INVALID_PARAMS", context: ["b"],
                text: "The attributes are one parameter; write a space as \\s")),
        Row(
            "UBAN what ann",
            .standard(
                command: "UBAN", code: "UNKNOWN_COMMAND", context: ["what"],
                text: "Unknown subcommand")),
        Row(
            "UBAN ADD ann DURATION soon",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["soon"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION 5",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["5"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION 5x",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["5x"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION s",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["s"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION -5s",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["-5s"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION 101y",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["101y"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION 99999999999999999999s",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["99999999999999999999s"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION 9999999999999999y",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["9999999999999999y"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION 100y1s",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["100y1s"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann DURATION １s",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["１s"],
                text: "Invalid duration, expected 1y2mo3w4d5h6m7s")),
        Row(
            "UBAN ADD ann REQUIRE-SASL",
            .standard(
                command: "UBAN", code: "INVALID_PARAMS", context: ["REQUIRE-SASL"],
                text: "Bans of strangers only are not supported")),
    ]
}
