import FlashStore

/// What a boot ends with.
public enum BootOutcome: Equatable, Sendable {
    /// The image in slot A runs.
    case start(ImageManifest)
    /// No slot holds an image that may run: only the recovery server does.
    case recovery(slotA: ImageError, slotB: ImageError)
}

/// What a boot did and found.
public struct BootReport: Equatable, Sendable {
    /// What runs now.
    public let outcome: BootOutcome
    /// Number of this boot.
    public let bootCount: UInt32
    /// Why the board started.
    public let reason: BootReason
    /// The swap that was made, or finished.
    public let swap: SwapKind?
    /// The swap had been interrupted.
    public let resumed: Bool
    /// Why a swap that was asked for, or a revert that was due, was refused.
    public let refusal: ImageError?
    /// The image that runs is confirmed: it stays.
    public let isConfirmed: Bool
    /// The security counter that the board has reached.
    public let securityCounter: UInt32
}

/// The bootloader: finishes what a power cut interrupted, swaps what was asked for, goes back from what was not confirmed,
/// and starts nothing that is not proven.
public struct Bootloader<Flash: NORFlash, Verifier: ImageVerifier> {
    /// The flash, as it is left.
    public private(set) var regions: BootRegions<Flash>
    private let verifier: Verifier
    private let identity: BootIdentity

    /// A bootloader of a board.
    public init(regions: BootRegions<Flash>, verifier: Verifier, identity: BootIdentity) {
        self.regions = regions
        self.verifier = verifier
        self.identity = identity
    }

    /// Boots.
    ///
    /// - Throws: `FlashError` when the power fails or the flash does; then boot again.
    public mutating func boot(_ reason: BootReason) throws(FlashError) -> BootReport {
        var log = try BootLog(opening: regions.state)
        try log.append([StateWord(.booted, UInt32(reason.rawValue))])
        var swapped: SwapKind?
        var refusal: ImageError?
        let resumed = log.state.swap != nil
        if let swap = log.state.swap {
            try finish(&log)
            swapped = swap.kind
        } else {
            let trailer = try SlotTrailer(regions.slotB)
            if trailer.isRequest {
                (swapped, refusal) = try swap(trailer.imageOK == .set ? .permanent : .test, &log)
                // Asked once, answered once.
                if swapped == nil { try SlotTrailer.erase(&regions.slotB) }
            } else if try SlotTrailer(regions.slotA).isUnconfirmed {
                (swapped, refusal) = try swap(.revert, &log)
            }
        }
        var running = try inspect(regions.slotA, log)
        if case .failure(let error) = running {
            // What runs is damaged. The other image is tried once, whatever was swapped in this boot.
            let kind = try SlotTrailer(regions.slotA).isUnconfirmed ? SwapKind.revert : .rescue
            let (rescue, reason) = try swap(kind, &log)
            if let rescue {
                swapped = rescue
                running = try inspect(regions.slotA, log)
            }
            refusal = refusal ?? reason ?? error
        }
        let isConfirmed = try !SlotTrailer(regions.slotA).isUnconfirmed
        let outcome: BootOutcome
        switch running {
        case .success(let manifest):
            outcome = .start(manifest)
            if isConfirmed, manifest.securityCounter > log.state.securityCounter {
                try log.append(BootState.wide(.securityCounter, manifest.securityCounter))
            }
        case .failure(let error): outcome = .recovery(slotA: error, slotB: refusal ?? error)
        }
        regions.state = log.flash
        return BootReport(
            outcome: outcome, bootCount: log.state.bootCount, reason: reason, swap: swapped, resumed: resumed,
            refusal: refusal, isConfirmed: isConfirmed, securityCounter: log.state.securityCounter)
    }

    /// Swaps when slot B holds an image that may run; otherwise the reason why not.
    private mutating func swap(
        _ kind: SwapKind, _ log: inout BootLog<Flash>
    ) throws(FlashError) -> (SwapKind?, ImageError?) {
        switch try inspect(regions.slotB, log) {
        case .failure(let error):
            if log.state.refusal != error.code { try log.append([StateWord(.refused, UInt32(error.code))]) }
            return (nil, error)
        case .success(let manifest):
            let sectorSize = regions.slotA.geometry.sectorSize
            let size = max(manifest.byteCount, try imageSize(regions.slotA))
            var words = [BootState.began(kind, (size + sectorSize - 1) / sectorSize)]
            if log.state.refusal != 0 { words.insert(StateWord(.refused, 0), at: 0) }
            try log.append(words)
            try finish(&log)
            return (kind, nil)
        }
    }

    /// Bytes of what is in slot A, as far as it is an image: it goes along, since it is the one to go back to.
    private func imageSize(_ slot: Flash) throws(FlashError) -> Int {
        do throws(ImageError) { return try ImageManifest(SlotSource(slot: slot)).byteCount } catch {
            if case .unreadable(let flash) = error { throw flash }
            return 0
        }
    }

    private func inspect(_ slot: Flash, _ log: BootLog<Flash>) throws(FlashError) -> Result<ImageManifest, ImageError> {
        try ImageCheck(verifier: verifier, identity: identity, reachedCounter: log.state.securityCounter)
            .result(of: slot)
    }

    private mutating func finish(_ log: inout BootLog<Flash>) throws(FlashError) {
        var swap = SlotSwap(regions: regions, log: log)
        let result: FlashError?
        do throws(FlashError) {
            try swap.finish()
            result = nil
        } catch { result = error }
        (regions, log) = (swap.regions, swap.log)
        if let result { throw result }
    }
}
