import Foundation
import TestSupport
import Testing

/// Programs of others, run to their end.
enum OtherProgram {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let repository = tests.appending(path: "../..").standardizedFileURL.path

    /// The Python that `scripts/python-peers` installs packages for.
    static func python() throws -> String { try FinishedProgram.python() }

    /// A program of `Peers`.
    static func peer(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String, complaint: String)
    {
        try run(try python(), [tests.appending(path: "Peers/\(name)").path] + arguments)
    }

    /// Runs a program to its end.
    static func run(
        _ program: String, _ arguments: [String]
    ) throws -> (status: Int32, output: String, complaint: String) {
        let finished = try FinishedProgram(program, arguments)
        return (finished.status, finished.text, finished.complaint)
    }

    /// An image that the real imgtool makes and signs with the development key.
    static func image(_ version: String, byteCount: Int, in folder: String) throws -> String {
        let payload = folder + "/payload.bin"
        try Data((0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) }).write(
            to: URL(filePath: payload))
        let image = folder + "/\(version).img"
        let made = try run(
            try python(),
            [
                "-c", "from imgtool.main import imgtool; imgtool()", "sign", "-k",
                repository + "/hardware/boards/development-key.pem", "--version", version, "-H", "0x20", "--pad-header",
                "-S", "0xE0000", "--align", "4", "-s", "1", "--custom-tlv", "0x54A0", "virtual-pos", "--custom-tlv",
                "0x54A1", "0x0100", "--custom-tlv", "0x54A2", "0x0100", payload, image,
            ])
        try #require(made.status == 0, "\(made.complaint)")
        return image
    }
}
