import FlashStore

/// Whether an image may run on a board.
public struct ImageCheck<Verifier: ImageVerifier> {
    /// The board's hashes and signatures.
    public let verifier: Verifier
    /// The board.
    public let identity: BootIdentity
    /// The security counter that the board has reached.
    public let reachedCounter: UInt32

    /// A check.
    public init(verifier: Verifier, identity: BootIdentity, reachedCounter: UInt32) {
        self.verifier = verifier
        self.identity = identity
        self.reachedCounter = reachedCounter
    }

    /// Everything: form, board, journal, security counter, hash and signature. The cheap questions come first.
    ///
    /// - Throws: The first reason against the image.
    /// - Returns: What the image says of itself, which now is proven.
    public func manifest(of source: some ImageSource) throws(ImageError) -> ImageManifest {
        let manifest = try ImageManifest(source)
        try checkFit(manifest)
        guard let key = identity.keys.first(where: { hash($0.subjectPublicKeyInfo) == manifest.keyHash }) else {
            throw .unknownKey
        }
        guard try hash(of: source, count: manifest.hashedCount) == manifest.hash else { throw .hashDiffers }
        switch (key.kind, manifest.signature.type) {
        case (.ecdsaP256, ImageTLV.ecdsa):
            guard verifier.isECDSA(manifest.signature.bytes, over: manifest.hash, by: key.raw) else {
                throw .badSignature
            }
        case (.ed25519, ImageTLV.ed25519):
            guard verifier.isEd25519(manifest.signature.bytes, over: manifest.hash, by: key.raw) else {
                throw .badSignature
            }
        default: throw .signatureKind(type: manifest.signature.type)
        }
        return manifest
    }

    /// The same of a slot, where a flash that cannot be read says nothing about the image.
    func result(of slot: some NORFlash) throws(FlashError) -> Result<ImageManifest, ImageError> {
        do throws(ImageError) { return .success(try manifest(of: SlotSource(slot: slot))) } catch {
            if case .unreadable(let flash) = error { throw flash }
            return .failure(error)
        }
    }

    /// Only whether the image says that it is for this board, this journal, and no downgrade: what a workstation can ask
    /// before it sends a byte.
    public func checkFit(_ manifest: ImageManifest) throws(ImageError) {
        try identity.checkFit(manifest, reachedCounter: reachedCounter)
    }

    private func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hasher = verifier.makeHasher()
        hasher.update(bytes)
        return hasher.finish()
    }

    private func hash(of source: some ImageSource, count: Int) throws(ImageError) -> [UInt8] {
        var hasher = verifier.makeHasher()
        do throws(FlashError) { try feed(&hasher, source, count: count) } catch { throw .unreadable(error) }
        return hasher.finish()
    }
}

/// Puts the first bytes of a source into a hash, a piece at a time.
func feed(_ hasher: inout some ImageHasher, _ source: some ImageSource, count: Int) throws(FlashError) {
    var offset = 0
    while offset < count {
        let piece = min(4096, count - offset)
        hasher.update(try source.read(at: offset, count: piece))
        offset += piece
    }
}
