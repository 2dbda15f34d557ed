import Glibc

/// A cable that can be pulled and pushed in again.
struct Cable {
    /// Node of the port at its end, when no other port is there.
    let node: String
    /// Pulls it after some milliseconds, without waiting for that.
    let pull: (_ milliseconds: Int) throws -> Void
    /// Pushes it in again.
    let push: () throws -> Void

    /// Pushes it in and waits for the node.
    func pushAgain() throws {
        try require(Clock.wait(10) { access(node, F_OK) != 0 }, "\(node) does not go")
        try push()
        try require(isThere(), "no \(node) within 10 s")
    }

    /// Waits until the node can be opened; false after ten seconds.
    ///
    /// The kernel makes the node before it knows what is behind it: for a moment an open fails. (udevd is told later.)
    func isThere() -> Bool {
        Clock.wait(10) {
            let descriptor = open(node, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { return false }
            close(descriptor)
            return true
        }
    }

    /// The emulated USB adapter: QEMU's monitor plugs and unplugs it.
    static func adapter(_ host: Host) -> Cable {
        Cable(
            node: AdapterChecks.node, pull: { try host.ask("unplug-after", "adapter", "\($0)") },
            push: { try host.ask("plug", "adapter") })
    }

    /// The kernel's own USB device, switched off and on.
    ///
    /// (`soft_connect` of its controller would be the plain way; Linux 6.1's dummy_hcd does not come back from it.)
    static func gadget() -> Cable {
        Cable(
            node: GadgetChecks.node,
            pull: { milliseconds in
                _ = Worker(blocking: {
                    usleep(UInt32(milliseconds) * 1000)
                    try gadgetSwitch.write("0")
                })
            }, push: { try gadgetSwitch.write("1") })
    }

    private static let gadgetSwitch = Attribute(path: "/sys/module/g_serial/parameters/enable")
}
