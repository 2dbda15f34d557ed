import Foundation
import Simulation

/// Memory of this process.
enum Memory {
    /// The most that it ever had, in KB; zero where the system does not say.
    static var peakKilobytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    /// What it has now, in KB.
    static func presentKilobytes() throws -> Int {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(getpagesize()) / 1024
    }
}

/// Terminals that are held at once, each with its line, host and shop, and do nothing.
enum IdleWorlds {
    static func measure(count: Int, days: Int) throws {
        func world(_ terminal: Int) throws -> World<RealFirmware, RealHost> {
            let settings = SimulationSettings(
                terminals: count + 1, days: days + 1, transactions: 100, seed: 1, profile: .calm)
            let world = try World<RealFirmware, RealHost>(settings.world(terminal))
            // Ten minutes after the shop has opened, before the first customer.
            world.run(until: Int64(days) * 86_400_000 + 9 * 3_600_000 - 60_000)
            return world
        }
        // What one terminal leaves in caches and tables is none of its own.
        _ = try world(count)
        let before = try Memory.presentKilobytes()
        let worlds = try (0..<count).map { try world($0) }
        let each = Double(try Memory.presentKilobytes() - before) / Double(count)
        print(#"{"what":"idle","terminals":\#(worlds.count),"days":\#(days),"kilobytesEach":\#(each)}"#)
    }
}
