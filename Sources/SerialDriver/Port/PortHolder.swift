import CTermios
import Foundation

/// Finds out which process uses a port.
enum PortHolder {
    /// The process that holds the lock on `path`, which may be this one, else the first other process that has it open, as
    /// far as this user may see.
    static func find(_ path: String) -> SerialError.Holder? { LockHolder.find(path) ?? ofDescriptor(path) }

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
