import FlashStore

@testable import Bootloader

/// A board's life from the old image to the new one, as far as the power lasts.
struct FlashLife {
    /// What happens after the test boot.
    enum Ending: CaseIterable {
        case confirmed, reverted, permanent
    }

    /// What was acknowledged, and what is in flash then for sure.
    enum Stage: Int {
        case begun, uploaded, requested, tried, confirmed, over
    }

    let ending: Ending
    let image: [UInt8]

    /// Lives on a memory until the power fails or everything is done.
    func live(_ memory: MemoryFlash) throws -> (memory: MemoryFlash, stage: Stage) {
        let bench = try Bench(memory)
        var stage = Stage.begun
        do {
            try bench.upload(image, piece: 96)
            stage = .uploaded
            var slots = try bench.slots()
            if ending == .permanent { try slots.requestPermanent(hash: nil) } else { try slots.requestTest(hash: nil) }
            stage = .requested
            _ = try bench.boot(.reset)
            stage = .tried
            if ending == .confirmed {
                slots = try bench.slots()
                try slots.confirm()
                stage = .confirmed
            }
            _ = try bench.boot(.power)
            stage = .over
        } catch FlashError.powerLost {
            // That is what the test is about.
        } catch UploadError.flash(.powerLost) {
            // The same, within an upload.
        }
        var memory = bench.chip.base.memory
        memory.restorePower()
        return (memory, stage)
    }

    /// The versions that may run after a cut behind this stage, by the boots that follow it.
    func possible(_ stage: Stage) -> Set<String> {
        switch (stage, ending) {
        case (.begun, _): [old]
        case (.uploaded, _), (.requested, _): [old, new]
        case (.tried, .permanent), (.over, .permanent), (.confirmed, _), (.over, .confirmed): [new]
        case (.tried, .reverted), (.over, .reverted): [old]
        // Confirmed, or reverted because it was not.
        case (.tried, .confirmed): [old, new]
        }
    }

    var old: String { "1.0.0" }
    var new: String { "2.0.0.7" }
}
