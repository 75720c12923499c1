import Glibc

/// The program that was built together with the running tests.
package struct ProgramUnderTest: Equatable, Sendable {
    /// There is no such program beside the tests.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    package let path: String

    /// Finds the product called `name`, which the build puts beside the tests.
    package init(_ name: String) throws {
        let folders = Self.folders(arguments: CommandLine.arguments, executable: Self.executable)
        guard let path = folders.lazy.map({ $0 + "/" + name }).first(where: { access($0, X_OK) == 0 }) else {
            throw Missing(description: "\(name) is in none of \(folders); it is built with `swift build`")
        }
        self.path = path
    }

    /// Where to look, most likely first: around the test bundle that a helper was told to run, beside the running
    /// executable, beside what the command line calls it.
    static func folders(arguments: [String], executable: String?) -> [String] {
        var folders: [String] = []
        if let option = arguments.firstIndex(of: "--test-bundle-path"), arguments.indices.contains(option + 1) {
            // A bundle may be a folder in which the executable lies some levels deep.
            var folder = parent(of: arguments[option + 1])
            while let known = folder, !known.isEmpty {
                folders.append(known)
                guard known.contains(".xctest") else { break }
                folder = parent(of: known)
            }
        }
        folders += [executable, arguments.first].compactMap(\.self).compactMap(parent)
        var seen: Set<String> = []
        return folders.filter { seen.insert($0).inserted }
    }

    private static func parent(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    private static var executable: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        guard length > 0 else { return nil }
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
