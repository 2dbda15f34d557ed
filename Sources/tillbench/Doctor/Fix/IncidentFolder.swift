import BatchDoctor
import BatchEvidence
import BenchSupport
import Foundation
import VirtualTerminal

/// Where incident records lie: one folder for each.
struct IncidentFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// Writes a record with what was exported. Another one of the same second gets a number behind its name.
    ///
    /// - Returns: Path of the text.
    func write(_ record: inout IncidentRecord, _ export: RecordExport?) throws -> String {
        do {
            let folder = try make(&record)
            record.files = ["incident.json"]
            if let export {
                record.files += ["records.csv", "records.hex"]
                try Data(export.csv.utf8).write(to: folder.appending(path: "records.csv"))
                try Data(export.frames.utf8).write(to: folder.appending(path: "records.hex"))
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            try (encoder.encode(record) + [0x0A]).write(to: folder.appending(path: "incident.json"))
            let text = folder.appending(path: "incident.txt")
            try Data((IncidentText.lines(record).joined(separator: "\n") + "\n").utf8).write(to: text)
            return text.path
        } catch {
            throw BenchError(
                .file, "the incident record cannot be written into \(path)", why: FileReason.of(error),
                next: "name another folder with --incidents; what was done at the terminal stands")
        }
    }

    private func make(_ record: inout IncidentRecord) throws -> URL {
        let manager = FileManager.default
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: mode)
        let name = record.id
        for number in 1..<1000 {
            record.id = number == 1 ? name : "\(name)-\(number)"
            let folder = URL(fileURLWithPath: path).appending(path: record.id)
            do {
                try manager.createDirectory(at: folder, withIntermediateDirectories: false, attributes: mode)
                return folder
            } catch CocoaError.fileWriteFileExists { continue }
        }
        throw CocoaError(.fileWriteFileExists)
    }
}
