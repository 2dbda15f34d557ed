import TestSupport
import Testing

@testable import Bootloader

@Suite("Images that were tampered with")
struct TamperedImageTests {
    @Test("are refused with any bit of any byte changed", arguments: [SignedImages.Name.new, .edwards])
    func everyByte(_ name: SignedImages.Name) throws {
        let check = try Bench().check()
        let image = try SignedImages.image(name)
        let manifest = try ImageManifest(ByteSource(image))
        var random = Random(state: 1)
        var reasons: Set<UInt8> = []
        for index in 0..<manifest.byteCount {
            var changed = image
            changed[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            let error = #expect(throws: ImageError.self, "byte \(index)") {
                try check.manifest(of: ByteSource(changed))
            }
            reasons.insert(error?.code ?? 0)
        }
        // The form, the hash, the key and the signature each refuse some.
        #expect(reasons.isSuperset(of: [1, 5, 8, 14, 15, 17]))
    }

    @Test("are refused by the part that sees it: header, payload, TLVs, signature")
    func classes() throws {
        let check = try Bench().check()
        let image = try SignedImages.image(.new)
        let manifest = try ImageManifest(ByteSource(image))
        let areas = manifest.header.areasOffset
        func changed(_ index: Int, to byte: UInt8) -> ByteSource {
            var bytes = image
            bytes[index] = byte
            return ByteSource(bytes)
        }
        func refuse(_ source: ByteSource, _ reason: ImageError) {
            #expect(throws: reason) { try check.manifest(of: source) }
        }
        refuse(changed(0, to: 0), .noImage)
        refuse(changed(8, to: 31), .headerSize(31))
        refuse(changed(10, to: 3), .areaSize(offset: 10, 3))
        refuse(changed(16, to: 4), .unsupportedFlags(4))
        refuse(changed(20, to: 9), .hashDiffers)
        refuse(changed(40, to: image[40] ^ 1), .hashDiffers)
        refuse(changed(areas, to: 7), .areaMagic(offset: areas, 0x6907))
        refuse(
            changed(areas + 2, to: image[areas + 2] + 1),
            .protectedSizeDiffers(
                offset: areas, header: manifest.header.protectedSize, area: manifest.header.protectedSize + 1))
        refuse(changed(areas + 4, to: 0x51), .unexpectedTLV(offset: areas + 4, type: 0x51))
        refuse(changed(areas + 6, to: 3), .tlvLength(offset: areas + 4, type: 0x50, length: 3))
        refuse(changed(manifest.byteCount - 1, to: image[manifest.byteCount - 1] ^ 1), .badSignature)
        refuse(changed(manifest.hashedCount + 8, to: image[manifest.hashedCount + 8] ^ 1), .hashDiffers)
    }

    @Test("with two hashes, two boards or two signatures are refused")
    func doubled() throws {
        let check = try Bench().check()
        let image = try SignedImages.image(.new)
        let manifest = try ImageManifest(ByteSource(image))
        let start = manifest.hashedCount
        let hash: [UInt8] = [0x10, 0, 32, 0] + manifest.hash
        #expect(throws: ImageError.doubledTLV(offset: manifest.byteCount, type: 0x10)) {
            try check.manifest(of: ByteSource(adding(hash, to: image, manifest)))
        }
        let edwards = [0x24, 0, 64, 0] + [UInt8](repeating: 1, count: 64)
        #expect(throws: ImageError.doubledTLV(offset: manifest.byteCount, type: 0x24)) {
            try check.manifest(of: ByteSource(adding(edwards, to: image, manifest)))
        }
        // The board's TLV in the area that no signature covers.
        #expect(throws: ImageError.unexpectedTLV(offset: manifest.byteCount, type: 0x54A0)) {
            try check.manifest(of: ByteSource(adding([0xA0, 0x54, 1, 0, 1], to: image, manifest)))
        }
        #expect(start < manifest.byteCount)
    }

    @Test("with a signature of the other key's kind are refused")
    func signatureKind() throws {
        let image = try SignedImages.image(.edwards)
        let manifest = try ImageManifest(ByteSource(image))
        var changed = image
        // Ed25519's bytes as an ECDSA signature of 64 bytes: the key says what counts.
        changed[manifest.byteCount - 68] = 0x22
        #expect(throws: ImageError.signatureKind(type: 0x22)) {
            try Bench().check().manifest(of: ByteSource(changed))
        }
    }

    @Test(
        "with sizes beyond the slot, or beyond what a number holds, are refused before anything is computed with them")
    func overflow() throws {
        let image = try SignedImages.image(.new)
        for size: [UInt8] in [[0xFF, 0xFF, 0xFF, 0xFF], [0xF0, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80], [0, 0, 1, 0]] {
            var changed = image
            changed.replaceSubrange(12..<16, with: size)
            let error = #expect(throws: ImageError.self) { try ImageManifest(ByteSource(changed)) }
            guard case .imageSize = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        var longArea = image
        let areas = try ImageManifest(ByteSource(image)).header.areasOffset
        longArea.replaceSubrange(areas + 2..<areas + 4, with: [0xFF, 0xFF])
        #expect(throws: ImageError.areaSize(offset: areas, 0xFFFF)) { try ImageManifest(ByteSource(longArea)) }
        var longTLV = image
        longTLV.replaceSubrange(areas + 6..<areas + 8, with: [0xFF, 0xFF])
        #expect(throws: ImageError.tlvBeyondArea(offset: areas + 4, type: 0x50)) {
            try ImageManifest(ByteSource(longTLV))
        }
        var largeHeader = image
        largeHeader.replaceSubrange(8..<10, with: [0xFF, 0xFF])
        #expect(throws: ImageError.imageSize(330, limit: 0)) { try ImageManifest(ByteSource(largeHeader)) }
        for count in 0..<image.count {
            #expect(throws: ImageError.self) { try ImageManifest(ByteSource([UInt8](image[..<count]))) }
        }
    }

    @Test("20,000 mutated images and random bytes are answered, and none that differs from the signed one is accepted")
    func mutations() throws {
        let check = try Bench().check()
        let image = try SignedImages.image(.new)
        var random = Random(state: 20)
        var parsed = 0
        for round in 0..<20_000 {
            var bytes = image
            if round % 10 == 0 { bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in random.byte() } }
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[index] = random.byte()
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(random.byte(), at: index)
                default: bytes[index] = [0, 0xFF, 0x7F, 0x80][Int.random(in: 0...3, using: &random)]
                }
            }
            do throws(ImageError) {
                let manifest = try ImageManifest(ByteSource(bytes))
                #expect(manifest.byteCount <= bytes.count && manifest.hashedCount < manifest.byteCount)
                parsed += 1
                guard bytes.prefix(manifest.byteCount) != image[...] else { continue }
                #expect(throws: ImageError.self) { try check.manifest(of: ByteSource(bytes)) }
            } catch { #expect(!error.description.isEmpty) }
        }
        #expect(parsed > 1000)
    }

    /// The image with a TLV more at its end, and the size of the area that goes with it.
    private func adding(_ tlv: [UInt8], to image: [UInt8], _ manifest: ImageManifest) -> [UInt8] {
        var bytes = [UInt8](image[..<manifest.byteCount]) + tlv
        let size = manifest.byteCount - manifest.hashedCount + tlv.count
        bytes[manifest.hashedCount + 2] = UInt8(size & 0xFF)
        bytes[manifest.hashedCount + 3] = UInt8(size >> 8)
        return bytes
    }
}

extension Random {
    mutating func byte() -> UInt8 { UInt8.random(in: 0...255, using: &self) }
}
