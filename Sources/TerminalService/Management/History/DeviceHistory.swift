import BenchSupport
import Foundation

/// What was done with each terminal on this workstation: one file for each serial number, one line of JSON for each event.
public struct DeviceHistory: Sendable {
    /// One event.
    public struct Entry: Codable, Equatable, Sendable {
        /// Number of this form.
        public let schema: Int
        /// When, ISO 8601 with the zone.
        public let at: String
        /// `self-test`, `flash`, `params` or `keys`.
        public let kind: String
        /// What came of it, in a few words.
        public let outcome: String
        /// More of it, one line each.
        public let details: [String]
        /// The terminal's counters at that time, by group and name; nil when they were not asked for.
        public let counters: [String: Int64]?

        /// An event, of now unless another time is given.
        public init(
            kind: String, outcome: String, details: [String], counters: [String: Int64]? = nil, at time: Date = Date()
        ) {
            schema = 1
            at = EventTime.text(time)
            self.kind = kind
            self.outcome = outcome
            self.details = details
            self.counters = counters
        }

        /// When it was; nil when that cannot be read.
        public var date: Date? { EventTime.time(at) }
    }

    /// Why a history cannot be read or written.
    public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// The file.
        public let path: String
        /// Why.
        public let why: String

        /// What, why, next.
        public var description: String {
            "the history \(path) cannot be used\n  why:  \(why)\n  next: make room there, or see who owns it"
        }
    }

    /// The folder of all histories.
    public let folder: String

    /// The histories in a folder.
    public init(folder: String) { self.folder = folder }

    /// File of a terminal. A serial number comes from a device: nothing in it may lead to another folder.
    public func path(_ serial: String) -> String {
        let safe = serial.unicodeScalars.prefix(64).map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-")
                ? String(scalar) : "_"
        }.joined()
        return folder + "/" + (safe.isEmpty ? "_" : safe) + ".ndjson"
    }

    /// Adds an event.
    ///
    /// - Throws: `Failure`.
    public func add(_ entry: Entry, for serial: String) throws(Failure) {
        let path = path(serial)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let line = [UInt8](try encoder.encode(entry)) + [0x0A]
            // One write at the end of the file: programs that run side by side do not tear each other's lines.
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            defer { close(descriptor) }
            guard write(descriptor, line, line.count) == line.count else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
        } catch { throw Failure(path: path, why: FileReason.of(error)) }
    }

    /// Events of a terminal, the oldest first; empty when nothing is known of it.
    ///
    /// - Throws: `Failure`.
    public func entries(of serial: String) throws(Failure) -> [Entry] {
        let path = path(serial)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            let lines = try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A)
            return try lines.map { try JSONDecoder().decode(Entry.self, from: Data($0)) }
        } catch { throw Failure(path: path, why: "\(error)") }
    }
}
