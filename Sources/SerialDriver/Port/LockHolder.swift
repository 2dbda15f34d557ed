import Foundation

/// Finds out which process holds the advisory lock (flock) on a file or a device.
public enum LockHolder {
    /// The process that holds the lock on `path`, which may be this one; nil when there is none or the system does not say.
    public static func find(_ path: String) -> SerialError.Holder? {
        // The kernel hands the list of locks out in pieces; one that moves between two pieces is missing in both.
        for _ in 0..<5 { if let holder = inList(path) { return holder } }
        return nil
    }

    /// Source: proc_locks(5): `1: FLOCK ADVISORY WRITE 1234 00:18:5 0 EOF`, device and inode in the sixth column.
    private static func inList(_ path: String) -> SerialError.Holder? {
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
            return PortHolder.holder(process)
        }
        return nil
    }
}
