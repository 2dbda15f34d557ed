import Foundation
import TestSupport

@testable import Bootloader

/// Images that imgtool made and signed, once for all tests of a run.
struct SignedImages: Sendable {
    /// Board of the images that are not for another one.
    static let board = [UInt8]("test-board".utf8)
    /// Bytes of a slot of `Bench`.
    static let slotSize = 2048

    /// Which image.
    enum Name: String, CaseIterable {
        case old, new, newer, edwards, padded, confirmed, large
        case otherBoard, noBoard, noJournal, oldJournal, otherKey, unsigned, unknown, boot, dependency, sha512
    }

    let keys: [ImageKey]
    private let files: [Name: [UInt8]]

    /// All of them, or why they could not be made.
    static let all = Result { try SignedImages() }

    /// The image of a name.
    static func image(_ name: Name) throws -> [UInt8] { try all.get().files[name] ?? [] }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tillbench-images-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = Random(state: 6)
        for (name, count) in [("small", 150), ("other", 330), ("large", 1500)] {
            let content = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            try Data(content).write(to: folder.appending(path: name))
        }
        var calls: [[String]] = []
        for (key, kind) in [("ecdsa", "ecdsa-p256"), ("edwards", "ed25519"), ("stranger", "ecdsa-p256")] {
            calls.append(["keygen", "-k", key + ".pem", "-t", kind])
            calls.append(["getpub", "-k", key + ".pem", "-e", "raw", "-o", key + ".der"])
        }
        calls += Name.allCases.map(SignedImages.arguments)
        try ImageTool.run(calls, in: folder)
        keys = try ["ecdsa", "edwards"].compactMap {
            ImageKey(subjectPublicKeyInfo: [UInt8](try Data(contentsOf: folder.appending(path: $0 + ".der"))))
        }
        files = try Dictionary(
            uniqueKeysWithValues: Name.allCases.map {
                ($0, [UInt8](try Data(contentsOf: folder.appending(path: $0.rawValue))))
            })
    }

    /// The arguments of imgtool that make an image.
    private static func arguments(_ name: Name) -> [String] {
        var payload = "small"
        var version = "1.0.0"
        var counter: String? = "1"
        var key: String? = "ecdsa"
        var header = "0x20"
        var extra: [String] = []
        var board: String? = "test-board"
        var journal: (String, String)? = ("0x0100", "0x0200")
        switch name {
        case .old: break
        case .new: (payload, version) = ("other", "2.0.0+7")
        case .newer: (payload, version, counter) = ("other", "3.0.0", "70000")
        case .edwards: (payload, version, key) = ("other", "2.1.0", "edwards")
        case .padded: (payload, version, extra) = ("other", "2.0.0", ["--pad"])
        case .confirmed: (payload, version, extra) = ("other", "2.0.0", ["--confirm"])
        case .large: (payload, version, header) = ("large", "4.0.0", "0x40")
        case .otherBoard: board = "other-board"
        case .noBoard: board = nil
        case .noJournal: journal = nil
        case .oldJournal: journal = ("0x0200", "0x0900")
        case .otherKey: key = "stranger"
        case .unsigned: key = nil
        case .unknown: extra = ["--custom-tlv", "0x54A9", "0x00"]
        case .boot: extra = ["--boot-record", "FIRM"]
        case .dependency: extra = ["-d", "(1, 1.0.0)"]
        case .sha512: (key, extra) = ("edwards", ["--sha", "512"])
        }
        if name == .unsigned { counter = nil }
        var arguments = ["sign", "--version", version, "-H", header, "--pad-header", "-S", String(slotSize), "-M", "4"]
        arguments += ["--align", "4"]
        if let key { arguments += ["-k", key + ".pem"] }
        if let counter { arguments += ["-s", counter] }
        if let board { arguments += ["--custom-tlv", "0x54A0", board] }
        if let journal {
            arguments += ["--custom-tlv", "0x54A1", journal.0, "--custom-tlv", "0x54A2", journal.1]
        }
        return arguments + extra + [payload, name.rawValue]
    }
}
