import Bootloader
import SMP
import TerminalManagement
import Testing
import VirtualTerminal

@Suite("The guard over money that is not settled")
struct GuardTests {
    private static func image() throws -> [UInt8] {
        try FactoryImage.make(board: "virtual-pos", version: ImageVersion(1, 1, 0), byteCount: 5000)
    }

    private static func code(_ refusal: Refusal?) -> UInt64? {
        if case .general(let code, _)? = refusal { code } else { nil }
    }

    @Test(
        "with a sale, a reversal, an unanswered request or a stored advice nothing is flashed, cleared or renamed",
        arguments: [
            BenchTerminal.Ending.approved, .reversal, .unanswered, .offline,
        ])
    func refused(_ ending: BenchTerminal.Ending) throws {
        var bench = try ServiceBench()
        let image = try GuardTests.image()
        try bench.upload(image)
        try bench.terminal.sell(4510, ending)
        let hash = try #require(try bench.ask(ImageStateRequest()).images.last?.hash)
        let piece = UploadRequest(offset: 0, data: [UInt8](image[..<100]), whole: UploadWhole(count: image.count))
        let refusals = [
            bench.refusal(piece), bench.refusal(EraseImageRequest()),
            bench.refusal(SetImageStateRequest(hash: hash, isConfirmed: false)),
            bench.refusal(SetImageStateRequest(hash: hash, isConfirmed: true)),
            bench.refusal(DeleteSettingRequest(name: "*")), bench.refusal(DeleteSettingRequest(name: "language")),
            bench.refusal(WriteSettingRequest(name: "terminal-id", value: [UInt8]("10000002".utf8))),
        ]
        for refusal in refusals {
            #expect(GuardTests.code(refusal) == ResponseCode.moneyAtStake)
            #expect(refusal?.reason.contains("settle first") == true && refusal?.reason.contains("1 record(s)") == true)
        }
        #expect(bench.effects.isEmpty)
        let states = try bench.ask(ImageStateRequest()).images
        #expect(states.count == 2 && !states[1].isPending)
    }

    @Test("the refusal holds count, amount and next step as numbers for who asks for them, and one sentence for others")
    func numbers() throws {
        var bench = try ServiceBench()
        try bench.terminal.sell(4510)
        try bench.terminal.sell(2000, .declined)
        try bench.terminal.sell(100, .reversal)
        let wish = try bench.askMap(EraseImageRequest().packet(sequence: 0, wantsDetail: true))
        let stake = try #require(try MoneyAtStake.inside(wish))
        #expect(stake.records == 3 && stake.minorUnits == 4510 && stake.currency == 156 && stake.reversals == 1)
        #expect(stake.batch == 1 && stake.next.hasPrefix("settle first"))
        let plain = try bench.askMap(EraseImageRequest().packet(sequence: 0))
        #expect(plain.entries.map(\.key).sorted() == ["rc", "rsn"])
        #expect(Refusal(plain)?.reason.contains("45.10 CNY") == true)
    }

    @Test("a batch of declined sales only, or none, keeps nothing from being done")
    func allowed() throws {
        var bench = try ServiceBench()
        try bench.terminal.sell(2000, .declined)
        try bench.upload(try GuardTests.image())
        _ = try bench.ask(WriteSettingRequest(name: "terminal-id", value: [UInt8]("10000002".utf8)))
        _ = try bench.ask(EraseImageRequest())
    }

    @Test("a sale in the midst of an upload stops it; settled, it goes on where it stopped")
    func midst() throws {
        var bench = try ServiceBench()
        let image = try GuardTests.image()
        let whole = UploadWhole(count: image.count, sha: [UInt8](repeating: 1, count: 32))
        var answer = try bench.ask(UploadRequest(offset: 0, data: [UInt8](image[..<2048]), whole: whole))
        #expect(answer.offset == 2048)
        try bench.terminal.sell(1)
        let next = UploadRequest(offset: 2048, data: [UInt8](image[2048..<3000]))
        #expect(GuardTests.code(bench.refusal(next)) == ResponseCode.moneyAtStake)
        bench.terminal = try BenchTerminal()
        answer = try bench.ask(UploadRequest(offset: 0, data: [UInt8](image[..<100]), whole: whole))
        #expect(answer.offset == 2048)
        answer = try bench.ask(next)
        #expect(answer.offset == 3000)
    }

    @Test("what runs on trial may be confirmed with an open batch, and other settings may be changed")
    func confirm() throws {
        var bench = try ServiceBench()
        try bench.upload(try GuardTests.image())
        let hash = try #require(try bench.ask(ImageStateRequest()).images.last?.hash)
        _ = try bench.ask(SetImageStateRequest(hash: hash, isConfirmed: false))
        try bench.reboot()
        try bench.terminal.sell(100)
        let states = try bench.ask(SetImageStateRequest(hash: nil, isConfirmed: true)).images
        #expect(states[0].isConfirmed && states[0].version == "1.1.0")
        _ = try bench.ask(WriteSettingRequest(name: "language", value: [UInt8]("zh".utf8)))
    }

    @Test("a reset into another image is refused once money was taken; forced, it is what a power cut would be")
    func reset() throws {
        var bench = try ServiceBench()
        try bench.upload(try GuardTests.image())
        let hash = try #require(try bench.ask(ImageStateRequest()).images.last?.hash)
        _ = try bench.ask(SetImageStateRequest(hash: hash, isConfirmed: false))
        try bench.terminal.sell(100)
        #expect(GuardTests.code(bench.refusal(ResetRequest())) == ResponseCode.moneyAtStake)
        _ = try bench.ask(ResetRequest(isForced: true))
        #expect(bench.effects.contains(.reset(toRecovery: false)))
    }

    @Test("a board on which no image may run takes one whatever its journal holds")
    func helpless() throws {
        var bench = try ServiceBench(isHelpless: true)
        try bench.terminal.sell(100)
        try bench.upload(try GuardTests.image())
        #expect(try bench.reboot().swap == .rescue)
    }
}
