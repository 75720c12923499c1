/// Telling the person of what was said where they do not look.
extension Model {
    /// Between two notices on the desktop, in milliseconds: a flood is told of once.
    static let noticePause: Int64 = 1_000

    /// Rings for what concerns the person, and while the terminal has not their attention also shows it on the desktop.
    mutating func announce(_ line: Line, in index: Int, concerns: Bool) {
        guard settings.notifications != .none else { return }
        if concerns, !effects.contains(.ring) { effects.append(.ring) }
        guard !isFocused, concerns || settings.notifications == .all, noticeUntil.map({ $0 <= now }) ?? true else {
            return
        }
        noticeUntil = now.later(by: Self.noticePause)
        let author = line.author ?? ""
        let title = buffers[index].kind == .person ? author : "\(author) · \(buffers[index].label)"
        effects.append(.notify(title: title, text: line.text.coveringConcealed { _ in "…" }.plain))
    }
}
