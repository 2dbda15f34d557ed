import AcquirerHost
import ArgumentParser
import Fleet
import Foundation
import MessageTool
import Scenario
import SerialDriver
import TerminalService
import VirtualTerminal

/// How a command ends that did not succeed: the reason on standard error, and the exit code that goes with its kind.
enum Failure {
    /// A broken-off run, as shells count it: 128 and the number of SIGINT.
    static let interrupted: Int32 = 130

    static func exit(_ error: any Error) -> Never {
        switch error {
        case let error as BenchError: leave(error.description, error.kind.rawValue)
        case let error as ScenarioError:
            leave(error.description + "\n  next: `tillbench scenario schema` lists what a scenario may hold", 2)
        case let error as HostFileError:
            leave(error.description + "\n  next: `tillbench host start --help` shows an example", 2)
        case let error as MessageToolError: leave(error.description, 2)
        case let error as ProfileError: leave(error.description, 2)
        case let error as PortIdentityError: leave(error.description, 2)
        case let error as SerialError:
            if case .malformedName = error.kind { leave(error.description, 2) }
            leave(error.description, 3)
        case let error as ManagementError: leave(error.description, code(error))
        case let error as ImageFileError: leave(error.description, 2)
        case let error as DeviceHistory.Failure: leave(error.description, 2)
        case let error as FleetError: leave(error.description, code(error))
        case let code as ExitCode: Foundation.exit(code.rawValue)
        default:
            let code = Tillbench.exitCode(for: error)
            // The argument parser counts wrong usage as 64; here it is 2, as everywhere in this program.
            // The parser repeats what was typed.
            if code == .validationFailure { leave(TypedText.shown(Tillbench.fullMessage(for: error), most: 4000), 2) }
            if code == .success {
                Talk.say(Tillbench.fullMessage(for: error))
                Foundation.exit(0)
            }
            leave("\(error)", 2)
        }
    }

    /// The exit code of an error that does not end the program: one port of many, for example.
    static func code(_ error: any Error) -> Int32 {
        switch error {
        case let error as BenchError: error.kind.rawValue
        case let error as ManagementError: code(error)
        case is ImageFileError, is DeviceHistory.Failure, is PortIdentityError: 2
        case let error as SerialError: if case .malformedName = error.kind { 2 } else { 3 }
        case let code as ExitCode: code.rawValue
        default: 1
        }
    }

    /// The exit code of what a terminal's service port did not do.
    static func code(_ error: ManagementError) -> Int32 {
        switch error.kind {
        case .port: 3
        case .silent, .garbled: 4
        case .refused, .moneyAtStake: 5
        case .interrupted: interrupted
        case .check: 1
        }
    }

    /// The exit code of what a fleet's store, source or port did not do.
    static func code(_ error: FleetError) -> Int32 {
        switch error.kind {
        case .file: 2
        case .port: 3
        case .silent: 4
        }
    }

    private static func leave(_ text: String, _ code: Int32) -> Never {
        Talk.error(text.hasPrefix("Error:") ? text : "error: " + text)
        Foundation.exit(code)
    }
}
