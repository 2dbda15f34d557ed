import Glibc

/// Whether this user may open a port, and if not, what helps.
public struct PortAccess: Equatable, Sendable {
    /// What helps.
    public enum Remedy: Equatable, Sendable, CustomStringConvertible {
        /// The node's group may open it, and the user is not in it.
        case joinGroup(String)
        /// The user is in that group, but was not yet when this session began.
        case logInAgain(group: String)
        /// The node's group (this one) may not open it either: a udev rule must say who may.
        case installRule(group: String)
        /// There is no node.
        case plugIn

        /// What to do, in words.
        public var description: String {
            switch self {
            case .joinGroup(let group):
                "join its group: sudo usermod -aG \(group) $USER, then log in again"
            case .logInAgain(let group):
                "you are in its group \(group) since this session began: log in again, or use `newgrp \(group)`"
            case .installRule(let group):
                "its group \(group) may not open it: install the udev rules (sudo scripts/install-udev install; udevd must "
                    + "run), or until it is unplugged: sudo chgrp dialout and sudo chmod g+rw on the node"
            case .plugIn: "the node does not exist; is the device plugged in?"
            }
        }
    }

    /// Whether this user may read and write it.
    public let mayOpen: Bool
    /// What helps when not, else nil.
    public let remedy: Remedy?

    /// Looks at the node now. Source: access(2), stat(2), getgroups(2), getgrouplist(3).
    public init(node: String) {
        mayOpen = access(node, R_OK | W_OK) == 0
        guard !mayOpen else {
            remedy = nil
            return
        }
        var status = stat()
        guard stat(node, &status) == 0 else {
            remedy = .plugIn
            return
        }
        remedy = PortAccess.remedy(
            mode: status.st_mode, group: PortAccess.name(ofGroup: status.st_gid) ?? String(status.st_gid),
            isRoots: status.st_gid == 0, isListed: PortAccess.groupsInDatabase().contains(status.st_gid),
            isMember: PortAccess.groupsOfProcess().contains(status.st_gid))
    }

    /// The rule: what helps with a node of this mode and group.
    ///
    /// - Parameters:
    ///   - isRoots: The group is root's, which nobody should join for a serial port.
    ///   - isListed: The group database has the user in the group.
    ///   - isMember: This process is in the group.
    static func remedy(mode: mode_t, group: String, isRoots: Bool, isListed: Bool, isMember: Bool) -> Remedy {
        guard mode & 0o060 == 0o060, !isRoots, !isMember else { return .installRule(group: group) }
        return isListed ? .logInAgain(group: group) : .joinGroup(group)
    }

    private static func name(ofGroup number: gid_t) -> String? {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        guard getgrgid_r(number, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return String(cString: entry.gr_name)
    }

    private static func groupsOfProcess() -> Set<gid_t> {
        var groups = [gid_t](repeating: 0, count: Int(max(0, getgroups(0, nil))))
        let count = getgroups(Int32(groups.count), &groups)
        return Set(groups.prefix(Int(max(0, count)))).union([getegid()])
    }

    private static func groupsInDatabase() -> Set<gid_t> {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        guard getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil else { return [] }
        var count: Int32 = 1024
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(entry.pw_name, entry.pw_gid, &groups, &count) >= 0 else { return [] }
        return Set(groups.prefix(Int(count)))
    }
}
