import FlashStore

/// Why an image is refused. Offsets count from the first byte of the image.
public enum ImageError: Error, Equatable, Sendable {
    /// It does not begin with the magic number of an image.
    case noImage
    /// It ends before something that it must have.
    case truncated(offset: Int, needed: Int, available: Int)
    /// Header size below 32.
    case headerSize(Int)
    /// An image without a byte, or one that does not fit.
    case imageSize(UInt32, limit: Int)
    /// Encrypted, compressed, not bootable, or for another place: not for this bootloader.
    case unsupportedFlags(UInt32)
    /// No TLV area where one must begin.
    case areaMagic(offset: Int, UInt16)
    /// A TLV area with an impossible size.
    case areaSize(offset: Int, Int)
    /// Header and protected area differ in its size.
    case protectedSizeDiffers(offset: Int, header: Int, area: Int)
    /// A TLV reaches behind its area.
    case tlvBeyondArea(offset: Int, type: UInt16)
    /// A type that must not be there: unknown, or in the wrong area.
    case unexpectedTLV(offset: Int, type: UInt16)
    /// A type that is there a second time.
    case doubledTLV(offset: Int, type: UInt16)
    /// A value of impossible length.
    case tlvLength(offset: Int, type: UInt16, length: Int)
    /// A type that must be there.
    case missingTLV(type: UInt16)
    /// The content has another hash than the image says.
    case hashDiffers
    /// Signed with a key that this board does not know.
    case unknownKey
    /// The signature is not that of the key's kind.
    case signatureKind(type: UInt16)
    /// The signature is wrong.
    case badSignature
    /// Built for another board.
    case wrongBoard(image: [UInt8])
    /// Its security counter is below the one that this board has reached.
    case downgrade(image: UInt32, reached: UInt32)
    /// It cannot read the journal that is in flash.
    case journalFormat(journal: UInt16, oldest: UInt16, newest: UInt16)
    /// The flash failed.
    case unreadable(FlashError)

    /// A number for the boot log, 1 to 31, that stays the same for ever.
    public var code: UInt8 {
        switch self {
        case .noImage: 1
        case .truncated: 2
        case .headerSize: 3
        case .imageSize: 4
        case .unsupportedFlags: 5
        case .areaMagic: 6
        case .areaSize: 7
        case .protectedSizeDiffers: 8
        case .tlvBeyondArea: 9
        case .unexpectedTLV: 10
        case .doubledTLV: 11
        case .tlvLength: 12
        case .missingTLV: 13
        case .hashDiffers: 14
        case .unknownKey: 15
        case .signatureKind: 16
        case .badSignature: 17
        case .wrongBoard: 18
        case .downgrade: 19
        case .journalFormat: 20
        case .unreadable: 21
        }
    }
}

extension ImageError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .noImage: "there is no MCUboot image; make one with imgtool sign"
        case .truncated(let offset, let needed, let available):
            "the image ends at byte \(offset + available), \(needed) bytes are needed from byte \(offset); upload it again"
        case .headerSize(let size): "the header says that it has \(size) bytes, 32 are the least"
        case .imageSize(let size, let limit): "the image has \(size) bytes, 1 to \(limit) are possible here"
        case .unsupportedFlags(let flags):
            "the header's flags 0x\(ImageError.hex(flags)) ask for what this bootloader does not do; sign a plain image"
        case .areaMagic(let offset, _): "no TLV area begins at byte \(offset); the image is damaged"
        case .areaSize(let offset, let size): "the size \(size) of a TLV area at byte \(offset) is impossible"
        case .protectedSizeDiffers(let offset, let header, let area):
            "the protected TLV area at byte \(offset) has \(area) bytes, the header says \(header)"
        case .tlvBeyondArea(let offset, let type):
            "the TLV 0x\(ImageError.hex(type)) at byte \(offset) ends behind its area"
        case .unexpectedTLV(let offset, let type):
            "the TLV 0x\(ImageError.hex(type)) at byte \(offset) is not known here; an image that needs it is not for this bootloader"
        case .doubledTLV(let offset, let type):
            "the TLV 0x\(ImageError.hex(type)) at byte \(offset) is there a second time"
        case .tlvLength(let offset, let type, let length):
            "the TLV 0x\(ImageError.hex(type)) at byte \(offset) has \(length) bytes, which is impossible"
        case .missingTLV(let type):
            "the image has no TLV 0x\(ImageError.hex(type)); sign it with imgtool as the board asks"
        case .hashDiffers: "the content does not have the hash that the image says; upload it again"
        case .unknownKey: "the image is signed with a key that this board does not know"
        case .signatureKind(let type): "the signature 0x\(ImageError.hex(type)) is not of the key's kind"
        case .badSignature: "the signature is wrong; the image was changed, or signed with another key"
        case .wrongBoard(let image):
            "the image is for the board \(ImageError.printable(image)); use one that is built for this board"
        case .downgrade(let image, let reached):
            "the image's security counter is \(image), this board has reached \(reached); use a newer image"
        case .journalFormat(let journal, let oldest, let newest):
            "the image reads journals of format \(oldest) to \(newest), the one in flash has format \(journal); settle, or use another image"
        case .unreadable(let error): "the flash failed: \(error.description)"
        }
    }

    static func hex(_ value: some BinaryInteger) -> String { String(UInt32(truncatingIfNeeded: value), radix: 16) }

    /// Printable ASCII as it is, a point for everything else: the text comes from an image that may be anything.
    static func printable(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes.prefix(ImageManifest.longestBoard) {
            text.unicodeScalars.append(Unicode.Scalar(byte >= 0x20 && byte < 0x7F ? byte : 0x2E))
        }
        return text
    }
}
