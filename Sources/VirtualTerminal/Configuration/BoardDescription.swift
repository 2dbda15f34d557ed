import BenchSupport
import FlashStore
import Foundation
import Yams

/// A board: its name, its id, and what lies where in its flash. `hardware/boards/*.yaml` holds them.
public struct BoardDescription: Equatable, Sendable {
    /// Name for people.
    public let name: String
    /// What an image must say that it is for: 1 to 32 characters of a-z, 0-9 and hyphen.
    public let id: String
    /// Chips and regions.
    public let map: FlashMap

    /// The board of the virtual terminal; the same as `hardware/boards/virtual-pos.yaml`, for programs without that file.
    public static func virtualPOS() throws(FlashMapError) -> BoardDescription {
        let sector = 0x1000
        let map = try FlashMap(
            program: FlashChip(geometry: FlashGeometry(sectorSize: sector, sectorCount: 512), endurance: 100_000),
            data: FlashChip(geometry: .terminal, endurance: 100_000),
            regions: [
                FlashRegion(.bootloader, offset: 0, size: 16 * sector),
                FlashRegion(.bootState, offset: 16 * sector, size: 4 * sector),
                FlashRegion(.parameters, offset: 20 * sector, size: 4 * sector),
                FlashRegion(.keys, offset: 24 * sector, size: 4 * sector),
                FlashRegion(.log, offset: 28 * sector, size: 20 * sector),
                FlashRegion(.scratch, offset: 48 * sector, size: 16 * sector),
                FlashRegion(.slotA, offset: 64 * sector, size: 224 * sector),
                FlashRegion(.slotB, offset: 288 * sector, size: 224 * sector),
                FlashRegion(.journal, offset: 0, size: FlashGeometry.terminal.byteCount),
            ])
        return BoardDescription(name: "Virtual POS", id: "virtual-pos", map: map)
    }

    /// Reads a board file.
    ///
    /// - Throws: `BenchError` with file, line and what is wrong there.
    public static func load(_ path: String) throws(BenchError) -> BoardDescription {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw BenchError(
                .file, "cannot read the board file \(path)", why: FileReason.of(error, at: path),
                next: "name a file like hardware/boards/virtual-pos.yaml")
        }
        return try parse(text, origin: path)
    }

    /// Reads a board from YAML text.
    public static func parse(_ text: String, origin: String) throws(BenchError) -> BoardDescription {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            switch error as? YamlError {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw BoardFile.error(origin, mark.line, "this is no YAML: \(problem)")
            case .duplicatedKeysInMapping(let keys, let context):
                throw BoardFile.error(origin, context.mark.line, "twice there: \(keys.joined(separator: ", "))")
            case .reader(let problem, _, _, _): throw BoardFile.error(origin, 1, "this is no YAML: \(problem)")
            default: throw BoardFile.error(origin, 1, "this is no YAML")
            }
        }
        let file = try BoardFile(root, origin, keys: ["name", "board", "chips", "regions"])
        let name = try file.text("name")
        let id = try file.text("board")
        guard (1...32).contains(id.utf8.count),
            id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { throw file.error("board", "the board id has 1 to 32 characters of a-z, 0-9 and hyphen") }
        let chips = try file.part("chips", keys: FlashChipKind.allCases.map(\.name))
        let program = try chip(.program, chips)
        let data = try chip(.data, chips)
        let regions = try file.part("regions", keys: RegionKind.allCases.map(\.name))
        var list: [FlashRegion] = []
        for kind in RegionKind.allCases where regions.has(kind.name) {
            let region = try regions.part(kind.name, keys: ["offset", "size"])
            list.append(FlashRegion(kind, offset: try region.number("offset"), size: try region.number("size")))
        }
        do throws(FlashMapError) {
            return BoardDescription(
                name: name, id: id, map: try FlashMap(program: program, data: data, regions: list))
        } catch {
            if let chip = error.chip { throw chips.error(chip.name, error.description) }
            throw regions.error(error.region?.name ?? "", error.description)
        }
    }

    private static func chip(_ kind: FlashChipKind, _ chips: BoardFile) throws(BenchError) -> FlashChip {
        let part = try chips.part(kind.name, keys: ["size", "erase-sector", "write-unit", "endurance"])
        let (size, sector) = (try part.number("size"), try part.number("erase-sector"))
        guard sector > 0, size % sector == 0 else {
            throw part.error("size", "the size of the \(kind.name) chip is no whole number of erase sectors")
        }
        guard try part.number("write-unit") == FlashGeometry.wordSize else {
            throw part.error("write-unit", "flash is programmed in units of \(FlashGeometry.wordSize) bytes here")
        }
        return FlashChip(
            geometry: FlashGeometry(sectorSize: sector, sectorCount: size / sector),
            endurance: try part.number("endurance"))
    }
}

/// A mapping in a board file, with its lines.
private struct BoardFile {
    private let mapping: Node.Mapping
    private let origin: String
    private let line: Int

    init(_ node: Node?, _ origin: String, keys: [String]) throws(BenchError) {
        self.origin = origin
        line = node?.mark?.line ?? 1
        guard let mapping = node?.mapping else {
            throw BoardFile.error(origin, line, "a mapping is expected here: " + keys.joined(separator: ", "))
        }
        self.mapping = mapping
        for key in mapping.keys where !keys.contains(key.string ?? "") {
            throw BoardFile.error(
                origin, key.mark?.line ?? line,
                "unknown key \"\(key.string ?? "?")\"; there are " + keys.joined(separator: ", "))
        }
    }

    func has(_ key: String) -> Bool { mapping[key] != nil }

    func text(_ key: String) throws(BenchError) -> String {
        guard let text = mapping[key]?.string, !text.isEmpty else { throw error(key, "\(key) is missing or no text") }
        return text
    }

    func number(_ key: String) throws(BenchError) -> Int {
        // Half of an Int: two of them can be added.
        guard let number = mapping[key]?.int, (0...Int.max / 2).contains(number) else {
            throw error(key, "\(key) is missing or no number like 4096 or 0x1000")
        }
        return number
    }

    func part(_ key: String, keys: [String]) throws(BenchError) -> BoardFile {
        guard let node = mapping[key] else { throw error(key, "\(key) is missing") }
        return try BoardFile(node, origin, keys: keys)
    }

    /// An error at a key, or at the mapping when the key is missing.
    func error(_ key: String, _ what: String) -> BenchError {
        let place = mapping.keys.first { $0.string == key }?.mark?.line
        return BoardFile.error(origin, place ?? line, what)
    }

    static func error(_ origin: String, _ line: Int, _ what: String) -> BenchError {
        BenchError(
            .file, "\(origin):\(line): \(what)", why: "nothing could be flashed by such a map",
            next: "correct the board file there")
    }
}
