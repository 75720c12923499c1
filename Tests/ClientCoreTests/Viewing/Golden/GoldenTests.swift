import Foundation
import Testing

@testable import ClientCore

/// What the screen looks like for each thing that it is for, on screens from a wall to a watch, in both its languages.
///
/// The pictures stand in `Pictures`, a file each. After a change of the look that is meant,
///
///     CHAT_DRAW=1 swift test --filter GoldenTests
///
/// draws those anew that differ, and fails, so that nobody draws by accident; `git diff` then shows what has changed.
@Suite("the look of the screen") struct GoldenTests {
    static let sizes = [(200, 50), (80, 24), (40, 12), (20, 6)]
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Pictures")
    private static let isDrawing = ProcessInfo.processInfo.environment["CHAT_DRAW"] != nil

    struct Size: Sendable, CustomTestStringConvertible {
        let columns: Int
        let rows: Int
        var testDescription: String { "\(columns)x\(rows)" }
    }

    @Test("is that of its picture", arguments: Scene.all, sizes.map { Size(columns: $0.0, rows: $0.1) })
    func picture(scene: Scene, size: Size) throws {
        for (language, suffix) in [(Language.english, "en"), (.chinese, "zh")] {
            var chat = try scene.play(size.columns, size.rows, language)
            let drawn = chat.model.view().golden
            let file = Self.folder.appendingPathComponent("\(scene.name).\(suffix).\(size.testDescription).txt")
            let known = try? String(contentsOf: file, encoding: .utf8)
            if drawn != known, Self.isDrawing { try drawn.write(to: file, atomically: true, encoding: .utf8) }
            #expect(drawn == known, "\(file.lastPathComponent)")
        }
    }

    @Test("has a picture for each, and no picture of nothing")
    func files() throws {
        let wanted = Scene.all.flatMap { scene in
            ["en", "zh"].flatMap { language in
                Self.sizes.map { "\(scene.name).\(language).\($0.0)x\($0.1).txt" }
            }
        }
        let there = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(there) == Set(wanted))
    }
}
