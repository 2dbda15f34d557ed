import Foundation
import Testing
import VirtualTerminal

#if canImport(Glibc)
    import Glibc
#endif

/// A terminal's process, run in a thread of this one on a folder of its own.
final class LiveTerminal: @unchecked Sendable {
    let folder: TerminalFolder
    private let stopping: [Int32]
    private let ended = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var lines: [String] = []
    private var failure: String?

    /// Starts a terminal, and returns when its service port is there.
    init(_ folder: TerminalFolder, serviceBaud: Int = 921_600) throws {
        self.folder = folder
        var descriptors: [Int32] = [0, 0]
        try #require(pipe(&descriptors) == 0)
        stopping = descriptors
        var configuration = TerminalConfiguration()
        configuration.serviceBaud = serviceBaud
        let begun = DispatchSemaphore(value: 0)
        let (given, stop) = (configuration, descriptors[0])
        Thread.detachNewThread { [self] in
            do {
                let process = try TerminalProcess(folder: folder, configuration: given, now: .workstation()) { line in
                    self.lock.withLock { self.lines.append(line) }
                }
                begun.signal()
                try process.run(until: stop)
            } catch {
                lock.withLock { failure = "\(error)" }
                begun.signal()
            }
            ended.signal()
        }
        begun.wait()
        try #require(lock.withLock { failure } == nil)
    }

    /// What it said.
    var log: [String] { lock.withLock { lines } }

    /// Powers it off.
    func stop() throws {
        var byte: UInt8 = 1
        try #require(write(stopping[1], &byte, 1) == 1)
        ended.wait()
        for descriptor in stopping { close(descriptor) }
        #expect(lock.withLock { failure } == nil)
    }
}

/// A folder that is removed at the end.
final class ScratchFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "tillbench-service-\(UUID())").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
