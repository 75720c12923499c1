import Foundation
import Testing

/// An input of a corpus.
struct Seed: Sendable, CustomTestStringConvertible {
    let check: Check
    let file: String

    var testDescription: String { check.name + "/" + file }

    /// `Tests/Fuzz/Corpora`
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Corpora")

    static let all = Check.all.flatMap { check in files(of: check.name).map { Seed(check: check, file: $0) } }

    /// The names of a corpus's files, in order; none where there is no such folder.
    static func files(of name: String) -> [String] {
        let path = folder.appendingPathComponent(name).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    var bytes: [UInt8] {
        get throws {
            try Array(Data(contentsOf: Self.folder.appendingPathComponent(check.name).appendingPathComponent(file)))
        }
    }
}

@Suite("What fuzzers began with and what they found")
struct CorpusTests {
    @Test("every promise holds", arguments: Seed.all)
    func replay(seed: Seed) throws {
        try seed.check.run(seed.bytes)
    }

    @Test("every check has a corpus, and every corpus a check")
    func corpora() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Seed.folder.path)
        #expect(folders.sorted() == Check.all.map(\.name).sorted())
        for check in Check.all { #expect(!Seed.files(of: check.name).isEmpty, "\(check.name) has no seeds") }
    }
}
