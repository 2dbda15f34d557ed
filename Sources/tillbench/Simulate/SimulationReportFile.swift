import Foundation
import Simulation
import VirtualTerminal

/// A report of a simulation in a file.
enum SimulationReportFile {
    /// Reads one.
    ///
    /// - Throws: `BenchError` when the file cannot be read, or holds something else.
    static func read(_ path: String) throws -> SimulationReport {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BenchError(
                .file, "\(path) cannot be read", why: why(path),
                next: "name a file that `tillbench simulate --json` made")
        }
        let report: SimulationReport
        do { report = try JSONDecoder().decode(SimulationReport.self, from: data) } catch let error as DecodingError {
            throw foreign(path, words(error))
        }
        guard report.schema == 1 else {
            throw foreign(path, "it is of version \(report.schema), and this program knows version 1")
        }
        return report
    }

    private static func why(_ path: String) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return "there is no such file"
        }
        return isFolder.boolValue ? "it is a folder" : "this user may not read it"
    }

    private static func foreign(_ path: String, _ why: String) -> BenchError {
        BenchError(
            .file, "\(path) is no report of a simulation", why: why,
            next: "write one with `tillbench simulate --json > FILE`")
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            (context.codingPath + [key].compactMap { $0 }).map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\"\(place(context, key))\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let name = place(context)
            return name.isEmpty ? "it holds another kind of JSON" : "\"\(name)\" has another form"
        case .dataCorrupted(let context):
            let name = place(context)
            return name.isEmpty ? "it is not JSON" : "\"\(name)\" has a value that is not known"
        @unknown default: return "it holds something else"
        }
    }
}
