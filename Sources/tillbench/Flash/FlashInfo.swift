import ArgumentParser
import Foundation
import TerminalService

struct FlashInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What an image is, and what the slots of a terminal hold.")

    @Argument(help: "An image. Default: only the terminal.") var image: String?
    @Option(help: "The service port. Default: only the image.") var port: String?
    @OptionGroup var service: ServiceOption
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text.") var json = false

    func validate() throws {
        if image == nil, port == nil { throw ValidationError("name an image, a port with --port, or both") }
    }

    func run() throws {
        let file = try image.map { path throws(ImageFileError) in try ImageFile(path: path) }
        let client = try port.map {
            try ManagementClient(opening: try ServicePort.path($0), service.options(try .atInterruption()))
        }
        let images = try client.map { client throws(ManagementError) in try client.slots() }
        if json { return try Talk.json(Report(image: file.map(ImageReport.init), slots: images)) }
        if let file {
            for line in TextTable(rows: ImageReport(file).rows(lang)).lines { Talk.say(line) }
        }
        let rows = (images ?? []).map {
            [(lang == .en ? "slot " : "分区 ") + "\($0.slot)", $0.version, $0.state, $0.hash]
        }
        for line in TextTable(rows: rows).lines { Talk.say(line) }
    }

    private struct Report: Encodable {
        let schema = 1
        let image: ImageReport?
        let slots: [TerminalInformation.Image]?
    }
}

/// An image as reports show it.
struct ImageReport: Encodable {
    let file: String
    let version: String
    let board: String
    let oldestJournal: UInt16
    let newestJournal: UInt16
    let securityCounter: UInt32
    let bytes: Int
    let hash: String

    init(_ image: ImageFile) {
        file = image.path
        version = image.version
        board = image.board
        oldestJournal = image.manifest.oldestJournal
        newestJournal = image.manifest.newestJournal
        securityCounter = image.manifest.securityCounter
        bytes = image.bytes.count
        hash = image.hash
    }

    func rows(_ language: LanguageOption) -> [[String]] {
        func say(_ english: String, _ chinese: String) -> String { language == .en ? english : chinese }
        return [
            [say("image", "镜像"), file],
            [say("version", "版本"), version],
            [say("board", "主板"), board],
            [say("journal", "流水格式"), "\(oldestJournal) - \(newestJournal)"],
            [say("security counter", "安全计数"), "\(securityCounter)"],
            [say("size", "大小"), "\(bytes) bytes"],
            [say("hash", "哈希"), hash],
        ]
    }
}
