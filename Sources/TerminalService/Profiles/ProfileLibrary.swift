import Foundation

/// The profiles of a folder, for example `hardware/terminals`.
public enum ProfileLibrary {
    /// Reads every file of the folder that ends in .yaml, in the order of their names.
    ///
    /// - Throws: `ProfileError` with all mistakes of all files, or that the folder cannot be read.
    public static func load(folder: String) throws(ProfileError) -> [TerminalProfile] {
        let names: [String]
        // Foundation's own words for a failure hold no reason ("NSCocoaErrorDomain error 256").
        if let reason = unreadable(folder) { throw unusable(folder, reason) }
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch { throw unusable(folder, "it went away, or the disk fails") }
        var profiles: [TerminalProfile] = []
        var problems: [ProfileProblem] = []
        var owners: [String: String] = [:]
        for name in names where name.hasSuffix(".yaml") {
            let path = folder + "/" + name
            var reader = ProfileReader(file: path)
            guard let data = FileManager.default.contents(atPath: path),
                let text = String(validating: data, as: UTF8.self)
            else {
                problems.append(
                    ProfileProblem(
                        file: path, what: "the file cannot be read", why: "it is no text, or may not be opened",
                        next: "save it as UTF-8"))
                continue
            }
            let profile = reader.read(text, id: String(name.dropLast(".yaml".count)))
            problems += reader.problems
            guard let profile else { continue }
            if let owner = owners.updateValue(path, forKey: profile.stableName) {
                problems.append(
                    ProfileProblem(
                        file: path, what: "the stable name \"\(profile.stableName)\" is taken", why: "\(owner) has it",
                        next: "use another one: links of two makes must not be the same"))
            }
            profiles.append(profile)
        }
        guard problems.isEmpty else { throw ProfileError(problems) }
        return profiles
    }

    /// Why a folder cannot be read, or nil when it can.
    private static func unreadable(_ folder: String) -> String? {
        guard let stream = opendir(folder) else {
            return errno == ENOTDIR ? "it is no folder" : String(cString: strerror(errno))
        }
        closedir(stream)
        return nil
    }

    private static func unusable(_ folder: String, _ reason: String) -> ProfileError {
        ProfileError([
            ProfileProblem(
                file: folder, what: "the folder of profiles cannot be read", why: reason,
                next: "name another one with --profiles or TILLBENCH_HARDWARE")
        ])
    }

    /// Where the profiles are: a folder that was named, else `terminals` in the folder that `TILLBENCH_HARDWARE` names,
    /// else in `hardware` or `share/tillbench/hardware` beside the program or above it (a build inside the repository, an
    /// installation). Nil when there are none.
    public static func folder(named: String?, environment: [String: String], executable: String) -> String? {
        if let named { return named }
        if let hardware = environment["TILLBENCH_HARDWARE"], !hardware.isEmpty { return hardware + "/terminals" }
        var place = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<6 {
            for folder in ["hardware/terminals", "share/tillbench/hardware/terminals"] {
                let path = place.appendingPathComponent(folder).path
                if FileManager.default.fileExists(atPath: path) { return path }
            }
            place.deleteLastPathComponent()
        }
        return nil
    }
}
