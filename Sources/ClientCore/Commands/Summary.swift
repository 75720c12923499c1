/// One line of help in the languages of the program.
package struct Summary: Equatable, Sendable {
    /// In ASCII.
    package let english: String
    /// In simplified Chinese.
    package let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    func text(in language: Language) -> String { language == .chinese ? chinese : english }
}
