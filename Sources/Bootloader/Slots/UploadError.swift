import FlashStore

/// Why an upload is refused.
public enum UploadError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No upload was begun.
    case notBegun
    /// More bytes than the slot takes, or none.
    case size(Int, limit: Int)
    /// A hash of more than 32 bytes.
    case hashLength(Int)
    /// More bytes than were announced.
    case tooMany(announced: Int)
    /// The bytes are no image for this board.
    case image(ImageError)
    /// A byte of the last sector of the slot that is no padding: the image and its trailer do not fit.
    case notPadding(offset: Int)
    /// Bytes that differ from those that are held of an upload with the same hash.
    case differs(offset: Int)
    /// The bytes that arrived have another hash than was announced.
    case hashDiffers
    /// The image that runs is not confirmed, and slot B holds the one to go back to.
    case revertImage
    /// A swap to slot B's image was asked for.
    case requestPending
    /// Slot B holds no image that was asked for.
    case otherImage
    /// The flash failed.
    case flash(FlashError)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .notBegun: "no upload was begun; begin with offset 0"
        case .size(let size, let limit): "\(size) bytes cannot be uploaded, a slot takes 1 to \(limit)"
        case .hashLength(let length): "a hash of \(length) bytes is not possible, 32 are the most"
        case .tooMany(let announced): "more than the announced \(announced) bytes arrived; begin again with offset 0"
        case .image(let error): error.description
        case .notPadding(let offset):
            "byte \(offset) lies in the last sector of the slot, which is the trailer's; the image is too large"
        case .differs(let offset):
            "byte \(offset) differs from what is held of an upload with this hash; it was dropped, begin again"
        case .hashDiffers: "the bytes that arrived have another hash than was announced; begin again"
        case .revertImage:
            "the running image is not confirmed, and slot B holds the one to go back to; confirm or reset first"
        case .requestPending: "a swap to the image in slot B was asked for; reset, or erase that slot"
        case .otherImage: "no slot holds an image with this hash; read the state again"
        case .flash(let error): error.description
        }
    }
}
