import Bootloader
import Foundation
import SMP
import SerialDriver
import TerminalService
import TestSupport
import Testing
import VirtualTerminal

extension ServicePortTests {
    /// What a board says may be anything: whoever asks it comes to an end all the same, with the reason.
    @Suite("A board that never comes to an end")
    struct EndlessBoardTests {
        /// What a client says in the end, and how many requests it made.
        private func failure(
            _ answer: @escaping @Sendable (Packet, Int) -> CBORMap?, of work: (ManagementClient) throws -> Void
        ) throws -> (error: ManagementError, requests: Int) {
            let board = try EndlessBoard(answer)
            defer { board.stop() }
            let client = try ManagementClient(
                opening: board.path,
                ManagementOptions(settings: LineSettings(baud: 921_600), patience: .seconds(10), tries: 1))
            let error = try #require(throws: ManagementError.self) { try work(client) }
            return (error, board.requests)
        }

        /// A self-test whose parts are told by `parts`, which is given how many requests came before.
        private func selfTest(_ parts: @escaping @Sendable (Int) -> [String]) throws -> (
            error: ManagementError, requests: Int
        ) {
            try failure { request, number in
                if CommandPlace(request.header) == IdentityRequest.place {
                    return TerminalIdentity(model: "a board", serial: "1", board: "other").map
                }
                let results = parts(number).map { SelfTestResult(part: $0, outcome: .passed, text: "") }
                return SelfTestState(isRunning: true, results: results).map
            } of: {
                _ = try SelfTestReport($0, SelfTestPlan())
            }
        }

        @Test("A self-test that keeps adding results is broken off, with what to do")
        func adding() throws {
            let ended = try selfTest { number in (0..<number * 10).map { "part-\($0)" } }
            #expect(ended.error.what.contains("its self-test tells 70 results"), "\(ended.error)")
            #expect(ended.error.nextStep.contains("--skip"))
            #expect(ended.requests == 8)
        }

        @Test("A part that is told twice is no progress")
        func twice() throws {
            let ended = try selfTest { _ in ["printer", "printer"] }
            #expect(ended.error.what.contains("two of one part"), "\(ended.error)")
            #expect(ended.requests == 2)
        }

        @Test("Results that change their names are no progress either")
        func renamed() throws {
            let ended = try selfTest { ["part-\($0)"] }
            #expect(ended.error.what.contains("its self-test does not end"), "\(ended.error)")
            #expect(ended.requests == 66)
        }

        @Test("A list of settings that grows while it is read has an end")
        func settings() throws {
            let ended = try failure { _, number in
                let page = (0..<50).map { AllSettings.Setting("s\(number * 50 + $0)", "1") }
                return AllSettings(settings: page, total: (number + 2) * 50).map
            } of: {
                _ = try $0.allSettings()
            }
            #expect(ended.error.why.contains("settings and more"), "\(ended.error)")
        }

        @Test("A list of counters that nobody could ask for one by one is refused")
        func counters() throws {
            let ended = try failure { _, _ in
                StatisticsList(names: (0..<500).map { "g\($0)" }).map
            } of: {
                _ = try $0.counters()
            }
            #expect(ended.error.why.contains("500 groups"), "\(ended.error)")
            #expect(ended.requests == 1)
        }

        @Test("A file that no board has room for is not read")
        func file() throws {
            let ended = try failure { request, _ in
                CommandPlace(request.header) == FileStatusRequest.place
                    ? FileStatus(count: 1 << 40).map : DownloadAnswer(offset: 0, data: [1]).map
            } of: {
                _ = try $0.file("/log")
            }
            #expect(ended.error.why.contains("is said to have"), "\(ended.error)")
            #expect(ended.requests == 1)
        }

        @Test("A board that takes a piece and wants the first one again, over and over, is given up")
        func backAndForth() throws {
            let path = try Place.folder() + "/new.img"
            try Data(try FactoryImage.make(board: "virtual-pos", version: .init(1, 4, 0), byteCount: 20_000))
                .write(to: URL(filePath: path))
            let file = try ImageFile(path: path)
            let ended = try failure { request, number in
                guard CommandPlace(request.header) == UploadRequest.place else {
                    return ParametersAnswer(bufferSize: 512, bufferCount: 1).map
                }
                guard let piece = try? UploadRequest(request.map) else { return nil }
                return UploadAnswer(offset: number % 2 == 0 ? 0 : piece.offset + piece.data.count).map
            } of: {
                try $0.upload(file)
            }
            #expect(ended.error.why.contains("again and again"), "\(ended.error)")
            #expect(ended.requests < 200)
        }
    }
}
