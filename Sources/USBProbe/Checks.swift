import SerialDriver

/// The list of checks: each runs to its end, whatever became of those before.
struct Checks: Sendable {
    /// How a check ended.
    enum Outcome: String {
        case passed, failed, unsupported
    }

    /// Something is not as it must be.
    struct Wrong: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// The machine, its kernel or its hardware has not got it; not a fault of ours.
    struct Unsupported: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    let host: Host

    /// Runs one check. What it returns is told as its detail; an error is told as the reason.
    func check(_ name: String, _ body: () throws -> String) {
        do {
            report(.passed, name, try body())
        } catch let error as Unsupported {
            report(.unsupported, name, error.description)
        } catch {
            report(.failed, name, "\(error)")
        }
    }

    /// Begins a part of the report.
    func section(_ title: String) { host.say("@section \(title)") }

    /// Tells the host.
    func report(_ outcome: Outcome, _ name: String, _ detail: String) {
        let line = detail.split(whereSeparator: \.isNewline).map { $0.drop(while: { $0 == " " }) }.joined(
            separator: "; ")
        host.say("@check \(outcome.rawValue)\t\(name)\t\(line)")
    }
}

/// Ends a check that expected something else.
func require(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws(Checks.Wrong) {
    if !condition { throw Checks.Wrong(otherwise()) }
}

/// The error that something ended with, or nil.
func failure(_ body: () throws(SerialError) -> Void) -> SerialError? {
    do throws(SerialError) { try body() } catch { return error }
    return nil
}
