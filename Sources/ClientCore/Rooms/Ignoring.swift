import ChatProtocol

/// Persons that one does not want to hear: what they say, write and feel is as if it had never come.
extension Model {
    /// Whether what somebody says is kept from the person; what they say themselves never is.
    func isIgnored(_ source: Source) -> Bool {
        guard !settings.ignored.isEmpty, !isMe(source.nick) else { return false }
        let whole = session.fold("\(source.nick)!\(source.user ?? "")@\(source.host ?? "")")
        return settings.ignored.contains { Mask(session.fold(Self.mask(of: $0))).matches(whole) }
    }

    /// Whether the list has somebody by their nick alone.
    func ignores(_ folded: String) -> Bool { settings.ignored.contains { session.fold($0) == folded } }

    /// `/ignore`: says who is ignored; with a name or a mask, adds it.
    mutating func ignore(_ name: String?) {
        guard let name else { return note(.ignored(settings.ignored.map { Sanitiser.clean($0) }), in: current) }
        guard !isMe(name) else { return show(.notYourself, isAlarm: true) }
        let folded = session.fold(name)
        changeIgnored(to: settings.ignored.filter { session.fold($0) != folded } + [name])
    }

    /// `/unignore NICK`, as `/ignore` lists it.
    mutating func unignore(_ name: String) {
        let folded = session.fold(name)
        let rest = settings.ignored.filter { session.fold($0) != folded }
        guard rest.count < settings.ignored.count else {
            return show(.notIgnored(Sanitiser.clean(name)), isAlarm: true)
        }
        changeIgnored(to: rest)
    }

    private mutating func changeIgnored(to names: [String]) {
        guard let setting = ClientSetting.named(ClientSetting.Key.ignored.rawValue) else { return }
        change(setting, to: names.joined(separator: ", "))
    }

    /// A name alone means whoever has it, wherever they come from; a place alone, whoever comes from there.
    static func mask(of name: String) -> String {
        if name.contains("!") { return name }
        return name.contains("@") ? "*!" + name : name + "!*@*"
    }
}
