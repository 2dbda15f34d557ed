import Foundation
import SerialDriver

/// What a real udevd makes of a port that was plugged in.
struct LinkChecks {
    let checks: Checks
    let node: String

    func run() {
        links("udevd makes the link by identity", in: "/dev/serial/by-id", needs: nil)
        links("our udev rules make the links of the bench", in: "/dev/tillbench", needs: "tillbench/")
    }

    /// FTDI chips hold bytes back for 16 ms unless they are told otherwise.
    func latency() {
        checks.check("our udev rules set the adapter's latency timer") {
            try need(ruleWith: "latency_timer")
            let file = AdapterLineChecks.latencyTimer
            try require(
                Clock.wait(10) { (try? file.read()) == "1" }, "it is \((try? file.read()) ?? "unknown") ms")
            return "1 ms"
        }
    }

    private func links(_ name: String, in folder: String, needs rule: String?) {
        checks.check(name) {
            guard AdapterChecks.hasUdevd else {
                throw Checks.Unsupported("no systemd-udevd on the machine that built this")
            }
            if let rule { try need(ruleWith: rule) }
            try require(Clock.wait(10) { !Self.links(in: folder, to: node).isEmpty }, "no link in \(folder) to \(node)")
            return Self.links(in: folder, to: node).joined(separator: ", ")
        }
    }

    /// The rules of `hardware/udev` that were brought along must speak of something.
    private func need(ruleWith word: String) throws {
        let folder = "/etc/udev/rules.d/"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let texts = names.compactMap { try? String(contentsOfFile: folder + $0, encoding: .utf8) }
        guard AdapterChecks.hasUdevd, texts.contains(where: { $0.contains(word) }) else {
            throw Checks.Unsupported("no udevd, or no such rule in hardware/udev")
        }
    }

    /// The links in a folder that lead to a node.
    static func links(in folder: String, to node: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { folder + "/" + $0 }.filter {
            URL(fileURLWithPath: $0).resolvingSymlinksInPath().path == node
        }
    }
}
