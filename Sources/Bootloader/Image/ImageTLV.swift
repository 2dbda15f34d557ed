/// Types of TLVs that this bootloader knows. Source: MCUboot, `image.h`; those of 0x54A0 and above are ours, in the
/// range that MCUboot leaves to vendors (0xXXA0 to 0xXXFE) and `imgtool --custom-tlv` accepts.
public enum ImageTLV {
    /// SHA-256 of the public key as a DER SubjectPublicKeyInfo.
    public static let keyHash: UInt16 = 0x01
    /// SHA-256 over header, image and protected TLVs.
    public static let hash: UInt16 = 0x10
    /// ECDSA over P-256, as a DER sequence of two integers.
    public static let ecdsa: UInt16 = 0x22
    /// Ed25519 over the hash.
    public static let ed25519: UInt16 = 0x24
    /// Security counter, u32.
    public static let securityCounter: UInt16 = 0x50
    /// Board id in ASCII, 1 to 32 bytes.
    public static let board: UInt16 = 0x54A0
    /// Oldest journal format that the image reads, u16.
    public static let oldestJournal: UInt16 = 0x54A1
    /// Newest journal format that the image reads, u16.
    public static let newestJournal: UInt16 = 0x54A2
}
