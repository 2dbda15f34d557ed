import SerialDriver

/// What an error means that ended a check.
enum Verdict {
    static let fixedForm = "a pseudo-terminal always has 8 data bits and no parity"

    static func outcome(of error: any Error, rule: String, isPseudoTerminal: Bool) -> Outcome {
        switch error {
        case let mismatch as Mismatch: return .failed(mismatch)
        case let lacking as Lacking: return .notSupported(lacking.reason)
        case let error as SerialError:
            if let reason = lack(error, isPseudoTerminal: isPseudoTerminal) { return .notSupported(reason) }
            return .failed(Mismatch(expected: "no trouble with the port", got: "\(error.what) (\(error.why))"))
        default: return .failed(Mismatch(expected: "no trouble", got: "\(error)"))
        }
    }

    /// What a device lacks; nil when the error is a failure.
    ///
    /// A pseudo-terminal lacks other forms than 8 bits without parity and nothing else: any speed is fine with it. A chip may
    /// lack speeds and forms, but bytes must pass unchanged on every port.
    static func lack(_ error: SerialError, isPseudoTerminal: Bool) -> String? {
        switch error.kind {
        case .notSupported: "\(error.what): \(error.why)"
        case .settingRefused(.raw, _, _): nil
        case .settingRefused(.dataBits, _, _) where isPseudoTerminal: fixedForm
        case .settingRefused(.parity, _, _) where isPseudoTerminal: fixedForm
        case .settingRefused where !isPseudoTerminal: "\(error.what): \(error.why)"
        default: nil
        }
    }

    /// The error, when the port is gone and no other check can be carried out.
    static func trouble(_ error: any Error) -> SerialError? {
        guard let error = error as? SerialError else { return nil }
        switch error.kind {
        case .disconnected, .notFound, .notPermitted: return error
        default: return nil
        }
    }
}
