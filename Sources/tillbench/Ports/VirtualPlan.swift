import BenchSupport
import Foundation
import MessageTool
import SerialDriver
import VirtualLine
import VirtualTerminal

/// What `tillbench ports virtual` was asked for, checked.
struct VirtualPlan {
    let folder: String
    let names: [String]
    let pace: PairConfiguration.Pace
    let line: LineConfiguration
    let recordPath: String?
    let replay: (recording: Recording, side: LineSide, options: ReplayOptions)?

    /// - Throws: `BenchError` that says what is wrong with an option.
    init(_ command: PortsVirtual, folder: String) throws(BenchError) {
        self.folder = folder
        names = try VirtualPlan.names(command)
        if command.unpaced, command.baud != nil {
            throw VirtualPlan.usage(
                "--unpaced and --baud exclude each other", "a line has one pace", "leave one of them out")
        }
        guard let pace = command.unpaced ? .unpaced : PairConfiguration.Pace(parsing: command.baud ?? "auto") else {
            throw VirtualPlan.usage(
                "\"\(TypedText.shown(command.baud ?? ""))\" is no speed",
                "a speed is auto, or 1 to \(LineSettings.speeds.upperBound) bits per second",
                "write for example --baud 9600")
        }
        self.pace = pace
        for (option, value) in [("bit-errors", command.bitErrors), ("lose", command.lose), ("double", command.double)]
        where !(0...1).contains(value) {
            throw VirtualPlan.usage(
                "--\(option) \(value) is no probability", "a probability is from 0 to 1", "write for example 0.001")
        }
        guard (0...60_000).contains(command.latency) else {
            throw VirtualPlan.usage(
                "--latency \(command.latency) is not possible", "it must be from 0 to 60000 milliseconds",
                "write for example 20")
        }
        line = LineConfiguration(
            latency: UInt64(command.latency * 1_000_000),
            faults: LineFaults(bitErrors: command.bitErrors, lost: command.lose, doubled: command.double),
            seed: command.seed, lateReader: pace == .unpaced ? .waits : .loses)
        recordPath = command.record
        if (command.record != nil || command.replay != nil), names.count > 1 {
            throw VirtualPlan.usage(
                "--record and --replay are for one line", "there are \(names.count)",
                "start several programs, with --dir")
        }
        replay = try VirtualPlan.replay(command)
    }

    private static func names(_ command: PortsVirtual) throws(BenchError) -> [String] {
        if let pairs = command.pairs, command.name.isEmpty {
            guard (1...4000).contains(pairs) else {
                throw usage("--pairs \(pairs) is not possible", "there may be 1 to 4000", "write for example --pairs 2")
            }
            return pairs == 1 ? ["line"] : (1...pairs).map { "line\($0)" }
        }
        if let pairs = command.pairs, pairs != command.name.count {
            throw usage(
                "--pairs \(pairs) does not go with \(command.name.count) names", "each name makes a line",
                "leave --pairs out")
        }
        let names = command.name.isEmpty ? ["line"] : command.name
        for name in names {
            let isPlain = name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || [0x2D, 0x2E, 0x5F].contains($0)
            }
            guard isPlain, (1...64).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-") else {
                throw usage(
                    "\"\(TypedText.shown(name, most: 80))\" cannot be the name of a line",
                    "a name has up to 64 letters, digits, dots, dashes and underscores, and begins with none of the last three",
                    "write for example --name till")
            }
        }
        // A line called a would take the place of the end a.
        let ends = names.flatMap { ["\($0)-a", "\($0)-b"] }
        guard Set(names + ends + ["a", "b"]).count == names.count * 3 + 2 else {
            throw usage(
                "the names do not tell the lines apart", "no two names or ends may be the same, and no name a or b",
                "choose other names")
        }
        return names
    }

    private static func replay(
        _ command: PortsVirtual
    ) throws(BenchError) -> (recording: Recording, side: LineSide, options: ReplayOptions)? {
        guard let path = command.replay else {
            if command.replayedEnd != nil || command.timed || command.stopOnDeviation {
                throw usage(
                    "--as, --timed and --stop-on-deviation go with --replay", "there is no recording to play",
                    "add --replay and a file")
            }
            return nil
        }
        guard let side = command.replayedEnd.flatMap(LineSide.init(rawValue:)) else {
            throw usage("--replay needs --as", "one of the two ends is played, a or b", "add --as a, or --as b")
        }
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw usage("\(path) cannot be read", FileReason.of(error, at: path), "name a file that can be read")
        }
        do throws(RecordingError) {
            let isScript = !String(decoding: bytes.prefix(4096), as: UTF8.self).contains("tillbench-line ")
            let isLikeScript = bytes.first.map { Array("rwfQ#".utf8).contains($0) } ?? false
            let recording =
                isScript && isLikeScript
                ? try DeviceScript.read(bytes, device: side, date: "") : try RecordingReader.read(bytes)
            let options = ReplayOptions(
                mode: command.timed ? .timed : .dialogue, stopsOnDeviation: command.stopOnDeviation)
            return (recording, side, options)
        } catch {
            throw BenchError(.file, "\(path): \(error.what)", why: error.why, next: error.nextStep)
        }
    }

    private static func usage(_ what: String, _ why: String, _ next: String) -> BenchError {
        BenchError(.file, what, why: why, next: next)
    }
}
