import Foundation
import TerminalFirmware

/// The printer: paper that comes out, and paper that does not.
///
/// What came out is kept as one text file for each job, so that receipts outlive the process as they do in a shop.
struct Printer {
    /// What the printer does from now on.
    enum Condition: Equatable {
        /// It prints.
        case ready
        /// It stops with this problem after so many more lines.
        case failing(PrinterProblem, afterLines: Int)
    }

    private let folder: URL
    private var nextNumber: Int
    var condition = Condition.ready
    /// Lines that came out since its start.
    private(set) var lineCount = 0
    /// Jobs that came out, in all of its life.
    var jobCount: Int { nextNumber - 1 }

    /// A printer whose paper falls into `folder`.
    init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        nextNumber = (try Printer.files(in: folder).last.map { Printer.number(of: $0) } ?? 0) + 1
    }

    /// Prints a job, or as much of it as comes out.
    ///
    /// - Returns: The problem that stopped it, or nil.
    /// - Throws: When the workstation cannot write the file.
    mutating func print(_ job: PrintJob) throws -> PrinterProblem? {
        var lines = job.lines
        var problem: PrinterProblem?
        if case .failing(let cause, let left) = condition {
            if left < lines.count {
                lines = Array(lines.prefix(left))
                problem = cause
                condition = .failing(cause, afterLines: 0)
            } else {
                condition = .failing(cause, afterLines: left - lines.count)
            }
        }
        lineCount += lines.count
        if !lines.isEmpty {
            if problem != nil { lines.append("~~~~~~~~") }
            let name = String(format: "%06d-%@.txt", nextNumber, job.content.fileTag)
            try (lines.joined(separator: "\n") + "\n").write(
                to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
            nextNumber += 1
        }
        return problem
    }

    /// Everything that was printed, oldest first.
    static func papers(in folder: URL) throws -> [String] {
        try files(in: folder).map { try String(contentsOf: $0, encoding: .utf8) }
    }

    private static func files(in folder: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "txt" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func number(of file: URL) -> Int { Int(file.lastPathComponent.prefix(6)) ?? 0 }
}

extension PrintJob.Content {
    fileprivate var fileTag: String {
        switch self {
        case .receipt(_, let trace): "receipt-\(trace)"
        case .slip(let batch): "slip-\(batch)"
        case .reminder(let batch): "reminder-\(batch)"
        }
    }
}
