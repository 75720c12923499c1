import Foundation

/// A folder of its own for one test, which is removed with all that is in it when the test lets go of it.
///
/// Keep it in a `let` that lives as long as the programs that use it.
package final class TemporaryFolder {
    package let path: String

    package init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        path = folder.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file of this name in the folder, be it there or not.
    package func path(of name: String) -> String { path + "/" + name }

    /// Writes a file and gives its path.
    @discardableResult
    package func writes(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(of: name)))
        return path(of: name)
    }

    /// What stands in a file, or nil if there is none.
    package func text(of name: String) -> String? {
        FileManager.default.contents(atPath: path(of: name)).map { String(decoding: $0, as: UTF8.self) }
    }
}
