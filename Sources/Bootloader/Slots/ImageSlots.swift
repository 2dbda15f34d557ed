import FlashStore

/// The slots as the running firmware uses them: their state, uploads, and what the next boot shall do.
public struct ImageSlots<Flash: NORFlash, Verifier: ImageVerifier> {
    private var regions: BootRegions<Flash>
    private let verifier: Verifier
    /// The board; the format of its journal may change while it runs.
    public var identity: BootIdentity
    private var writer: SlotWriter<Flash, Verifier>

    /// The slots after a boot.
    public init(regions: BootRegions<Flash>, verifier: Verifier, identity: BootIdentity) throws(FlashError) {
        self.regions = regions
        self.verifier = verifier
        self.identity = identity
        writer = try SlotWriter(slot: regions.slotB, verifier: verifier)
    }

    /// What the bootloader remembers.
    public func facts() throws(FlashError) -> BootFacts {
        let state = try BootLog(opening: regions.state).state
        return BootFacts(
            bootCount: state.bootCount, lastReason: state.lastReason, securityCounter: state.securityCounter,
            refusalCode: state.refusal)
    }

    /// The state of each slot that holds an image. Both images are hashed for it.
    public func states() throws(FlashError) -> [SlotState] {
        let a = try SlotTrailer(regions.slotA)
        let b = try SlotTrailer(regions.slotB)
        var states: [SlotState] = []
        if let (manifest, problem) = try inspect(regions.slotA) {
            states.append(
                SlotState(
                    slot: 0, manifest: manifest, problem: problem, isPending: false, isConfirmed: !a.isUnconfirmed,
                    isActive: true, isPermanent: false))
        }
        if let (manifest, problem) = try inspect(regions.slotB) {
            let isPending = b.isRequest
            states.append(
                SlotState(
                    slot: 1, manifest: manifest, problem: problem, isPending: isPending,
                    isConfirmed: a.isUnconfirmed && !isPending, isActive: false,
                    isPermanent: isPending && b.imageOK == .set))
        }
        return states
    }

    /// The upload that slot B holds: its hash, all bytes, and how many of them are here.
    public var upload: (hash: [UInt8], total: Int, held: Int)? { writer.upload }

    /// Most bytes of an image with its padding.
    public var uploadLimit: Int { writer.limit }

    /// Most bytes of an image without padding.
    public var imageLimit: Int { writer.imageLimit }

    /// Begins an upload, or goes on with one.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of all bytes; empty when it is not known.
    ///   - total: All bytes that will come.
    /// - Returns: The offset from which bytes are wanted.
    public mutating func beginUpload(hash: [UInt8], total: Int) throws(UploadError) -> Int {
        if let held = writer.upload, !hash.isEmpty, held.hash == hash, held.total == total { return held.held }
        try checkFree(evenIfPending: false)
        return try writer.begin(hash: hash, total: total)
    }

    /// Takes bytes of the upload. With the last one the image is checked as a boot would check it.
    ///
    /// - Returns: The offset from which bytes are wanted next.
    public mutating func continueUpload(_ bytes: [UInt8], at offset: Int) throws(UploadError) -> Int {
        let before = writer.held
        let next = try writer.write(bytes, at: offset)
        guard writer.isWhole, next != before else { return next }
        let found = try orUpload { () throws(FlashError) in try check(regions.slotB) }
        if case .failure(let problem) = found {
            // It would never be started: nothing is left to ask for.
            try writer.drop()
            throw .image(problem)
        }
        return next
    }

    /// Asks for a swap to the image in slot B, which the next boot makes: to try it, until it confirms.
    ///
    /// - Parameter hash: Hash of the image that is meant; nil for whatever is there.
    /// - Throws: `UploadError.image` with the reason when the image would not be started.
    public mutating func requestTest(hash: [UInt8]?) throws(UploadError) { try request(hash, permanent: false) }

    /// Asks for a swap to the image in slot B, which the next boot makes for good.
    public mutating func requestPermanent(hash: [UInt8]?) throws(UploadError) { try request(hash, permanent: true) }

    /// Confirms the image that runs: it stays. Nothing happens when it is confirmed.
    public mutating func confirm() throws(FlashError) {
        guard try SlotTrailer(regions.slotA).isUnconfirmed else { return }
        try SlotTrailer.confirm(&regions.slotA)
    }

    /// Erases slot B, and with it a swap that was asked for.
    ///
    /// - Throws: `UploadError.revertImage` while it holds the image to go back to.
    public mutating func eraseSlot() throws(UploadError) {
        try checkFree(evenIfPending: true)
        // The request and the upload go first.
        try writer.drop()
        try orUpload { () throws(FlashError) in
            for sector in 0..<regions.slotB.geometry.sectorCount where try !regions.slotB.isBlank(sector: sector) {
                try regions.slotB.erase(sector: sector)
            }
            try regions.slotB.synchronize()
        }
    }

    private mutating func request(_ hash: [UInt8]?, permanent: Bool) throws(UploadError) {
        try checkFree(evenIfPending: true)
        let found = try orUpload { () throws(FlashError) in try inspect(regions.slotB) }
        guard let found, hash == nil || hash == found.manifest.hash else { throw .otherImage }
        if let problem = found.problem { throw .image(problem) }
        try orUpload { () throws(FlashError) in
            try SlotTrailer.request(&regions.slotB, permanent: permanent)
        }
    }

    private func checkFree(evenIfPending: Bool) throws(UploadError) {
        let (holdsRevert, isRequest) = try orUpload { () throws(FlashError) in
            let isRequest = try SlotTrailer(regions.slotB).isRequest
            guard try SlotTrailer(regions.slotA).isUnconfirmed, !isRequest else { return (false, isRequest) }
            // Without an image that may run there is nothing to go back to, and an upload may be the only way out.
            if case .success = try check(regions.slotB) { return (true, false) }
            return (false, false)
        }
        guard !holdsRevert else { throw .revertImage }
        guard evenIfPending || !isRequest else { throw .requestPending }
    }

    /// What a slot holds, and why a boot would not start it; nil when it is no image at all.
    private func inspect(_ slot: Flash) throws(FlashError) -> (manifest: ImageManifest, problem: ImageError?)? {
        switch try check(slot) {
        case .success(let manifest): return (manifest, nil)
        case .failure(let problem):
            do throws(ImageError) { return (try ImageManifest(SlotSource(slot: slot)), problem) } catch {
                if case .unreadable(let flash) = error { throw flash }
                return nil
            }
        }
    }

    private func check(_ slot: Flash) throws(FlashError) -> Result<ImageManifest, ImageError> {
        try ImageCheck(verifier: verifier, identity: identity, reachedCounter: try facts().securityCounter)
            .result(of: slot)
    }
}

/// Flash work within an upload.
private func orUpload<Result>(_ work: () throws(FlashError) -> Result) throws(UploadError) -> Result {
    do throws(FlashError) { return try work() } catch { throw .flash(error) }
}
