import ChatProtocol
import Foundation
import ServerCore
import ServerStore

/// `--export`: what is stored of a room, or of the private lines of a nick, on standard output.
struct Export {
    let subject: String
    let isJSON: Bool
    let data: String

    func print() throws {
        try Store.export(subject, at: data, fold: { Casemapping.unicode.fold($0) }) { post in
            let line = isJSON ? post.json : post.line
            FileHandle.standardOutput.write(Data((line + "\n").utf8))
        }
    }
}
