import Bootloader
import FlashStore
import SMP

extension ManagementServer {
    /// Group 1.
    mutating func image(_ packet: Packet, _ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        switch CommandPlace(packet.header) {
        case ImageStateRequest.place: return try imageStates()
        case SetImageStateRequest.place:
            try setState(try read(SetImageStateRequest.self, packet), terminal)
            return try imageStates()
        case UploadRequest.place: return try upload(try read(UploadRequest.self, packet), terminal)
        case EraseImageRequest.place:
            let request = try read(EraseImageRequest.self, packet)
            guard request.slot == 1 else {
                throw .image(.invalidSlot, "only slot 1 can be cleared; slot 0 is run")
            }
            try guardFlash(terminal, "clearing a slot")
            do throws(UploadError) { try slots.eraseSlot() } catch { throw .upload(error) }
            add(.log(code: "flash.erased", text: "slot 1 was cleared"))
            return CBORMap()
        case SlotInformationRequest.place:
            return SlotInformation(
                slots: [
                    .init(slot: 0, byteCount: slots.uploadLimit),
                    .init(slot: 1, byteCount: slots.uploadLimit, uploadImage: 0),
                ], largestImage: slots.imageLimit
            ).map
        default: throw .unknown
        }
    }

    /// With no image that may run, nothing could be settled either: flashing is the way out, and the journal has its own chip.
    private func guardFlash(_ terminal: some ManagedTerminal, _ what: String) throws(Refusal) {
        guard !isHelpless else { return }
        try BatchGuard.check(terminal, what)
    }

    private func imageStates() throws(Refusal) -> CBORMap {
        var images: [ImageState] = []
        for state in try states() {
            var image = ImageState(
                slot: state.slot, version: state.manifest.header.version.description, hash: state.manifest.hash)
            image.isBootable = state.isBootable
            image.isPending = state.isPending
            image.isConfirmed = state.isConfirmed
            image.isActive = state.isActive
            image.isPermanent = state.isPermanent
            images.append(image)
        }
        return ImageStates(images: images).map
    }

    func states() throws(Refusal) -> [SlotState] {
        do throws(FlashError) { return try slots.states() } catch { throw .flash(error) }
    }

    /// True when the next start swaps to another image.
    func hasPendingImage() throws(Refusal) -> Bool {
        for state in try states() where state.isPending { return true }
        return false
    }

    /// Version of the image that runs; nil without one.
    func runningVersion() throws(Refusal) -> String? {
        for state in try states() where state.isActive { return state.manifest.header.version.description }
        return nil
    }

    private mutating func setState(
        _ request: SetImageStateRequest, _ terminal: some ManagedTerminal
    ) throws(Refusal) {
        var running: [UInt8]?
        for state in try states() where state.isActive { running = state.manifest.hash }
        if request.hash == nil || request.hash == running {
            guard request.isConfirmed else {
                throw request.hash == nil
                    ? .image(.invalidHash, "an image to be tried is named by its hash")
                    : .image(.testDenied, "this image runs already")
            }
            // To confirm what runs moves nothing: it is allowed with an open batch.
            do throws(FlashError) { try slots.confirm() } catch { throw .flash(error) }
            add(.log(code: "flash.confirmed", text: "the image that runs stays"))
            return
        }
        try guardFlash(terminal, "starting another image")
        do throws(UploadError) {
            if request.isConfirmed {
                try slots.requestPermanent(hash: request.hash)
            } else {
                try slots.requestTest(hash: request.hash)
            }
        } catch { throw .upload(error) }
        add(
            .log(
                code: "flash.requested",
                text: request.isConfirmed ? "the next start swaps the slots" : "the next start tries the other image"))
    }
}

extension Refusal {
    static func image(_ code: ImageCode, _ reason: String) -> Refusal {
        .group(MessageGroup.image, code: code.rawValue, reason: reason)
    }

    static func flash(_ error: FlashError) -> Refusal { .image(.readFailed, error.description) }

    /// The refusal of an upload, in the protocol's own codes; the sentence says more.
    static func upload(_ error: UploadError) -> Refusal {
        let code: ImageCode =
            switch error {
            case .notBegun: .invalidOffset
            case .size, .notPadding: .tooLarge
            case .hashLength, .differs, .hashDiffers, .otherImage: .invalidHash
            case .tooMany: .overrun
            case .image(let image): Refusal.code(image)
            case .revertImage: .noFreeSlot
            case .requestPending: .alreadyPending
            case .flash: .writeFailed
            }
        return .image(code, error.description)
    }

    private static func code(_ error: ImageError) -> ImageCode {
        switch error {
        case .noImage: .invalidMagic
        case .truncated, .headerSize, .unsupportedFlags: .invalidHeader
        case .imageSize: .tooLarge
        case .areaMagic, .areaSize, .protectedSizeDiffers: .noEntries
        case .tlvBeyondArea, .unexpectedTLV, .doubledTLV, .tlvLength, .missingTLV: .invalidEntry
        case .hashDiffers, .unknownKey, .signatureKind, .badSignature: .invalidHash
        case .wrongBoard, .journalFormat: .doesNotFit
        case .downgrade: .olderVersion
        case .unreadable: .readFailed
        }
    }
}
