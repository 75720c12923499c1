extension Presence {
    /// Who is told by name.
    struct Naming: Equatable, Sendable {
        /// Those who come first, by whatever name they had; who has spoken lately.
        var first: Set<String> = []
        /// Whether the others are named as well, as far as there is room, or only counted.
        var namesOthers = true
    }

    /// Names of one group at most, where not all of it is named.
    private static let mostNames = 3

    /// The line's text: who joined, who left, who came by, who is now called what.
    func text(in language: Language, _ naming: Naming = Naming()) -> String {
        let journeys = Journey.all(of: movements)
        if journeys.count == 1, let journey = journeys.first, journey.outcome == .left, let reason = journey.reason,
            !reason.isEmpty
        {
            let who = Crowd(journeys, naming).text(in: language)
            return language == .chinese ? "\(who) 离开了（\(reason)）" : "\(who) left (\(reason))"
        }
        let parts = Journey.Outcome.allCases.flatMap { outcome in
            Self.parts(journeys.filter { $0.outcome == outcome }, outcome, naming, language)
        }
        return parts.joined(separator: language == .chinese ? "，" : ", ")
    }

    private static func parts(
        _ journeys: [Journey], _ outcome: Journey.Outcome, _ naming: Naming, _ language: Language
    ) -> [String] {
        guard !journeys.isEmpty else { return [] }
        if outcome == .renamed { return renamings(journeys, naming, language) }
        let who = Crowd(journeys, naming).text(in: language)
        return switch (outcome, language) {
        case (.joined, .english): [who + " joined"]
        case (.joined, .chinese): [who + " 加入了"]
        case (.left, .english): [who + " left"]
        case (.left, .chinese): [who + " 离开了"]
        case (.cameBy, .english): [who + " came by"]
        case (.cameBy, .chinese): [who + " 来过"]
        case (.cameBack, .english): [who + " left and came back"]
        case (.cameBack, .chinese): [who + " 离开后又回来了"]
        case (.renamed, .english), (.renamedBack, .english): [who + " changed names and back"]
        case (.renamed, .chinese), (.renamedBack, .chinese): [who + " 改名后又改回"]
        }
    }

    /// One is told with both names; of the others, how many there are.
    private static func renamings(_ journeys: [Journey], _ naming: Naming, _ language: Language) -> [String] {
        let first = journeys.first(where: naming.comesFirst) ?? (naming.namesOthers ? journeys.first : nil)
        let isChinese = language == .chinese
        guard let first, let old = first.names.first, let new = first.names.last else {
            let who = Crowd(journeys, naming).text(in: language)
            return [isChinese ? who + " 改了名" : who + " changed names"]
        }
        let one = isChinese ? "\(old) 改名为 \(new)" : "\(old) is now \(new)"
        let others = journeys.count - 1
        if others == 0 { return [one] }
        return [one, isChinese ? "另有 \(others) 人改名" : "\(others) more changed names"]
    }

    /// Some who did the same.
    private struct Crowd {
        let journeys: [Journey]
        let others: Int

        init(_ all: [Journey], _ naming: Naming) {
            let first = all.filter(naming.comesFirst)
            let rest = naming.namesOthers ? all.filter { !naming.comesFirst($0) } : []
            // Two can be told, of more the first, and those who have spoken.
            let room = all.count <= 2 ? 2 : max(1, min(first.count, Presence.mostNames))
            journeys = Array((first + rest).prefix(room))
            others = all.count - journeys.count
        }

        func text(in language: Language) -> String {
            let names = journeys.map { Self.name(of: $0, in: language) }
            let isChinese = language == .chinese
            if names.isEmpty {
                if isChinese { return "\(others) 人" }
                return others == 1 ? "somebody" : "\(others) people"
            }
            let and = isChinese ? " 和 " : " and "
            if others == 0 {
                let last = names.count > 1 ? and + (names.last ?? "") : ""
                return (names.count > 1 ? names.dropLast() : names[...])
                    .joined(separator: isChinese ? "、" : ", ") + last
            }
            let named = names.joined(separator: isChinese ? "、" : ", ")
            if isChinese { return named + " 和另外 \(others) 人" }
            return named + " and " + (others == 1 ? "1 other" : "\(others) others")
        }

        /// `ccc`, or `ccc (now ddd)`.
        private static func name(of journey: Journey, in language: Language) -> String {
            guard let first = journey.names.first, let last = journey.names.last, first != last else {
                return journey.names.first ?? ""
            }
            return language == .chinese ? "\(first)（现名 \(last)）" : "\(first) (now \(last))"
        }
    }
}

extension Presence.Naming {
    /// Whether somebody is among those who are named before others.
    func comesFirst(_ journey: Journey) -> Bool {
        !first.isEmpty && journey.names.contains { first.contains($0) }
    }
}
