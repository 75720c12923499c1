import ClientCore
import ClientStore
import Foundation

/// `--export-log`: what the screen's own log has of a room or a person, on standard output.
struct ExportLog {
    let subject: String
    /// nil: whichever has one of that name.
    let network: String?
    let isJSON: Bool
    let data: String

    /// Prints it. Throws where there is nothing of that name, or on several networks.
    func print() throws {
        let networks = try Log.export(subject, network: network, at: data) { logged in
            let text = isJSON ? logged.line.exportedJSON : logged.line.exportedText
            FileHandle.standardOutput.write(Data((text + "\n").utf8))
        }
        let option = "--export-log"
        guard let first = networks.first else {
            let place = network.map { " of \($0)" } ?? ""
            throw ConfigurationError("nothing of \"\(subject)\"\(place) is in the log in \(data)").at(option)
        }
        guard networks.count == 1 else {
            let others = networks.joined(separator: ", ")
            throw ConfigurationError("\"\(subject)\" is in the logs of \(others): add --network \(first)").at(option)
        }
    }
}
