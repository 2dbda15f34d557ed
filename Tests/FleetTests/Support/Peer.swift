import Foundation
import TestSupport
import Testing

/// A program of `Peers` that runs beside the test; the first line that it prints is its port.
struct Peer {
    let program: BenchProgram
    let port: Int

    static func path(_ name: String) -> String { Place.repository + "/Tests/FleetTests/Peers/" + name }

    init(_ name: String, _ arguments: [String] = []) throws {
        program = try BenchProgram(try FinishedProgram.python(), [Peer.path(name)] + arguments)
        try program.wait(for: "the port of \(name)") { !$0.lines.isEmpty }
        port = try #require(Int(program.lines[0]))
    }

    /// What it printed since, as JSON.
    var messages: [[String: Any]] {
        program.lines.dropFirst().compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
    }

    func end() {
        program.signal(SIGKILL)
        program.finish()
    }
}
