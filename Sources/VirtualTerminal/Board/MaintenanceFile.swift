import Foundation
import SMP

/// What the virtual terminal's parts have done in all of its life, in a file of its folder.
///
/// Real terminals keep such counts in the parts themselves or in their own flash.
struct MaintenanceFile {
    /// The counts.
    struct Counts: Codable, Equatable {
        /// Lines that came out of the printer.
        var printedLines: Int64 = 0
        /// Cards that were drawn through the reader.
        var swipes: Int64 = 0
        /// Of these, those that could not be read.
        var misreads: Int64 = 0
        /// Cards that were put into the chip reader.
        var inserts: Int64 = 0
        /// Of these, those whose chip could not be read.
        var chipErrors: Int64 = 0
        /// Bytes that were sent on the line port.
        var bytesSent: Int64 = 0
        /// Frames that were refused, sent again, or not acknowledged.
        var lineErrors: Int64 = 0
        /// Starts; the virtual battery is charged once for each.
        var starts: Int64 = 0

        init() {}

        /// Takes what a file says, as far as it can be so; a count that is missing begins at nothing.
        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            func count(_ key: CodingKeys) throws -> Int64 {
                min(max(0, try values.decodeIfPresent(Int64.self, forKey: key) ?? 0), 1 << 40)
            }
            printedLines = try count(.printedLines)
            swipes = try count(.swipes)
            misreads = try count(.misreads)
            inserts = try count(.inserts)
            chipErrors = try count(.chipErrors)
            bytesSent = try count(.bytesSent)
            lineErrors = try count(.lineErrors)
            starts = try count(.starts)
        }
    }

    private let path: String
    /// Kept by `keep()`.
    var counts: Counts
    private var kept: Counts?

    /// The counts of a terminal; a file that cannot be read is one of a new terminal.
    init(path: String) {
        self.path = path
        let data = FileManager.default.contents(atPath: path)
        counts = data.flatMap { try? JSONDecoder().decode(Counts.self, from: $0) } ?? Counts()
    }

    /// Writes what has changed. What a full disk does not take is counted in memory alone: no sale may fail for it.
    mutating func keep() {
        guard counts != kept, let data = try? JSONEncoder().encode(counts) else { return }
        if (try? data.write(to: URL(fileURLWithPath: path), options: .atomic)) != nil { kept = counts }
    }

    /// Counts what the firmware says of its line.
    mutating func heard(_ code: String, _ text: String) {
        if code == "line.silent" || code == "line.note" { counts.lineErrors += 1 }
    }

    /// Height of a printed line.
    static let lineMicrometres: Int64 = 3750
    /// Charges after which a battery of this kind holds four fifths.
    static let batteryCycles: Int64 = 500

    /// The counts as groups of counters. An entry that ends in `-life` says how much the part stands, one that ends in `-least`
    /// below which value it is to be replaced.
    func statistics(printerJobs: Int) -> [Statistics] {
        let capacity = max(0, 100 - counts.starts * 20 / MaintenanceFile.batteryCycles)
        return [
            Statistics(
                name: "printer",
                counters: [
                    .init("jobs", Int64(printerJobs)), .init("lines", counts.printedLines),
                    .init("millimetres", counts.printedLines * MaintenanceFile.lineMicrometres / 1000),
                    // Thermal heads are sold for 50 km of paper.
                    .init("millimetres-life", 50_000_000),
                ]),
            Statistics(
                name: "reader",
                counters: [
                    .init("swipes", counts.swipes), .init("swipes-life", 500_000), .init("misreads", counts.misreads),
                    .init("inserts", counts.inserts), .init("inserts-life", 200_000),
                    .init("chip-errors", counts.chipErrors),
                ]),
            Statistics(
                name: "line", counters: [.init("bytes", counts.bytesSent), .init("errors", counts.lineErrors)]),
            Statistics(
                name: "battery",
                counters: [
                    .init("cycles", counts.starts), .init("capacity-percent", capacity),
                    .init("capacity-percent-least", 70),
                ]),
        ]
    }
}
