import ChatProtocol
import Foundation
import ServerCore
import ServerStore

/// `--export`: what is stored of a room, or of the private lines of a nick, on standard output.
struct Export {
    let subject: String
    let isJSON: Bool
    let data: String

    /// Prints it. Throws where there is nothing of that name.
    func print() throws {
        let write = { (post: Post) in
            FileHandle.standardOutput.write(Data(((isJSON ? post.json : post.line) + "\n").utf8))
        }
        let isKnown = try Store.export(subject, at: data, fold: { Casemapping.unicode.fold($0) }, each: write)
        if !isKnown { throw ConfigurationError("nothing of \"\(subject)\" is stored in \(data)").at("--export") }
    }
}
