import Capture
import Foundation
import ISO8583
import MessageTool
import Testing

/// What is missing on this machine, and what to install.
struct MissingTool: Error, CustomStringConvertible {
    let description: String
}

/// tshark with a dissector that was made from a dialect.
struct Tshark {
    /// What a run printed.
    struct Output {
        let code: Int32
        let out: Data
        let err: String
        var text: String { String(decoding: out, as: UTF8.self) }
    }

    /// What tshark found under one protocol: values by field, in their order.
    typealias Found = [String: [String]]

    let dissector: WiresharkDissector

    init(_ dialect: Dialect) { dissector = WiresharkDissector(dialect) }

    /// Name of a field in filters.
    func key(_ name: String) -> String { dissector.protocolName + "." + name }

    /// Options that show what is masked otherwise.
    var clear: [String] { ["-o", key("clear") + ":TRUE"] }

    /// Runs tshark on a capture with the dissector.
    func run(_ capture: [UInt8], _ options: [String]) throws -> Output {
        try Tshark.run(["-r", "capture.pcapng"] + options, lua: dissector.lua, capture: capture)
    }

    /// Every message, or every frame of a serial line, as tshark decodes it. Nothing may be said on standard error.
    func decode(_ capture: [UInt8], _ options: [String] = [], of name: String? = nil) throws -> [Found] {
        let layer = name ?? dissector.protocolName
        let output = try run(
            capture, ["-n", "-T", "json", "--no-duplicate-keys", "-Y", layer, "-J", layer] + options)
        #expect(output.code == 0 && Tshark.complaints(output.err) == "", "\(output.err)")
        let packets = try #require(try JSONSerialization.jsonObject(with: output.out) as? [[String: Any]])
        return packets.flatMap { packet -> [Found] in
            let layers = (packet["_source"] as? [String: Any])?["layers"] as? [String: Any]
            let trees = layers?[layer].map { $0 as? [Any] ?? [$0] } ?? []
            return trees.map { Tshark.flat($0) }
        }
    }

    /// Values by field of a tree of tshark's JSON.
    static func flat(_ tree: Any) -> Found {
        var found: Found = [:]
        collect(tree, "", &found)
        return found
    }

    private static func collect(_ value: Any, _ key: String, _ found: inout Found) {
        if let text = value as? String {
            found[key, default: []].append(text)
        } else if let list = value as? [Any] {
            for element in list { collect(element, key, &found) }
        } else if let tree = value as? [String: Any] {
            for (name, element) in tree { collect(element, name, &found) }
        }
    }

    /// What tshark said beside its warning against running as root.
    static func complaints(_ text: String) -> String {
        text.split(separator: "\n").filter { !$0.hasPrefix("Running as user") && !$0.isEmpty }.joined(separator: "\n")
    }

    /// Runs tshark in a folder of its own, without the settings of whoever runs the tests.
    static func run(_ arguments: [String], lua: String? = nil, capture: [UInt8]) throws -> Output {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        guard let path = paths.map({ "\($0)/tshark" }).first(where: FileManager.default.isExecutableFile) else {
            throw MissingTool(
                description: "there is no tshark: install the Debian package tshark (apt-get install tshark)")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tshark-\(getpid())-\(UInt32.random(in: 0...UInt32.max))", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
        try Data(capture).write(to: file("capture.pcapng"))
        if let lua { try Data(lua.utf8).write(to: file("dialect.lua")) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = (lua == nil ? [] : ["-X", "lua_script:dialect.lua"]) + arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "TZ": "UTC", "LC_ALL": "C.UTF-8"]) { $1 }
        // Files, not pipes: a pipe that nobody empties would stop the tool.
        for name in ["out", "err"] { try Data().write(to: file(name)) }
        process.standardOutput = try FileHandle(forWritingTo: file("out"))
        process.standardError = try FileHandle(forWritingTo: file("err"))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Output(
            code: process.terminationStatus, out: try Data(contentsOf: file("out")),
            err: String(decoding: try Data(contentsOf: file("err")), as: UTF8.self))
    }
}
