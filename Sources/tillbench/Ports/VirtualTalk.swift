import Foundation
import SerialDriver
import Settlement
import VirtualLine

/// What `tillbench ports virtual` says while it runs: text for people, or one JSON value in a line.
struct VirtualTalk: Sendable {
    private struct Ready: Encodable {
        let schema = 1
        let event = "ready"
        let lines: [LineReport]
    }

    private struct Note: Encodable {
        let schema = 1
        var event: String
        var line: String
        var end: String?
        var settings: String?
        var sends: Int?
        var listens: Int?
        var deviation: String?
        var offset: Int?
        var wanted: Int?
        var got: Int?
        var problem: String?
    }

    let isJSON: Bool

    /// The lines are there.
    func ready(_ reports: [LineReport], pace: PairConfiguration.Pace) throws {
        if isJSON { return try Talk.json(Ready(lines: reports), isLine: true) }
        for report in reports {
            for end in [report.a, report.b] {
                if let link = end.link { Talk.say("\(link) \(end.device ?? "(plays a recording)")") }
            }
        }
        let speed =
            switch pace {
            case .ofSettings: "as fast as the programs set their ports"
            case .fixed(let baud): "at \(baud) bits per second"
            case .unpaced: "without a pace, which hides what a real line shows"
            }
        Talk.error("bytes pass \(speed); help lists commands, Ctrl-C ends it")
    }

    /// Something happened on a line.
    func note(_ note: PairNote, line: String) {
        let (value, text) = VirtualTalk.describe(note, line)
        if isJSON {
            do { try Talk.json(value, isLine: true) } catch { Talk.error("\(text) (not as JSON: \(error))") }
        } else {
            Talk.error("\(ClockTime.workstation()) \(text)")
        }
    }

    /// Recording ended because the file cannot be written.
    func failed(_ error: RecordingFileError, line: String) {
        let text = "\(error.what): \(error.why); recording ends here"
        Talk.error("\(ClockTime.workstation()) \(text)")
    }

    private static func describe(_ note: PairNote, _ line: String) -> (Note, String) {
        switch note {
        case .settings(let side, let settings):
            (
                Note(event: "settings", line: line, end: side.rawValue, settings: settings.description),
                "\(line)-\(side) is set to \(settings)"
            )
        case .speedsDiffer(let side, let sends, let listens):
            (
                Note(event: "speedsDiffer", line: line, end: side.rawValue, sends: sends, listens: listens),
                "\(line)-\(side) sends at \(sends) and \(line)-\(side.other) listens at \(listens): it gets garbage"
            )
        case .lateReader(let side):
            (
                Note(event: "lateReader", line: line, end: side.rawValue),
                "\(line)-\(side) does not read, and asks nobody to wait: bytes are lost"
            )
        case .breakNotMarked(let side):
            (
                Note(event: "breakNotMarked", line: line, end: side.rawValue),
                "\(line)-\(side) wants breaks marked; a pseudo-terminal cannot do that, it gets a zero"
            )
        case .unplugged(let side):
            (Note(event: "unplugged", line: line, end: side.rawValue), "\(line)-\(side) is unplugged")
        case .plugged(let side):
            (Note(event: "plugged", line: line, end: side.rawValue), "\(line)-\(side) is plugged in")
        case .deviation(let deviation):
            (
                Note(
                    event: "deviation", line: line, deviation: deviation.kind.rawValue, offset: deviation.offset,
                    wanted: deviation.wanted.count, got: deviation.got.count),
                "\(line): \(text(deviation))"
            )
        case .replayEnded(let heard, let wanted):
            (
                Note(event: "replayEnded", line: line, wanted: wanted, got: heard),
                "\(line): the recording is over; \(heard) of \(wanted) bytes came from the other end"
            )
        case .failed(let side, let error):
            (
                Note(event: "failed", line: line, end: side.rawValue, problem: error.what),
                "\(line)-\(side): \(error.what): \(error.why)"
            )
        }
    }

    /// The bytes themselves may be part of an account number: they are in the recording, and not shown here.
    private static func text(_ deviation: ReplayDeviation) -> String {
        let place = "byte \(deviation.offset) from the other end"
        return switch deviation.kind {
        case .other: "\(place) is not what it is in the recording"
        case .silent: "\(place) did not come"
        case .more: "before \(place) came \(deviation.got.count) bytes or more that are not in the recording"
        }
    }
}
