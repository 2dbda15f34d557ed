import Foundation
import ISO8583

/// Messages for tests; account numbers are published test numbers.
enum Samples {
    /// A message of a type with these contents, texts as they are.
    static func message(_ type: UInt16, _ fields: [Int: String], bytes: [Int: [UInt8]] = [:]) -> Message {
        var message = Message(MTI(type))
        for (field, text) in fields { message[text: field] = text }
        for (field, content) in bytes { message[bytes: field] = content }
        return message
    }

    /// A sale of a UnionPay-style terminal.
    static let sale = message(
        0x0200,
        [
            2: "4111111111111111", 3: "000000", 4: "000000001250", 11: "000001", 12: "093000", 13: "1123", 14: "3012",
            22: "022", 25: "00", 35: "4111111111111111D30122010000000000", 41: "10000001", 42: "104110070110001",
            49: "156", 60: "22000001000",
        ], bytes: [64: [1, 2, 3, 4, 5, 6, 7, 8]])

    /// A request of a network of ISO 8583:1987.
    static let request87 = message(
        0x0420,
        [
            2: "5555555555554444", 3: "000000", 4: "000000005000", 7: "1123093000", 11: "000123", 12: "235959",
            13: "1231",
            15: "0101", 22: "021", 25: "00", 32: "12345678", 37: "112309000001", 41: "TERM0001",
            42: "MERCHANT0000001", 43: "CORNER SHOP", 49: "840",
            54: "0002840C000000001000", 90: "0200000122123123595800012345678" + "00000000000",
        ])
}

/// A generator with a seed, so that a failure comes again. Source: Steele, Lea and Flood, OOPSLA 2014 (SplitMix64).
struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A message with some fields of a dialect filled with contents that fit, without MAC and bitmaps.
    mutating func message(_ type: UInt16, _ dialect: Dialect) -> Message {
        var message = Message(MTI(type))
        for field in dialect.fields where ![64, 65, 128].contains(field) && Bool.random(using: &self) {
            guard let format = dialect.format(of: field) else { continue }
            let count: Int
            switch format.length {
            case .fixed(let size): count = size
            case .variable(_, let most): count = Int.random(in: 1...min(most, 40), using: &self)
            }
            message[bytes: field] = (0..<count).map { place in
                switch format.content {
                case .digits, .track: UInt8.random(in: 0x30...0x39, using: &self)
                case .signed: place == 0 ? 0x43 : UInt8.random(in: 0x30...0x39, using: &self)
                case .text: UInt8.random(in: 0x41...0x5A, using: &self)
                case .binary: UInt8.random(in: 0...255, using: &self)
                }
            }
        }
        return message
    }
}

/// The program, built by the same build into the same folder.
enum Program {
    static var path: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tillbench").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            return URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("tillbench").path
        }
        return beside
    }

    /// Runs the program to its end in a folder of its own.
    static func run(
        _ arguments: String..., input: Data = Data(), files: [String: String] = [:]
    ) throws -> (code: Int32, out: Data, text: String, err: String) {
        let folder = URL(
            fileURLWithPath: NSTemporaryDirectory() + "tm-\(getpid())-\(UInt32.random(in: 0...UInt32.max))",
            isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let names = [".in", ".out", ".err"].map { folder.appendingPathComponent($0) }
        try input.write(to: names[0])
        for file in names.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["msg"] + arguments
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        let out = try Data(contentsOf: names[1])
        return (
            process.terminationStatus, out, String(decoding: out, as: UTF8.self),
            try String(contentsOf: names[2], encoding: .utf8)
        )
    }
}
