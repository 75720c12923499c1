/// `/set`: the client's settings, shown and changed.
extension Model {
    mutating func set(_ name: String?, to value: String?) {
        guard let name else { return listSettings() }
        guard let setting = ClientSetting.named(name) else {
            let typed = name.lowercased()
            let alike = ClientSetting.all.map(\.key.rawValue).filter { $0.contains(typed) || typed.contains($0) }
            return show(.noSetting(Sanitiser.clean(name), alike.joined(separator: ", ")), isAlarm: true)
        }
        guard let value else { return note(text: text(of: setting, isWhole: true), in: current) }
        change(setting, to: value == Self.initialWord ? setting.initial : value)
    }

    /// What stands for a setting's default.
    static let initialWord = "default"

    mutating func change(_ setting: ClientSetting, to value: String) {
        guard setting.takes(value) else {
            var wanted = setting.words.joined(separator: ", ")
            if case .number(let range) = setting.kind { wanted = "\(range.lowerBound) ... \(range.upperBound)" }
            return show(.wrongValue(setting.key.rawValue, Sanitiser.clean(value), wanted), isAlarm: true)
        }
        settings[setting.key] = value
        wraps = WrapCache()
        if setting.key == .friends { for index in networks.indices { networks[index].watchIsStale = true } }
        effects.append(.keep(setting.key, value))
        let shown = "\(setting.key.rawValue) = \(Self.shown(value, of: setting))"
        show(setting.isLive ? .isSet(shown) : .isSetForLater(shown))
    }

    /// What became of writing a setting down.
    mutating func kept(_ key: ClientSetting.Key, problem: String?) {
        guard let problem else { return }
        show(.settingNotKept(key.rawValue, Sanitiser.clean(problem)), isAlarm: true)
    }

    private static func shown(_ value: String, of setting: ClientSetting) -> String {
        setting.isSecret && !value.isEmpty ? "***" : Sanitiser.clean(value)
    }

    private mutating func listSettings() {
        for setting in ClientSetting.all { note(text: text(of: setting, isWhole: false), in: current) }
    }

    private func text(of setting: ClientSetting, isWhole: Bool) -> StyledText {
        let value = Self.shown(settings[setting.key], of: setting)
        var text = StyledText("\(setting.key.rawValue) = \(value)", Style(.accent))
        text.append("  " + setting.purpose.text(in: settings.language))
        guard isWhole else { return text }
        if !setting.words.isEmpty { text.append("  " + setting.words.joined(separator: ", ")) }
        text.append("  " + phrase(.initially(setting.initial)))
        return text
    }
}
