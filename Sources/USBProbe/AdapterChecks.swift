import Glibc
import SerialDriver

/// The adapter is plugged in: what the kernel and udevd make of it.
struct AdapterChecks {
    let checks: Checks
    let host: Host

    /// Where the kernel puts the first USB serial adapter.
    static let node = "/dev/ttyUSB0"

    /// The adapter's serial number; `Tests/USBBench/hands.py` gives it.
    static let serialNumber = "TB0042"

    func run() {
        checks.check("plugged in, the adapter becomes a node") {
            let begun = Clock.now
            let cable = Cable.adapter(host)
            try cable.push()
            try require(cable.isThere(), "no \(Self.node) within 10 s")
            return "\(Self.node), after \(Clock.milliseconds(since: begun)) ms"
        }
        LinkChecks(checks: checks, node: Self.node).run()
        LinkChecks(checks: checks, node: Self.node).latency()
        checks.check("the list of ports describes the adapter") {
            let list = try PortList.read()
            guard let port = list.ports.first(where: { $0.node == Self.node }) else {
                throw Checks.Wrong("the list has \(list.ports.map(\.node)) only")
            }
            try require(port.vendorID == "0403" && port.productID == "6001", "it is \(port)")
            try require(
                port.serialNumber == Self.serialNumber, "its serial number is \(port.serialNumber ?? "unknown")")
            return [port.driver, "0403:6001", port.vendor, port.product, port.serialNumber].compactMap { $0 }
                .joined(separator: ", ")
        }
    }

    /// Whether udevd runs in the machine.
    static var hasUdevd: Bool { access("/run/udev/control", F_OK) == 0 }
}
