import Foundation
import SMP

/// What a test of a terminal's parts found.
public struct SelfTestReport: Codable, Equatable, Sendable {
    /// One part.
    public struct Part: Codable, Equatable, Sendable {
        /// Its name, for example `printer`.
        public let part: String
        /// `passed`, `failed`, `skipped` or `needs-person`.
        public let outcome: String
        /// What was seen.
        public let text: String
        /// What was measured, in the unit that the text names.
        public let value: Int64?

        /// A part.
        public init(part: String, outcome: String, text: String, value: Int64? = nil) {
            self.part = part
            self.outcome = outcome
            self.text = text
            self.value = value
        }
    }

    /// Number of this form.
    public let schema: Int
    /// Model.
    public let model: String
    /// Serial number.
    public let serial: String
    /// Version of the firmware that runs.
    public let firmware: String?
    /// The parts, in the order in which they were tested.
    public let parts: [Part]

    /// True when no part failed.
    public var isPassed: Bool { !parts.contains { $0.outcome == SelfTestResult.Outcome.failed.rawValue } }

    /// Seconds by which a terminal's clock may be off.
    public static let mostDrift: Int64 = 60
    /// Echoes that are sent over the service port.
    public static let echoes = 50

    /// Lets a terminal test its parts; then its clock is compared with the workstation's, and the service port is tried with
    /// echoes.
    ///
    /// - Parameters:
    ///   - client: The terminal.
    ///   - isAlone: True to skip what needs a person.
    ///   - ask: Asks the person whether a part did what it should; nil when there is no answer.
    /// - Throws: `ManagementError`.
    public init(
        _ client: ManagementClient, isAlone: Bool, ask: (SelfTestResult) -> Bool?
    ) throws(ManagementError) {
        let identity = try client.ask(IdentityRequest())
        var state = try client.ask(StartSelfTestRequest(isAlone: isAlone))
        while state.isRunning {
            try client.pause(.milliseconds(50), SelfTestStateRequest.place)
            state = try client.ask(SelfTestStateRequest())
        }
        var parts = state.results.map { result in
            guard result.outcome == .needsPerson, let isGood = ask(result) else {
                return Part(
                    part: result.part, outcome: result.outcome.rawValue, text: result.text, value: result.value)
            }
            return Part(part: result.part, outcome: isGood ? "passed" : "failed", text: result.text + ", as seen")
        }
        parts.append(try SelfTestReport.clock(client))
        parts.append(try SelfTestReport.servicePort(client))
        schema = 1
        model = identity.model
        serial = identity.serial
        firmware = try client.slots().first { $0.slot == 0 }?.version
        self.parts = parts
    }

    private static func clock(_ client: ManagementClient) throws(ManagementError) -> Part {
        let text = try client.ask(ClockRequest()).text
        guard let drift = TerminalInformation.drift(text, from: Date()) else {
            return Part(part: "clock-drift", outcome: "failed", text: "it shows no time: \(text)")
        }
        return Part(
            part: "clock-drift", outcome: abs(drift) <= mostDrift ? "passed" : "failed",
            text: "seconds ahead of this workstation, at most \(mostDrift) either way", value: drift)
    }

    /// Echoes with every printable character in changing places.
    private static func servicePort(_ client: ManagementClient) throws(ManagementError) -> Part {
        var wrong: Int64 = 0
        for number in 0..<echoes {
            let text = String(decoding: (0..<200).map { UInt8(0x20 + ($0 + number) % 95) }, as: UTF8.self)
            if try client.ask(EchoRequest(text: text)).text != text { wrong += 1 }
        }
        return Part(
            part: "service-port", outcome: wrong == 0 ? "passed" : "failed",
            text: "wrong answers to \(echoes) echoes of 200 bytes", value: wrong)
    }
}
