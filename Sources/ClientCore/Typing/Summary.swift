/// One line of help in the languages of the program.
package struct Summary: Equatable, Sendable {
    package let english: String
    package let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }
}
