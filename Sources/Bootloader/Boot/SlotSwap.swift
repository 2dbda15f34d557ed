import FlashStore

/// The swap of two slots over scratch, in groups of as many sectors as scratch has: so few words of the log are needed, and
/// few waits for a flash that has to be synchronized. Every step can be repeated: it never changes what it copies from, and
/// the log has a word for each that is done.
struct SlotSwap<Flash: NORFlash> {
    var regions: BootRegions<Flash>
    var log: BootLog<Flash>

    /// Does what is left of the swap that the log tells of.
    mutating func finish() throws(FlashError) {
        guard let swap = log.state.swap else { return }
        let last = swap.stepCount(scratchSectors: regions.scratch.geometry.sectorCount)
        for step in swap.step..<max(swap.step, last) {
            try copy(
                group: step / SwapProgress.stepsPerGroup, part: step % SwapProgress.stepsPerGroup,
                sectorCount: swap.sectorCount)
            try log.append([StateWord(.swapStep, UInt32(step + 1))])
        }
        // Both trailers are written anew for as long as the log says that the swap is under way.
        try SlotTrailer.erase(&regions.slotA)
        try SlotTrailer.finish(
            &regions.slotA, swap.kind, swapSize: swap.sectorCount * regions.slotA.geometry.sectorSize)
        try SlotTrailer.erase(&regions.slotB)
        try log.append([StateWord(.swapEnded, 0)])
    }

    private mutating func copy(group: Int, part: Int, sectorCount: Int) throws(FlashError) {
        let spare = regions.scratch.geometry.sectorCount
        let first = group * spare
        for sector in first..<max(first, min(first + spare, sectorCount)) {
            switch part {
            case 0: try SlotSwap.copy(regions.slotB, sector, to: &regions.scratch, sector - first)
            case 1: try SlotSwap.copy(regions.slotA, sector, to: &regions.slotB, sector)
            default: try SlotSwap.copy(regions.scratch, sector - first, to: &regions.slotA, sector)
            }
        }
        switch part {
        case 0: try regions.scratch.synchronize()
        case 1: try regions.slotB.synchronize()
        default: try regions.slotA.synchronize()
        }
    }

    private static func copy(_ from: Flash, _ source: Int, to flash: inout Flash, _ target: Int) throws(FlashError) {
        let size = flash.geometry.sectorSize
        try flash.erase(sector: target)
        // In pieces: a sector may be larger than the memory that a small board has to spare.
        for offset in stride(from: 0, to: size, by: 4096) {
            let content = try from.read(at: source * size + offset, count: min(4096, size - offset))
            try flash.program(at: target * size + offset, content)
        }
    }
}
