import BenchSupport
import FlashStore
import Foundation
import Settlement

/// A flash file that is looked at without a terminal, and without changing one byte of it.
public enum FlashImage {
    /// The journal in a flash file, on the calendar day of this machine: the shop's cut-over is not in the flash.
    ///
    /// - Throws: `BenchError` when the file cannot be read or is no flash of a terminal.
    public static func journal(of path: String) throws -> JournalReport {
        func failed(_ why: String) -> BenchError {
            BenchError(
                .file, "no journal can be read from \(path)", why: why,
                next: "name the folder of a terminal with --dir")
        }
        let content: Data
        do { content = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw failed(FileReason.of(error, at: path))
        }
        guard let flash = MemoryFlash(geometry: .terminal, image: [UInt8](content)) else {
            throw failed("it has \(content.count) bytes, a flash has \(FlashGeometry.terminal.byteCount)")
        }
        do {
            let now = ClockTime.workstation()
            return JournalReport(try BatchStore(opening: flash, at: now).book, today: now.date)
        } catch {
            throw failed(error.description)
        }
    }
}
