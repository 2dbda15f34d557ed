import Foundation

/// The inputs of `Tests/FuzzCorpus`.
enum FuzzCorpus {
    /// All inputs of a target, with their names.
    static func inputs(_ target: String) throws -> [(name: String, bytes: [UInt8])] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = tests.appending(path: "FuzzCorpus/\(target)")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map {
            ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0)))
        }
    }
}
