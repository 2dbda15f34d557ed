import Glibc

/// Texts as sysfs has them.
enum SysfsText {
    /// Without blanks and line ends around it; nil when nothing is left.
    static func trimmed(_ text: String) -> String? {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0.isNewline || $0 == "\0" }
        let front = text.drop(while: isBlank)
        let end = front.lastIndex { !isBlank($0) }
        return end.map { String(front[...$0]) }
    }
}

/// A device as the files of sysfs describe it, for machines where udev does not run.
///
/// Source of the layout: Documentation/filesystems/sysfs.rst and Documentation/ABI/testing/sysfs-bus-usb of Linux.
struct SysfsDevice: DeviceNode {
    let sysfsPath: String
    /// Where sysfs is mounted, for example /sys.
    let root: String
    /// The pairs of the file `uevent`, which the kernel also sends with its events.
    private let uevent: [String: String]

    /// The device of a directory, or nil when it is none: devices have a file `uevent`.
    init?(path: String, root: String) {
        guard let text = SysfsDevice.read(path + "/uevent") else { return nil }
        sysfsPath = path
        self.root = root
        var pairs: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { pairs[String(parts[0])] = String(parts[1]) }
        }
        uevent = pairs
    }

    var subsystem: String? { linkName("subsystem") }
    var driver: String? { linkName("driver") }
    var deviceType: String? { uevent["DEVTYPE"] }

    var parent: SysfsDevice? {
        var path = Substring(sysfsPath)
        while let slash = path.lastIndex(of: "/"), path.startIndex != slash {
            path = path[..<slash]
            guard path.count > root.count + "/devices".count else { return nil }
            if let device = SysfsDevice(path: String(path), root: root) { return device }
        }
        return nil
    }

    func attribute(_ name: String) -> String? { SysfsDevice.read(sysfsPath + "/" + name).flatMap(SysfsText.trimmed) }
    func property(_ name: String) -> String? { uevent[name].flatMap(SysfsText.trimmed) }

    private func linkName(_ name: String) -> String? {
        LinkTarget.read(sysfsPath + "/" + name).flatMap(LinkTarget.name).map(String.init)
    }

    /// A file of sysfs: at most one page. Nil when it cannot be read; a device may go at any moment.
    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}

/// The ttys that sysfs shows, for machines where udev does not run: no links, and no names but the device's own.
enum SysfsPorts {
    /// All of them but virtual ones.
    ///
    /// - Parameter root: Where sysfs is mounted.
    /// - Throws: `SerialError` when it cannot be listed.
    static func read(root: String = "/sys") throws(SerialError) -> [PortFacts] {
        let folder = root + "/class/tty"
        guard let directory = opendir(folder) else {
            let error = SerialError.system("opendir", path: folder)
            // A kernel without a single tty is one thing, a sysfs that is not mounted another.
            if error.kind == .notFound, access(root + "/devices", F_OK) == 0 { return [] }
            throw error
        }
        defer { closedir(directory) }
        var ports: [PortFacts] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != "..", let path = LinkTarget.end(of: folder + "/" + name) else { continue }
            if !PortFacts.isVirtual(path), let device = SysfsDevice(path: path, root: root) {
                ports.append(PortFacts(device))
            }
        }
        return ports
    }
}
