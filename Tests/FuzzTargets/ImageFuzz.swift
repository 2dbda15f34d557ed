import Bootloader

extension FuzzTarget {
    /// Firmware images: header and TLV areas.
    static let image = FuzzTarget(name: "image") { bytes in
        do throws(ImageError) {
            let manifest = try ImageManifest(ByteSource(bytes))
            let header = manifest.header
            guard manifest.byteCount <= bytes.count else { return "the image ends behind its bytes" }
            guard manifest.hashedCount == header.headerSize + header.imageSize + header.protectedSize,
                manifest.hashedCount < manifest.byteCount
            else { return "the hash covers other bytes than header, image and protected TLVs" }
            guard manifest.hash.count == 32, manifest.keyHash.count == 32, !manifest.board.isEmpty else {
                return "a value of another length than its type has"
            }
            guard try ImageManifest(ByteSource([UInt8](bytes[..<manifest.byteCount]))) == manifest else {
                return "bytes behind the image change it"
            }
        } catch {
            guard !error.description.isEmpty, (1...31).contains(error.code) else { return "an error without words" }
        }
        return nil
    }
}
