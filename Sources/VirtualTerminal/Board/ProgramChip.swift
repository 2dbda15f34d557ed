import Bootloader
import FlashStore
import Foundation
import TerminalManagement

/// The chip with firmware and settings of the virtual board.
final class ProgramChip {
    /// A region of the chip.
    typealias Region = RegionFlash<FileFlash>

    /// The board.
    let board: BoardDescription
    /// Serial number of the device, given at the factory.
    let serial: String
    /// The memory.
    let flash: FileFlash

    /// Begins the bytes that the factory left in the bootloader's region: the serial number, and a zero.
    private static let mark = [UInt8]("TBSN".utf8)
    private static let serialLimit = 28

    /// Opens the chip; a blank one gets what the factory gives: a serial number, and an image in slot A.
    init(path: String, wear: String) throws {
        do { board = try BoardDescription.virtualPOS() } catch {
            throw BenchError(.file, "the board cannot be", why: error.description, next: "correct its description")
        }
        var flash = try FileFlash(path: path, geometry: board.map.program.geometry, wear: wear)
        do {
            if try ProgramChip.isBlank(flash, board.map) { try ProgramChip.fill(&flash, board) }
            let bytes = try flash.read(at: board.map[.bootloader].offset, count: 4 + ProgramChip.serialLimit)
            guard [UInt8](bytes[..<4]) == ProgramChip.mark else {
                throw BenchError(
                    .file, "\(path) is no program chip", why: "it does not begin with a serial number",
                    next: "nothing was changed in it; name another folder with --dir")
            }
            serial = String(decoding: bytes[4...].prefix { $0 != 0 }, as: UTF8.self)
        } catch let error as FlashError { throw ProgramChip.failed(error) }
        self.flash = flash
    }

    static func failed(_ error: FlashError) -> BenchError {
        BenchError(
            .file, "the program chip failed", why: error.description,
            next: "check the disk, then start the terminal again")
    }

    /// The image is there before the serial number: a factory that was interrupted begins again.
    private static func isBlank(_ flash: FileFlash, _ map: FlashMap) throws(FlashError) -> Bool {
        let bytes = try flash.read(at: map[.bootloader].offset, count: mark.count)
        return bytes != mark && bytes.allSatisfy { $0 == 0xFF }
    }

    private static func fill(_ flash: inout FileFlash, _ board: BoardDescription) throws {
        let image = try FactoryImage.make(board: board.id)
        var slot = try Region(flash, board.map[.slotA])
        for sector in 0...(image.count / slot.geometry.sectorSize) where try !slot.isBlank(sector: sector) {
            try slot.erase(sector: sector)
        }
        try slot.program(at: 0, image + [UInt8](repeating: 0xFF, count: -image.count & 3))
        try slot.synchronize()
        let serial = "VP" + String(format: "%08d", Int.random(in: 0..<100_000_000))
        var record = mark + [UInt8](serial.utf8)
        record += [UInt8](repeating: 0, count: 4 - record.count % 4)
        try flash.program(at: board.map[.bootloader].offset, record)
        try flash.synchronize()
    }

    private func identity() throws -> BootIdentity {
        let keys = [ImageKey(subjectPublicKeyInfo: try DevelopmentKey.subjectPublicKeyInfo())].compactMap { $0 }
        return BootIdentity(board: [UInt8](board.id.utf8), keys: keys, journalFormat: JournalFormat.version)
    }

    /// Starts the board.
    func boot(_ reason: BootReason) throws -> BootReport {
        do {
            var loader = Bootloader(
                regions: try BootRegions(flash, board.map), verifier: SoftwareVerifier(), identity: try identity())
            return try loader.boot(reason)
        } catch let error as FlashError { throw ProgramChip.failed(error) }
    }

    /// The slots, after a start.
    func slots() throws -> ImageSlots<Region, SoftwareVerifier> {
        do {
            return try ImageSlots(
                regions: try BootRegions(flash, board.map), verifier: SoftwareVerifier(), identity: try identity())
        } catch let error as FlashError { throw ProgramChip.failed(error) }
    }

    /// Settings that were changed on the service port.
    func parameters() throws -> ParameterStore<Region> {
        do { return try ParameterStore(opening: try Region(flash, board.map[.parameters])) } catch {
            throw ProgramChip.failed(error)
        }
    }

    /// Key blocks that were loaded on the service port, by the names of their keys.
    func keyBlocks() throws -> ParameterStore<Region> {
        do { return try ParameterStore(opening: try Region(flash, board.map[.keys])) } catch {
            throw ProgramChip.failed(error)
        }
    }

    /// Tries the last sector of scratch, which no swap needs between two starts.
    ///
    /// - Returns: What is wrong; nil when nothing is.
    func testScratch() -> String? {
        do throws(FlashError) {
            var scratch = try Region(flash, board.map[.scratch])
            let sector = scratch.geometry.sectorCount - 1
            let size = scratch.geometry.sectorSize
            try scratch.erase(sector: sector)
            guard try scratch.isBlank(sector: sector) else { return "a sector is not blank after its erase" }
            let pattern = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
            try scratch.program(at: sector * size, pattern)
            guard try scratch.read(at: sector * size, count: size) == pattern else {
                return "a sector holds other bytes"
            }
            try scratch.erase(sector: sector)
            return nil
        } catch { return error.description }
    }

    /// Most erasures of one sector.
    func mostErasures() -> Int {
        ProgramChip.mostErasures(flash)
    }

    /// Most erasures of one sector of a memory that counts them.
    static func mostErasures(_ flash: FileFlash) -> Int {
        (0..<flash.geometry.sectorCount).reduce(0) { most, sector in
            max(most, Int((try? flash.eraseCount(sector: sector)) ?? 0))
        }
    }
}
