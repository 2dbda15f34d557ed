import Foundation
import TestSupport
import Testing

/// The independent implementations in Python: `scripts/python-peers` installs them, `Peers/peer.py` asks them.
enum Peer {
    /// The answers of the peers to all questions of a test, in one call.
    static func ask<Question: Encodable, Answer: Decodable>(
        _ questions: [Question], as answer: Answer.Type
    ) throws -> [Answer?] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let python = try FinishedProgram.python()
        let program = tests.appendingPathComponent("Peers/peer.py").path
        let encoder = JSONEncoder()
        let lines = try questions.map { try encoder.encode($0) }
        // The packages warn of triple DES being old, which is known here.
        let peer = try FinishedProgram(
            python, ["-W", "ignore", program], input: Data(lines.joined(separator: [0x0A])))
        try #require(peer.status == 0, "\(program): \(peer.complaint)")
        let decoder = JSONDecoder()
        let answers = try peer.output.split(separator: 0x0A).map { try decoder.decode(Answer?.self, from: Data($0)) }
        try #require(answers.count == questions.count)
        return answers
    }
}
