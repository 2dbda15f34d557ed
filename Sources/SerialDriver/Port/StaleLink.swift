import Glibc

/// Tells a link to a pseudo-terminal that has gone from one whose pseudo-terminal is still the same.
///
/// The kernel gives the number of a closed pseudo-terminal to the next one. A link that a killed program left behind may
/// thus point to somebody else's line. A link is made after its device, so a device that is younger than the link to it is
/// another one. The change time of a node in devpts is set when the pseudo-terminal is made, and not by reading, writing or
/// line settings.
enum StaleLink {
    /// True when `path` is a link, made before the pseudo-terminal that it points to now.
    static func isStale(_ path: String) -> Bool {
        var link = stat()
        var device = stat()
        guard lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK, stat(path, &device) == 0,
            isPseudoTerminal(device)
        else { return false }
        return (device.st_ctim.tv_sec, device.st_ctim.tv_nsec) > (link.st_mtim.tv_sec, link.st_mtim.tv_nsec)
    }

    /// Major numbers 136 to 143 are UNIX98 pseudo-terminals. Source: Linux, Documentation/admin-guide/devices.txt.
    private static func isPseudoTerminal(_ status: stat) -> Bool {
        status.st_mode & S_IFMT == S_IFCHR && (136...143).contains((status.st_rdev >> 8) & 0xFFF)
    }
}
