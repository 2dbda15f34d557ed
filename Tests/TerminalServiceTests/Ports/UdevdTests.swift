import Foundation
import Testing
import TestSupport

/// What a machine must have for an udevd of the test's own.
enum OwnUdevd {
    static let namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]

    /// Why it cannot be started here, or nil.
    static let obstacle: String? = {
        guard getuid() == 0 else { return "needs root" }
        guard Place.program("systemd-udevd") != nil, Place.program("udevadm") != nil else {
            return "needs systemd-udevd (Debian package udev)"
        }
        guard let unshare = Place.program("unshare"),
            (try? BenchProgram.run(unshare, namespaces + ["mount", "-t", "tmpfs", "tmpfs", "/run"]).code) == 0
        else { return "needs mount, network and process namespaces" }
        guard access("/sys/class/tty/tty60/uevent", W_OK) == 0 else {
            return "needs virtual consoles in a writable sysfs"
        }
        return nil
    }()

    /// Whether the kernel has a serial port of its own, whose events a watch must see.
    static let hasPort: Bool = {
        let type = try? String(contentsOfFile: "/sys/class/tty/ttyS0/type", encoding: .utf8)
        return type.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) != "0" } ?? false
    }()
}

/// A real udevd in namespaces of its own, with the rules of the repository. No USB device is there, so a rule that comes
/// before them gives consoles, which every kernel has, what udev would say of one.
@Suite(
    "A real udevd with the rules of the repository",
    .enabled(if: OwnUdevd.obstacle == nil, "\(OwnUdevd.obstacle ?? "")"))
struct UdevdTests {
    /// A tty and what it stands for.
    private struct Guise {
        var tty: String
        var vendor: String
        var product: String
        var serial: String?
        var path: String
        var interface = "00"

        var rule: String {
            let pairs = [
                ("ID_BUS", "usb"), ("ID_VENDOR_ID", vendor), ("ID_MODEL_ID", product), ("ID_PATH", path),
                ("ID_USB_INTERFACE_NUM", interface),
            ]
            let known = pairs + (serial.map { [("ID_SERIAL_SHORT", $0)] } ?? [])
            return "KERNEL==\"\(tty)\", " + known.map { "ENV{\($0)}=\"\($1)\"" }.joined(separator: ", ") + "\n"
        }
    }

    private func start(_ guises: [Guise], _ arguments: String...) throws -> (program: BenchProgram, folder: String) {
        let folder = try Place.folder()
        try FileManager.default.copyItem(
            atPath: Place.repository + "/hardware/udev/60-tillbench.rules", toPath: folder + "/60-tillbench.rules")
        try guises.map(\.rule).joined().write(toFile: folder + "/59-guises.rules", atomically: true, encoding: .utf8)
        let program = try BenchProgram(
            try #require(Place.program("unshare")),
            OwnUdevd.namespaces + [Place.devices + "/udevd.sh", folder, Place.tillbench, "ports"] + arguments)
        try program.wait(for: "udevd and the watch") { $0.err.contains("watching serial ports: udev tells of them") }
        return (program, folder)
    }

    private func links(_ text: String) -> Set<String> {
        Set(text.split(separator: "\n").filter { $0.hasPrefix("S: ") }.map { String($0.dropFirst(3)) })
    }

    private func show(_ tty: String, _ program: BenchProgram) throws -> String {
        let before = program.out.count
        let shown = program.out.components(separatedBy: "shown\n").count
        try program.tell("show \(tty)")
        try program.wait(for: "the record of \(tty)") { $0.out.components(separatedBy: "shown\n").count > shown }
        return String(program.out.dropFirst(before))
    }

    @Test("terminals get links by serial number and place, the group, and ModemManager's hands off")
    func rules() throws {
        let (program, folder) = try start(
            [
                Guise(tty: "tty60", vendor: "0b00", product: "3070", serial: "140257", path: "pci-0-usb-0:1:1.0"),
                Guise(
                    tty: "tty61", vendor: "2fb8", product: "2205", serial: "0821", path: "pci-0-usb-0:2:1.2",
                    interface: "02"),
                Guise(tty: "tty62", vendor: "dead", product: "beef", serial: "1", path: "pci-0-usb-0:3:1.0"),
            ], "watch")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for tty in ["tty60", "tty61", "tty62"] { try program.tell("change \(tty)") }
        try program.tell("settle")
        try program.wait(for: "udevd") { $0.lines.contains("settled") }
        let ingenico = try show("tty60", program)
        #expect(links(ingenico) == ["tillbench/ingenico-140257", "tillbench/ingenico-at-pci-0-usb-0:1:1.0"])
        #expect(ingenico.contains("ID_MM_DEVICE_IGNORE=1") && ingenico.contains("ID_MM_PORT_IGNORE=1"))
        let pax = try show("tty61", program)
        #expect(links(pax) == ["tillbench/pax-0821-if02", "tillbench/pax-at-pci-0-usb-0:2:1.2"])
        let unknown = try show("tty62", program)
        #expect(links(unknown).isEmpty && !unknown.contains("ID_MM"))
        try program.tell("mode tty60")
        try program.wait(for: "the mode") { $0.lines.contains("660 dialout") }
        program.finish()
    }

    @Test("equal cables without a serial number of their own get a link each, by their place, and none in common")
    func twins() throws {
        let (program, folder) = try start(
            [
                Guise(tty: "tty60", vendor: "1a86", product: "7523", serial: nil, path: "pci-0-usb-0:1:1.0"),
                Guise(tty: "tty61", vendor: "1a86", product: "7523", serial: nil, path: "pci-0-usb-0:2:1.0"),
                Guise(tty: "tty62", vendor: "10c4", product: "ea60", serial: "0001", path: "pci-0-usb-0:3:1.0"),
                Guise(tty: "tty63", vendor: "10c4", product: "ea60", serial: "0001", path: "pci-0-usb-0:4:1.0"),
            ], "watch")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for tty in ["tty60", "tty61", "tty62", "tty63"] { try program.tell("change \(tty)") }
        try program.tell("settle")
        try program.wait(for: "udevd") { $0.lines.contains("settled") }
        #expect(links(try show("tty60", program)) == ["tillbench/ch340-at-pci-0-usb-0:1:1.0"])
        #expect(links(try show("tty61", program)) == ["tillbench/ch340-at-pci-0-usb-0:2:1.0"])
        #expect(links(try show("tty62", program)) == ["tillbench/cp210x-at-pci-0-usb-0:3:1.0"])
        #expect(links(try show("tty63", program)) == ["tillbench/cp210x-at-pci-0-usb-0:4:1.0"])
        program.finish()
    }

    @Test(
        "the watch tells of a change when udev's rules are done, with their links",
        .enabled(if: OwnUdevd.hasPort, "needs a serial port ttyS0 of the machine's own"))
    func monitor() throws {
        let (program, folder) = try start(
            [Guise(tty: "ttyS0", vendor: "11ca", product: "0220", serial: "804", path: "pci-0-usb-0:2:1.0")],
            "watch", "--json")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try program.tell("change ttyS0")
        try program.wait(for: "the change") { $0.lines.contains { $0.contains("\"node\":\"/dev/ttyS0\"") } }
        program.finish()
        let event = try #require(try PortJSON.events(program.lines.filter { $0.hasPrefix("{") }).first)
        #expect(event.short == "change /dev/ttyS0")
        #expect(event.source == "udev")
        #expect(
            event.port.links
                == ["/dev/tillbench/verifone-804", "/dev/tillbench/verifone-at-pci-0-usb-0:2:1.0"].sorted())
        #expect(event.port.known?.id == "verifone")
    }
}
