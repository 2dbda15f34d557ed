import FlashStore

/// The flash chip of a simulated terminal: it outlives the firmware that runs on it, and its power may fail at any word.
package final class FlashChip {
    /// The memory.
    package private(set) var memory: MemoryFlash
    private let faults: FaultInjector
    /// True from a power cut until the power is back.
    package private(set) var isPowerLost = false
    /// True while the terminal starts after a cut.
    package var isRecovering = false {
        didSet { if !isRecovering { cutsInARow = 0 } }
    }
    /// Cuts since the terminal last got as far as its ready screen.
    private var cutsInARow = 0
    /// A start that moves a whole bank takes hundreds of operations: power that never holds so long would prove nothing.
    private static let mostCutsInARow = 12

    /// A blank chip.
    package init(geometry: FlashGeometry, faults: FaultInjector) {
        memory = MemoryFlash(geometry: geometry)
        self.faults = faults
    }

    /// Power is back.
    package func restorePower() {
        memory.restorePower()
        isPowerLost = false
    }

    /// Lets one bit rot.
    package func rot(bit: Int, at offset: Int) { memory.flip(bit: bit, at: offset) }

    /// Replaces the content, for firmware with seeded bugs that tampers with it.
    package func replaceContent(_ image: MemoryFlash) { memory = image }

    fileprivate func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        prepareCut()
        do { try memory.program(at: offset, bytes) } catch { throw noted(error) }
    }

    fileprivate func erase(sector: Int) throws(FlashError) {
        prepareCut()
        do { try memory.erase(sector: sector) } catch { throw noted(error) }
    }

    private func prepareCut() {
        guard !isPowerLost, cutsInARow < FlashChip.mostCutsInARow,
            faults.strikes(isRecovering ? .cutInRecovery : .cutAtFlash)
        else { return }
        cutsInARow += 1
        let point: MemoryFlash.CutPoint
        switch faults.detail(below: 4) {
        case 0: point = .before
        case 1: point = .after
        default: point = .torn(seed: UInt64(faults.detail(below: 1 << 30)))
        }
        memory.cutPower(at: memory.operationCount + 1, point)
    }

    private func noted(_ error: FlashError) -> FlashError {
        if error == .powerLost { isPowerLost = true }
        return error
    }
}

/// The chip as the firmware's journal sees it.
package struct SimulatedFlash: NORFlash {
    /// The chip.
    package let chip: FlashChip

    /// A view of a chip.
    package init(_ chip: FlashChip) { self.chip = chip }

    /// Sizes of the memory.
    package var geometry: FlashGeometry { chip.memory.geometry }

    /// Reads bytes.
    package func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        try chip.memory.read(at: offset, count: count)
    }

    /// True when a sector holds nothing but ones.
    package func isBlank(sector: Int) throws(FlashError) -> Bool { try chip.memory.isBlank(sector: sector) }

    /// Programs words.
    package mutating func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        try chip.program(at: offset, bytes)
    }

    /// Erases a sector.
    package mutating func erase(sector: Int) throws(FlashError) { try chip.erase(sector: sector) }

    /// Nothing to do, but power is needed for it.
    package mutating func synchronize() throws(FlashError) { if chip.isPowerLost { throw .powerLost } }
}
