import Foundation

@testable import SerialDriver

/// A sysfs of real directories, files and links, built for a test.
struct SysfsTree {
    let root: String

    init() throws {
        root = NSTemporaryDirectory() + "tb-sysfs-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: root + "/class/tty", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: root + "/devices", withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }

    /// A device below `devices`, with its files; `subsystem` and `driver` become links.
    func device(
        _ path: String, subsystem: String, driver: String? = nil, uevent: String = "", _ files: [String: String] = [:]
    ) throws {
        let folder = root + "/devices/" + path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files.merging(["uevent": uevent], uniquingKeysWith: { first, _ in first }) {
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
        let links = [("subsystem", "../x/class/" + subsystem), ("driver", driver.map { "../x/drivers/" + $0 })]
        for case (let name, let target?) in links {
            try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: target)
        }
    }

    /// A tty with its entry below `class`.
    func tty(_ path: String, _ files: [String: String] = [:]) throws {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        try device(path, subsystem: "tty", uevent: "MAJOR=188\nMINOR=0\nDEVNAME=\(name)\n", files)
        try FileManager.default.createSymbolicLink(
            atPath: root + "/class/tty/" + name, withDestinationPath: "../../devices/" + path)
    }
}
