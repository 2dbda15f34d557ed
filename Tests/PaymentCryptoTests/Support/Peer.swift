import Foundation
import Testing

/// The independent implementations in Python: `scripts/python-peers` installs them, `Peers/peer.py` asks them.
enum Peer {
    /// The answers of the peers to all questions of a test, in one call.
    static func ask<Question: Encodable, Answer: Decodable>(
        _ questions: [Question], as answer: Answer.Type
    ) throws -> [Answer?] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let repository = tests.deletingLastPathComponent().deletingLastPathComponent()
        let script = repository.appendingPathComponent("scripts/python-peers").path
        let path = try run(script, [], input: Data())
        let python = String(decoding: path, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let program = tests.appendingPathComponent("Peers/peer.py").path
        let encoder = JSONEncoder()
        let lines = try questions.map { try encoder.encode($0) }
        // The packages warn of triple DES being old, which is known here.
        let output = try run(python, ["-W", "ignore", program], input: Data(lines.joined(separator: [0x0A])))
        let decoder = JSONDecoder()
        let answers = try output.split(separator: 0x0A).map { try decoder.decode(Answer?.self, from: Data($0)) }
        try #require(answers.count == questions.count)
        return answers
    }

    /// Runs a program to its end. Input and output go through files, which cannot block each other as pipes do.
    private static func run(_ program: String, _ arguments: [String], input: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tillbench-peer-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        try input.write(to: names[0])
        for name in names[1...] { try Data().write(to: name) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        let complaint = String(decoding: try Data(contentsOf: names[2]), as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(program): \(complaint)")
        return try Data(contentsOf: names[1])
    }
}
