import Testing

@testable import Bootloader

@Suite("Images that imgtool signed")
struct AcceptedImageTests {
    @Test(
        "are accepted, by ECDSA and by Ed25519, plain, padded and confirmed",
        arguments: [SignedImages.Name.old, .new, .edwards, .padded, .confirmed, .large, .newer])
    func accepted(_ name: SignedImages.Name) throws {
        let manifest = try Bench().check().manifest(of: ByteSource(try SignedImages.image(name)))
        #expect(manifest.board == SignedImages.board)
        #expect(manifest.oldestJournal == 1 && manifest.newestJournal == 2)
        #expect(manifest.signature.type == (name == .edwards ? 0x24 : 0x22))
        #expect(manifest.hash == Bench.hash([UInt8](try SignedImages.image(name)[..<manifest.hashedCount])))
    }

    @Test("say their version, security counter and sizes")
    func values() throws {
        let bytes = try SignedImages.image(.newer)
        let manifest = try ImageManifest(ByteSource(bytes))
        #expect(manifest.header.version == ImageVersion(3, 0, 0))
        #expect(manifest.securityCounter == 70_000)
        #expect(manifest.header.headerSize == 32 && manifest.header.imageSize == 330)
        #expect(manifest.byteCount == bytes.count)
        #expect(try ImageManifest(ByteSource(try SignedImages.image(.new))).header.version.description == "2.0.0.7")
        #expect(try ImageManifest(ByteSource(try SignedImages.image(.large))).header.headerSize == 64)
        #expect(ImageVersion(1, 2, 3) < ImageVersion(1, 3, 0) && ImageVersion(1, 2, 3).description == "1.2.3")
    }

    @Test("padded to a slot have the trailer where this bootloader reads it")
    func trailer() throws {
        for (name, isConfirmed) in [(SignedImages.Name.padded, false), (.confirmed, true)] {
            let bench = try Bench(factory: try SignedImages.image(name))
            let trailer = try SlotTrailer(bench.regions.slotA)
            #expect(trailer.isRequest)
            #expect((trailer.imageOK == .set) == isConfirmed)
            #expect(trailer.copyDone == .unset)
            #expect(try bench.boot().version == ImageVersion(2, 0, 0))
        }
    }

    @Test("are refused for another board, key, journal or with too low a counter, each with its reason")
    func refused() throws {
        let bench = try Bench()
        let cases: [(SignedImages.Name, ImageError)] = [
            (.otherBoard, .wrongBoard(image: [UInt8]("other-board".utf8))),
            (.noBoard, .missingTLV(type: ImageTLV.board)),
            (.noJournal, .missingTLV(type: ImageTLV.oldestJournal)),
            (.oldJournal, .journalFormat(journal: 1, oldest: 2, newest: 9)),
            (.otherKey, .unknownKey),
            (.unsigned, .missingTLV(type: ImageTLV.keyHash)),
        ]
        for (name, reason) in cases {
            #expect(throws: reason) { try bench.check().manifest(of: ByteSource(try SignedImages.image(name))) }
        }
        #expect(throws: ImageError.downgrade(image: 1, reached: 2)) {
            try bench.check(reached: 2).manifest(of: ByteSource(try SignedImages.image(.new)))
        }
        let blank = try Bench(journalFormat: nil)
        #expect(try blank.check().manifest(of: ByteSource(try SignedImages.image(.oldJournal))).oldestJournal == 2)
    }

    @Test("with TLVs that are not known here are refused, not half understood")
    func unknown() throws {
        let bench = try Bench()
        for (name, type) in [(SignedImages.Name.unknown, 0x54A9), (.boot, 0x60), (.dependency, 0x40), (.sha512, 0x12)] {
            let error = #expect(throws: ImageError.self) {
                try bench.check().manifest(of: ByteSource(try SignedImages.image(name)))
            }
            guard case .unexpectedTLV(_, UInt16(type)) = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
        }
    }
}
