/// Why there is no log, or not the one that was: one clear sentence each.
package enum LogTrouble: Error, Equatable, Sendable {
    /// Another screen of the same person has it.
    case inUse(folder: String)
    /// Made by a later version of this program. It is left as it is.
    case newer(path: String)
    /// A database of another program. It is left as it is.
    case notOurs(path: String)
    /// It cannot be read. It was put aside under that name, and a new one was begun.
    case damaged(keptAs: String)
    /// The folder or a file in it cannot be used, or the system refused to read or write.
    case unusable(path: String, reason: String)
    /// No space is left.
    case full
}

extension LogTrouble: CustomStringConvertible {
    package var description: String { Phrase.log(self).text(in: .english) }
}
