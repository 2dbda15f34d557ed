import BatchDoctor
import BatchEvidence
import BenchSupport
import Foundation
import SMP
import Settlement
import TerminalService
import VirtualTerminal

/// The files of a bundle, and the archive that holds them. The archive is made and read by the system's tar.
struct BundleArchive {
    /// A setting, its value, and where that comes from.
    struct SettingLine: Codable {
        let name: String
        let value: String
        /// `factory` for the value that every terminal has at first, `shop` for another one.
        let origin: String
    }

    /// What the bundle is.
    struct Manifest: Codable {
        let schema: Int
        let madeBy: String
        let madeAt: String
        let sources: [String]
        let replay: String
    }

    static let folder = "tillbench-case"

    /// Files by name, in order.
    private(set) var files: [(name: String, bytes: Data)] = []
    private(set) var findings: [BundleScan.Finding] = []

    /// Packs a case.
    ///
    /// - Parameter known: Numbers that are known to be no account numbers.
    init(
        _ evidence: Evidence, configuration: TerminalConfiguration?, information: TerminalInformation?,
        log: [EventLog.Line]
    ) throws {
        let diagnosis = Diagnosis(evidence)
        let bundle = try CaseBundle(evidence)
        let sources = EvidenceSource.allCases.filter { !diagnosis.missing.contains($0) }
        add(
            "manifest.json",
            try BundleArchive.json(
                Manifest(
                    schema: 1, madeBy: "tillbench \(Tillbench.configuration.version)",
                    madeAt: evidence.now.description, sources: sources.map(\.rawValue),
                    replay: "tillbench doctor batch --bundle FILE")))
        add("evidence.json", try BundleArchive.json(bundle))
        if let configuration {
            let factory = try TerminalConfiguration().withoutSecrets()
            let lines = try configuration.withoutSecrets().map { setting in
                SettingLine(
                    name: setting.name, value: setting.value,
                    origin: factory.contains { $0.name == setting.name && $0.value == setting.value }
                        ? "factory" : "shop")
            }
            add("configuration.json", try BundleArchive.json(lines))
        }
        if let information { add("terminal.json", try BundleArchive.json(information)) }
        if !log.isEmpty {
            add("terminal.log", Data(log.map { "\($0.at) \($0.level) \($0.code): \($0.text)\n" }.joined().utf8))
        }
        add("verdict.json", try BundleArchive.json(DiagnosisReport(diagnosis, at: evidence.now)))
        let texts =
            DiagnosisText.lines(diagnosis) { $0.english } + ["", ""] + DiagnosisText.lines(diagnosis) { $0.chinese }
        add("verdict.txt", Data((texts.joined(separator: "\n") + "\n").utf8))
        var known: Set<String> = []
        if let merchant = configuration?.merchantID { known.insert(merchant) }
        let scan = BundleScan(known: known)
        findings = scan.findings(in: bundle, file: "evidence.json")
        for file in files {
            findings += scan.findings(in: String(decoding: file.bytes, as: UTF8.self), file: file.name)
        }
    }

    private mutating func add(_ name: String, _ bytes: Data) { files.append((name, bytes)) }

    private static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(value) + [0x0A]
    }

    /// Writes the archive. Its name says whether it is packed: .tar, .tar.gz, .tgz.
    func write(to path: String) throws {
        try BundleArchive.inScratch { scratch in
            let folder = scratch.appending(path: BundleArchive.folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in files { try file.bytes.write(to: folder.appending(path: file.name)) }
            let made = scratch.appending(path: "made-" + URL(fileURLWithPath: path).lastPathComponent)
            try BundleArchive.tar(["-C", scratch.path, "-caf", made.path, BundleArchive.folder], of: path)
            // Whole or not at all.
            try Data(contentsOf: made).write(to: URL(fileURLWithPath: BundleArchive.whole(path)), options: .atomic)
        }
    }

    /// The path from the root. To tar what stands before a colon is a host, unless there is a slash before it.
    private static func whole(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The evidence that an archive holds, and the verdict that was made of it.
    static func read(_ path: String) throws -> (evidence: Evidence, verdict: DiagnosisReport?) {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw BenchError(.file, "\(path) cannot be read", why: "", next: "name a file of `tillbench doctor bundle`")
        }
        return try inScratch { scratch in
            let wanted = ["evidence.json", "configuration.json", "verdict.json"].map { folder + "/" + $0 }
            // Only what is asked for comes out: names in an archive of others may lead anywhere. Not all need be there.
            let options = ["-C", scratch.path, "--no-same-owner", "-xf", whole(path)]
            try tar(options + [wanted[0]], of: path)
            for name in wanted[1...] { try? tar(options + [name], of: path) }
            let files = wanted.map { try? Data(contentsOf: scratch.appending(path: $0)) }
            do {
                let bundle = try JSONDecoder().decode(CaseBundle.self, from: files[0] ?? Data())
                let settings = try files[1].map { content in
                    let lines = try JSONDecoder().decode([SettingLine].self, from: content)
                    return try TerminalConfiguration.reported(lines.map { AllSettings.Setting($0.name, $0.value) })
                        .evidence()
                }
                let verdict = try files[2].map { try JSONDecoder().decode(DiagnosisReport.self, from: $0) }
                return (try bundle.evidence(settings), verdict)
            } catch {
                throw BenchError(
                    .file, "\(path) is no bundle of a case", why: "\(error)",
                    next: "name a file of `tillbench doctor bundle`")
            }
        }
    }

    private static func inScratch<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "tillbench-bundle-\(UUID())")
        do {
            try FileManager.default.createDirectory(
                at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(at: scratch) }
            return try body(scratch)
        } catch let error as BenchError { throw error } catch {
            throw BenchError(
                .file, "the bundle cannot be written", why: FileReason.of(error), next: "name another file or make room"
            )
        }
    }

    private static func tar(_ arguments: [String], of path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["tar"] + arguments
        let complaint = Pipe()
        process.standardError = complaint
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchError(
                .file, "\(path) is no archive that tar reads or writes",
                why: said.split(separator: "\n").first.map(String.init) ?? "tar failed",
                next: "name a .tar or .tar.gz file; tar must be installed")
        }
    }
}
