import ArgumentParser
import Foundation
import Synchronization
import TerminalService
import VirtualTerminal

/// The same work on many ports, side by side.
enum ManyPorts {
    /// How one of them ended.
    struct Outcome<Value: Sendable>: Sendable {
        let path: String
        let result: Result<Value, any Error>
    }

    /// Works on all of them at once, and returns how each ended, in the order of the ports.
    static func run<Value: Sendable>(
        _ paths: [String], _ work: @escaping @Sendable (String) throws -> Value
    ) -> [Outcome<Value>] {
        let outcomes = Outcomes<Value>()
        let group = DispatchGroup()
        for (index, path) in paths.enumerated() {
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                outcomes.set(index, Outcome(path: path, result: Result { try work(path) }))
            }
        }
        group.wait()
        return outcomes.all
    }

    /// Tells how each ended: JSON lines on standard output, failures as text on standard error.
    ///
    /// - Throws: The exit code of the first failure, when there was one and others ended well; the failure itself when it
    ///   was alone.
    static func tell<Value: Encodable & Sendable>(
        _ outcomes: [Outcome<Value>], asJSON json: Bool, _ language: LanguageOption, _ line: (Value) -> [String]
    ) throws {
        var first: (any Error)?
        for outcome in outcomes {
            switch outcome.result {
            case .success(let value):
                if json {
                    try Talk.json(value, isLine: true)
                } else {
                    for text in line(value) { Talk.say(TextTable.shown(text)) }
                }
            case .failure(let error):
                first = first ?? error
                if json { try Talk.json(FailedPort(outcome.path, error), isLine: true) }
                let isChinese = language == .zh && error is ManagementError
                guard outcomes.count > 1 || isChinese else { throw error }
                if isChinese, let error = error as? ManagementError {
                    Talk.error("\(outcome.path): 错误: " + ManagementWords(error).lines)
                } else {
                    Talk.error("\(outcome.path): error: \(error)")
                }
            }
        }
        if let first { throw ExitCode(Failure.code(first)) }
    }

    private final class Outcomes<Value: Sendable>: Sendable {
        private let values = Mutex<[Int: Outcome<Value>]>([:])

        func set(_ index: Int, _ outcome: Outcome<Value>) { values.withLock { $0[index] = outcome } }
        var all: [Outcome<Value>] { values.withLock { $0.sorted { $0.key < $1.key }.map(\.value) } }
    }
}

/// A port on which something failed, as JSON beside the ports on which it went well.
struct FailedPort: Encodable {
    var schema = 1
    let port: String
    var state = "failed"
    let exitCode: Int32
    let what: String
    let why: String
    let next: String

    init(_ port: String, _ error: any Error) {
        self.port = port
        exitCode = Failure.code(error)
        switch error {
        case let error as ManagementError: (what, why, next) = (error.what, error.why, error.nextStep)
        case let error as BenchError: (what, why, next) = (error.what, error.why, error.next)
        case let error as ImageFileError:
            (what, why, next) = ("\(error.path) cannot be flashed", error.why, error.next)
        default: (what, why, next) = ("\(error)", "", "")
        }
    }
}
