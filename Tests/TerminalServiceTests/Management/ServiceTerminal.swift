import Bootloader
import FlashStore
import Foundation
import Settlement
import Testing
import VirtualTerminal
import TestSupport

/// A terminal's process in a folder of its own, and images for it.
final class ServiceTerminal {
    let folder: TerminalFolder
    private let configuration: String
    private var process: BenchProgram?

    /// Starts a terminal, and returns when its service port is there.
    ///
    /// - Parameters:
    ///   - baud: Rate at which its service port is paced.
    ///   - sales: Approved sales of its open batch, minor units each.
    ///   - settings: Further lines of its settings.
    init(baud: Int = 921_600, sales: [Int64] = [], settings: String = "") throws {
        let path = try Place.folder()
        folder = TerminalFolder(path + "/terminal")
        configuration = path + "/shop.yaml"
        // A host that is not there is given up soon.
        try "service-baud: \(baud)\nresponse-timeout: 1\nacknowledge-timeout: 0.2\n\(settings)".write(
            toFile: configuration, atomically: true, encoding: .utf8)
        if !sales.isEmpty {
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            try ServiceTerminal.writeJournal(sales, to: folder.flash)
        }
        try start()
    }

    /// A terminal over a copy of another one's memories, which does not run meanwhile.
    ///
    /// - Parameter arguments: Further arguments of its process.
    init(copyOf other: ServiceTerminal, _ arguments: [String]) throws {
        let path = try Place.folder()
        folder = TerminalFolder(path + "/terminal")
        configuration = path + "/shop.yaml"
        try FileManager.default.copyItem(atPath: other.configuration, toPath: configuration)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        for (from, to) in [
            (other.folder.flash, folder.flash), (other.folder.program, folder.program),
            (other.folder.flashWear, folder.flashWear), (other.folder.programWear, folder.programWear),
        ] where FileManager.default.fileExists(atPath: from) {
            try FileManager.default.copyItem(atPath: from, toPath: to)
        }
        try begin(arguments)
    }

    deinit {
        process?.signal(SIGKILL)
        process?.finish()
        try? FileManager.default.removeItem(atPath: (folder.path as NSString).deletingLastPathComponent)
    }

    func start() throws {
        try begin([])
        try process?.wait(for: "the ports") { !$0.lines.isEmpty }
    }

    private func begin(_ arguments: [String]) throws {
        process = try BenchProgram(
            Place.tillbench, ["terminal", "start", "--dir", folder.path, "--config", configuration] + arguments)
    }

    /// Waits until the ports are there, or until the process ended before that.
    ///
    /// - Returns: False when it ended.
    func waitForPorts() -> Bool {
        let limit = ContinuousClock.now + .seconds(120)
        while process?.lines.isEmpty ?? false, isRunning, ContinuousClock.now < limit { usleep(2000) }
        return isRunning
    }

    /// True until its process has ended.
    var isRunning: Bool { process?.isRunning ?? false }

    /// Ends it as a power cut does.
    func kill() {
        process?.signal(SIGKILL)
        process?.finish()
    }

    /// An image in a file beside it.
    func image(
        _ version: ImageVersion, board: String = "virtual-pos", counter: UInt32 = 1, byteCount: Int = 60_000
    ) throws -> String {
        let path = folder.path + "/\(version)-\(board)-\(counter).img"
        let bytes = try FactoryImage.make(board: board, version: version, counter: counter, byteCount: byteCount)
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// Runs `tillbench` to its end.
    func bench(_ arguments: String...) throws -> (code: Int32, out: String, err: String) {
        try BenchProgram.run(Place.tillbench, arguments, environment: state)
    }

    /// Where the program keeps histories: not in the user's folder.
    var state: [String: String] { ["XDG_STATE_HOME": folder.path + "/state"] }

    /// `slot version state` of each slot.
    func slots() throws -> [String] {
        let ended = try bench("flash", "info", "--port", folder.service)
        try #require(ended.code == 0, "\(ended.err)")
        return ended.out.split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).dropLast().joined(separator: " ")
        }
    }

    /// A journal whose batch holds these approved sales.
    private static func writeJournal(_ sales: [Int64], to path: String) throws {
        let now = ClockTime.workstation()
        var store = try BatchStore(opening: try FileFlash(path: path, geometry: .terminal), at: now)
        for (index, amount) in sales.enumerated() {
            let trace = try #require(TraceNumber(UInt32(index + 1)))
            try store.record(
                .transactionBegun(
                    Transaction(
                        kind: .sale, form: .request, trace: trace, batch: try #require(store.book.batch),
                        minorUnits: amount, currency: 156, begunAt: now, businessDate: now.date,
                        card: CardReference(
                            masked: "622848******0001", sealedPAN: [1, 2], expiry: "3012", entryMode: "022",
                            isForeign: false),
                        original: nil)))
            let approval = Approval(reference: "1", authorization: "2", hostTime: "", hostDate: "")
            try store.record(.transactionApproved(trace, approval))
        }
    }
}
