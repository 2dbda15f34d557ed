import Foundation

/// Finds out which process has a port open.
enum PortHolder {
    /// The first other process that has `path` open, as far as this user may see.
    static func find(_ path: String) -> SerialError.Holder? {
        let device = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)).map {
            $0.hasPrefix("/") ? $0 : (path as NSString).deletingLastPathComponent + "/" + $0
        }
        let wanted = Set([path, device ?? path, URL(fileURLWithPath: path).resolvingSymlinksInPath().path])
        let own = getpid()
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int32(entry), process != own else { continue }
            let folder = "/proc/\(entry)/fd"
            for descriptor in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard
                    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + descriptor),
                    wanted.contains(target)
                else { continue }
                let name = (try? String(contentsOfFile: "/proc/\(entry)/comm", encoding: .utf8)) ?? "?"
                return SerialError.Holder(process: process, name: name.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return nil
    }
}
