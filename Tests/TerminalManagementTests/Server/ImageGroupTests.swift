import Bootloader
import SMP
import TerminalManagement
import Testing
import VirtualTerminal

@Suite("Images over the service port")
struct ImageGroupTests {
    private static func image(_ minor: UInt8 = 1, board: String = "virtual-pos", counter: UInt32 = 1) throws -> [UInt8]
    {
        try FactoryImage.make(board: board, version: ImageVersion(1, minor, 0), counter: counter, byteCount: 20_000)
    }

    private static func code(_ refusal: Refusal?) -> ImageCode? {
        if case .group(MessageGroup.image, let code, _)? = refusal { ImageCode(rawValue: code) } else { nil }
    }

    @Test("upload, test, start, confirm: the new image stays; without confirmation the old one is back")
    func life() throws {
        var bench = try ServiceBench()
        try bench.upload(try ImageGroupTests.image())
        var images = try bench.ask(ImageStateRequest()).images
        #expect(images.map(\.version) == ["1.0.0", "1.1.0"] && images[0].isActive && images[0].isConfirmed)
        let hash = try #require(images[1].hash)
        images = try bench.ask(SetImageStateRequest(hash: hash, isConfirmed: false)).images
        #expect(images[1].isPending && !images[1].isPermanent)
        #expect(try bench.reboot().swap == .test)
        images = try bench.ask(ImageStateRequest()).images
        #expect(images.map(\.version) == ["1.1.0", "1.0.0"] && !images[0].isConfirmed)
        #expect(try bench.reboot().swap == .revert)
        _ = try bench.ask(SetImageStateRequest(hash: hash, isConfirmed: false))
        #expect(try bench.reboot().swap == .test)
        images = try bench.ask(SetImageStateRequest(hash: hash, isConfirmed: true)).images
        #expect(images[0].isConfirmed)
        #expect(try bench.reboot().swap == nil)
        #expect(try bench.ask(ApplicationInformationRequest(format: "v")).output == "1.1.0")
    }

    @Test("an upload goes on where it stopped, also after a start of the board, and says so with its first answer")
    func resume() throws {
        var bench = try ServiceBench()
        let image = try ImageGroupTests.image()
        var hasher = SoftwareVerifier().makeHasher()
        hasher.update(image)
        let whole = UploadWhole(count: image.count, sha: hasher.finish())
        let first = UploadRequest(offset: 0, data: [UInt8](image[..<4000]), whole: whole)
        _ = try bench.ask(first)
        _ = try bench.ask(UploadRequest(offset: 4000, data: [UInt8](image[4000..<8000])))
        #expect(try bench.ask(first).offset == 8000)
        try bench.reboot()
        let offset = try bench.ask(first).offset
        #expect(offset > 4000 && offset <= 8000)
        let rest = try bench.upload(image, piece: 4000)
        #expect(rest < 6)
        #expect(try bench.ask(first).offset == image.count)
    }

    @Test("pieces that come before their turn change nothing: the answer says what is wanted")
    func order() throws {
        var bench = try ServiceBench()
        let image = try ImageGroupTests.image()
        let whole = UploadWhole(count: image.count)
        #expect(try bench.ask(UploadRequest(offset: 0, data: [UInt8](image[..<1000]), whole: whole)).offset == 1000)
        #expect(try bench.ask(UploadRequest(offset: 2000, data: [UInt8](image[2000..<3000]))).offset == 1000)
        #expect(try bench.ask(UploadRequest(offset: 1000, data: [UInt8](image[1000..<2000]))).offset == 2000)
    }

    @Test("an image that says beforehand that it does not fit is refused before a byte is written")
    func beforehand() throws {
        var bench = try ServiceBench()
        let image = try ImageGroupTests.image()
        let before = bench.chip.base.operationCount
        func refusal(_ description: ImageDescription) -> ImageCode? {
            let whole = UploadWhole(count: image.count, description: description)
            return ImageGroupTests.code(
                bench.refusal(UploadRequest(offset: 0, data: [UInt8](image[..<100]), whole: whole)))
        }
        #expect(refusal(ImageDescription(board: "other")) == .doesNotFit)
        #expect(refusal(ImageDescription(oldestJournal: 2, newestJournal: 3)) == .doesNotFit)
        #expect(refusal(ImageDescription(oldestJournal: 0, newestJournal: 0)) == .doesNotFit)
        #expect(bench.chip.base.operationCount == before)
        let fits = ImageDescription(board: "virtual-pos", oldestJournal: 1, newestJournal: 1, counter: 1)
        #expect(try bench.upload(image, description: fits) > 1)
    }

    @Test("an image that is for another board is refused after its last byte, and cannot be asked for then")
    func afterwards() throws {
        var bench = try ServiceBench()
        let image = try ImageGroupTests.image(board: "other-board")
        var found: Refusal?
        // It lies about itself beforehand.
        let lie = ImageDescription(board: "virtual-pos")
        do { try bench.upload(image, description: lie) } catch let refusal as Refusal { found = refusal }
        #expect(ImageGroupTests.code(found) == .doesNotFit && found?.reason.contains("other-board") == true)
        #expect(
            ImageGroupTests.code(bench.refusal(SetImageStateRequest(hash: [1], isConfirmed: false))) == .invalidHash)
        #expect(try bench.reboot().swap == nil)
    }

    @Test("what no slot, offset, length or hash can be is refused with the protocol's code for it")
    func codes() throws {
        var bench = try ServiceBench()
        let image = try ImageGroupTests.image()
        func code(_ request: some MessageRequest) -> ImageCode? { ImageGroupTests.code(bench.refusal(request)) }
        #expect(code(EraseImageRequest(slot: 0)) == .invalidSlot)
        #expect(code(UploadRequest(offset: 5, data: [1])) == .invalidOffset)
        #expect(code(UploadRequest(offset: 0, data: [], whole: UploadWhole(count: 10_000_000))) == .tooLarge)
        let text = [UInt8](repeating: 0x41, count: 100)
        #expect(code(UploadRequest(offset: 0, data: text, whole: UploadWhole(count: 5000))) == .invalidMagic)
        #expect(code(SetImageStateRequest(hash: nil, isConfirmed: false)) == .invalidHash)
        let running = try bench.ask(ImageStateRequest()).images[0].hash
        #expect(code(SetImageStateRequest(hash: running, isConfirmed: false)) == .testDenied)
        let upgrade = UploadWhole(count: image.count, isUpgradeOnly: true)
        let old = try FactoryImage.make(board: "virtual-pos", byteCount: 100)
        #expect(code(UploadRequest(offset: 0, data: old, whole: upgrade)) == .olderVersion)
        #expect(try bench.ask(SlotInformationRequest()).slots.map(\.byteCount) == [0xE0000, 0xE0000])
    }

    @Test("slot 1 is cleared, and nothing can be asked for then")
    func erase() throws {
        var bench = try ServiceBench()
        try bench.upload(try ImageGroupTests.image())
        _ = try bench.ask(EraseImageRequest())
        #expect(try bench.ask(ImageStateRequest()).images.count == 1)
    }
}
