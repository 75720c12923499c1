import Testing

@testable import ClientCore

@Suite("/set") struct SettingTests {
    @Test("alone lists every setting with its value and what it is for")
    func lists() throws {
        var chat = try Chat.inLobby { $0[.timestamps] = "no" }
        chat.enters("/set")
        let notes = try chat.notes(in: "#lobby")
        #expect(notes.count == ClientSetting.all.count)
        #expect(notes.contains("timestamps = no  Whether each message begins with its time."))
        #expect(chat.takeSent().isEmpty)
    }

    @Test("with a key shows it, its values and its default")
    func shows() throws {
        var chat = try Chat.inLobby { $0.localeLanguage = .chinese }
        chat.enters("/set Language")
        chat.enters("/set highlights")
        #expect(
            try chat.notes(in: "#lobby").map { $0.split(separator: "  ").last ?? "" } == [
                "default auto", "default empty",
            ])
        chat.enters("/set language auto")
        chat.enters("/set language")
        #expect(try chat.notes(in: "#lobby").last?.hasSuffix("auto, en, zh  默认：auto") == true)
    }

    @Test("with a value changes the screen at once, and has it written down")
    func changes() throws {
        var chat = try Chat.inLobby(columns: 60)
        chat.hears(":aaa!u@h PRIVMSG #lobby :hello")
        #expect(chat.screen().contains("09:02 aaa"))
        chat.enters("/set timestamps no")
        #expect(!chat.screen().contains("09:02"))
        #expect(chat.screen().contains("timestamps = no"))
        chat.enters("/set language zh")
        #expect(chat.screen().contains("成员 3"))
        chat.enters("/set nick_colours no")
        chat.enters("/set nick 小明")
        #expect(chat.screen().contains("nick = 小明 · 下次启动时生效"))
        chat.enters("/set timestamps default")
        #expect(chat.screen().contains("09:02"))
        #expect(
            chat.takeEffects().filter { if case .keep = $0 { true } else { false } } == [
                .keep(.timestamps, "no"), .keep(.language, "zh"), .keep(.nickColours, "no"), .keep(.nick, "小明"),
                .keep(.timestamps, "yes"),
            ])
    }

    @Test("a wrong key or value changes nothing and gets one line that says what is right")
    func wrong() throws {
        var chat = try Chat.inLobby(columns: 160)
        chat.enters("/set colour red")
        #expect(chat.screen().contains("there is no setting colour · did you mean nick_colours?"))
        chat.enters("/set zzz red")
        #expect(chat.screen().contains("there is no setting zzz · /set lists them"))
        chat.enters("/set timestamps maybe")
        #expect(chat.screen().contains("timestamps is not \"maybe\" but one of yes, no"))
        #expect(chat.model.settings.showsTimes)
        #expect(chat.takeEffects().allSatisfy { if case .keep = $0 { false } else { true } })
    }

    @Test("what cannot be written down holds all the same, and says so")
    func notKept() throws {
        var chat = try Chat.inLobby(columns: 120)
        chat.enters("/set markup yes")
        chat.happens(.kept(.markup, problem: nil))
        #expect(chat.screen().contains("markup = yes"))
        chat.happens(.kept(.markup, problem: "config.ini: cannot be written (Read-only \u{1B}file system)"))
        #expect(chat.screen().contains("markup holds until you leave, and is not written down: config.ini: cannot be"))
        #expect(chat.model.settings.hasMarkup)
    }

    @Test("keys and values are offered as one types, and Tab completes them")
    func completed() throws {
        var chat = try Chat.inLobby(columns: 100)
        chat.types("/set ")
        #expect(chat.model.completion.matches == ClientSetting.all.map(\.key.rawValue))
        chat.types("ti")
        #expect(chat.model.completion.matches == ["timestamps", "certificate", "notifications"])
        chat.press(.tab)
        chat.types("n")
        #expect(chat.model.completion.matches == ["no"])
        chat.press(.tab, .enter)
        #expect(!chat.model.settings.showsTimes)
        chat.types("/help wh")
        #expect(chat.model.completion.matches == ["whois"])
        chat.press(KeyPress.control("u"))
        chat.types("/set realname x")
        #expect(!chat.model.completion.isOpen)
    }

    @Test("highlight words count like the name, inside Chinese text too")
    func highlights() throws {
        var chat = try Chat.inLobby { $0[.highlights] = "swift， 代码 ,," }
        #expect(chat.model.settings.highlights == ["swift", "代码"])
        for text in ["Swift!", "swiftly", "昨天的代码我看过了", "me", "nothing"] {
            chat.hears(":aaa!u@h PRIVMSG #lobby :\(text)")
        }
        #expect(try chat.buffer("#lobby").transcript.lines.map(\.isMention) == [true, false, true, true, false])
    }

    @Test("works without a connection and without a screen")
    func elsewhere() throws {
        var chat = try Chat()
        chat.enters("/set timestamps no")
        #expect(!chat.model.settings.showsTimes)
        var plain = try Chat.inLobby { $0.isPlain = true }
        plain.happens(.typedLine("/set timestamps no"))
        #expect(plain.model.takePlainLines().contains("-- timestamps = no"))
    }

    @Test("every setting has its row, in both languages, and its default is a value of it")
    func table() {
        #expect(ClientSetting.all.map(\.key) == ClientSetting.Key.allCases)
        for setting in ClientSetting.all {
            #expect(setting.takes(setting.initial))
            #expect(
                setting.purpose.english.utf8.allSatisfy { $0 < 0x80 }
                    && setting.purpose.chinese.contains { !$0.isASCII })
        }
    }
}
