import ArgumentParser
import Foundation
import MessageTool

/// How bytes are printed.
enum ByteFormat: String, ExpressibleByArgument, CaseIterable {
    case hex, raw, base64

    func write(_ bytes: [UInt8]) throws(MessageToolError) {
        switch self {
        case .hex: Talk.say(Hexadecimal.upper(bytes))
        case .base64: Talk.say(Data(bytes).base64EncodedString())
        case .raw: Talk.write(bytes)
        }
    }
}

extension LocalMoment {
    /// The moment that `--at` names, or the clock's.
    static func at(_ text: String?) throws -> LocalMoment {
        if let text {
            guard let moment = LocalMoment(text) else {
                throw MessageToolError("--at \(text) is no date and time", next: "write it as 2026-11-23T09:30:00")
            }
            return moment
        }
        let parts = Calendar(identifier: .gregorian).dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date())
        guard
            let moment = LocalMoment(
                year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0, hour: parts.hour ?? 0,
                minute: parts.minute ?? 0, second: min(parts.second ?? 0, 59))
        else { throw MessageToolError("the clock's date cannot be used", next: "name a date with --at") }
        return moment
    }
}
