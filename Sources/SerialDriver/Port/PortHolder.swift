import CTermios
import Foundation

/// Finds out which process uses a port.
enum PortHolder {
    /// The process that holds the lock on `path`, which may be this one, else the first other process that has it open, as
    /// far as this user may see.
    static func find(_ path: String) -> SerialError.Holder? {
        // The kernel hands the list of locks out in pieces; one that moves between two pieces is missing in both.
        for _ in 0..<5 { if let holder = ofLock(path) { return holder } }
        return ofDescriptor(path)
    }

    /// Source: proc_locks(5): `1: FLOCK ADVISORY WRITE 1234 00:18:5 0 EOF`, device and inode in the sixth column.
    private static func ofLock(_ path: String) -> SerialError.Holder? {
        var status = stat()
        guard stat(path, &status) == 0, let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else {
            return nil
        }
        for line in locks.split(separator: "\n") {
            let columns = line.split(separator: " ")
            guard columns.count >= 6, columns[1] == "FLOCK", let process = Int32(columns[4]), process > 0,
                columns[5].split(separator: ":").last.map({ $0 == "\(status.st_ino)" }) == true,
                columns[5].hasPrefix(String(format: "%02x:%02x:", status.st_dev >> 8 & 0xFFF, status.st_dev & 0xFF))
            else { continue }
            return holder(process)
        }
        return nil
    }

    private static func ofDescriptor(_ path: String) -> SerialError.Holder? {
        let device = tb_device_of_path(path)
        guard device >= 0 else { return nil }
        let own = getpid()
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int32(entry), process != own else { continue }
            let folder = "/proc/\(entry)/fd"
            for descriptor in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            where tb_device_of_path(folder + "/" + descriptor) == device { return holder(process) }
        }
        return nil
    }

    static func holder(_ process: Int32) -> SerialError.Holder {
        let name = (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)) ?? "?"
        return SerialError.Holder(process: process, name: name.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
