import FlashStore

@testable import Bootloader

/// A board's life from the old image to the new one, in stages, as far as the power lasts.
struct FlashLife {
    /// What happens after the test boot.
    enum Ending: CaseIterable {
        case confirmed, reverted, permanent
    }

    /// What is done in a stage; when it is done, it is acknowledged.
    enum Stage: Int, CaseIterable, Comparable {
        case upload, request, firstBoot, confirm, secondBoot, over

        static func < (one: Stage, other: Stage) -> Bool { one.rawValue < other.rawValue }
    }

    static let old = "1.0.0"
    static let new = "2.0.0.7"

    let ending: Ending
    let image: [UInt8]

    /// Lives on a memory from the beginning of a stage, until the power fails or everything is done.
    ///
    /// - Returns: The memory with its power back, and the stage that was not finished.
    func live(
        _ flash: WordByWord, from first: Stage = .upload, each: (Stage, WordByWord) -> Void = { _, _ in }
    ) throws -> (flash: WordByWord, stage: Stage) {
        let bench = try Bench(flash)
        var stage = first
        do {
            while stage != .over {
                each(stage, bench.chip.base)
                try work(stage, bench)
                stage = Stage(rawValue: stage.rawValue + 1) ?? .over
            }
        } catch FlashError.powerLost {
            // That is what the test is about.
        } catch UploadError.flash(.powerLost) {
            // The same, within an upload.
        }
        var left = bench.chip.base
        left.restorePower()
        return (left, stage)
    }

    private func work(_ stage: Stage, _ bench: Bench) throws {
        switch stage {
        case .upload: try bench.upload(image, piece: 96)
        case .request:
            var slots = try bench.slots()
            if ending == .permanent { try slots.requestPermanent(hash: nil) } else { try slots.requestTest(hash: nil) }
        case .firstBoot: _ = try bench.boot(.reset)
        case .confirm:
            guard ending == .confirmed else { return }
            var slots = try bench.slots()
            try slots.confirm()
        case .secondBoot: _ = try bench.boot(.power)
        case .over: break
        }
    }

    /// The versions that the next boot may start when a stage was not finished.
    func possible(_ stage: Stage) -> Set<String> {
        switch (stage, ending) {
        case (.upload, _): [FlashLife.old]
        case (.request, _): [FlashLife.old, FlashLife.new]
        // Asked for and acknowledged. The boot that was cut may have been the one of the test: then the next goes back.
        case (.firstBoot, .permanent): [FlashLife.new]
        case (.firstBoot, _): [FlashLife.old, FlashLife.new]
        case (.confirm, .confirmed): [FlashLife.old, FlashLife.new]
        case (.secondBoot, .confirmed), (.over, .confirmed): [FlashLife.new]
        case (.confirm, .permanent), (.secondBoot, .permanent), (.over, .permanent): [FlashLife.new]
        case (.confirm, .reverted), (.secondBoot, .reverted), (.over, .reverted): [FlashLife.old]
        }
    }

    /// The version of the boot after the next one, which confirmed nothing: an image that was to be tried does not stay.
    func then(_ stage: Stage, _ version: String) -> String {
        ending != .permanent && stage <= .firstBoot ? FlashLife.old : version
    }
}
