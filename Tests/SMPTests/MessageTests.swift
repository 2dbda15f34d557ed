import SMP
import Testing
import TestSupport

@Suite("Typed requests and answers")
struct MessageTests {
    private static func comesBack<Body: MessageBody>(_ body: Body) throws -> Bool {
        try Body(CBORMap(decoding: body.map.encoded)) == body
    }

    @Test("what the terminal's own group says comes back from its bytes")
    func terminalGroup() throws {
        let stake = MoneyAtStake(
            batch: 12, records: 3, minorUnits: -4510, currency: 156, reversals: 1, advices: 2, isClosing: true,
            next: "settle first")
        var identity = TerminalIdentity(model: "m", serial: "s", board: "b")
        identity.bootReason = "reset"
        identity.bootCount = 7
        let record = BatchEntry(
            kind: "sale", trace: 5, minorUnits: 100, state: "approved", delivery: nil, isVoided: true,
            card: "622848******0001", at: "2026-11-29 22:10:05")
        let result = SelfTestResult(part: "keypad", outcome: .needsPerson, text: "press", value: -3, isWatched: true)
        #expect(try MessageTests.comesBack(stake))
        #expect(try MessageTests.comesBack(identity))
        let state = BatchState(
            stake: stake, approved: 2, oldest: "2026-11-28 09:00:00", age: 9000, isOverdue: true, isSignedOn: true)
        #expect(try MessageTests.comesBack(state))
        #expect(try MessageTests.comesBack(BatchEntriesRequest(first: 5)))
        #expect(try MessageTests.comesBack(BatchEntries(records: [record, record], total: 9)))
        #expect(try MessageTests.comesBack(StartSelfTestRequest(parts: ["flash"], isAlone: true)))
        #expect(try MessageTests.comesBack(StartSelfTestRequest(isAlone: false, isAttended: true)))
        #expect(try MessageTests.comesBack(SelfTestState(isRunning: true, results: [result], waitingFor: "press 1")))
        #expect(try MessageTests.comesBack(AllSettings(settings: [.init("b", ""), .init("nii", "3")], total: 40)))
        let key = KeyStates.KeyState(name: "pin", isPresent: true, checkValue: [1, 2, 3])
        #expect(try MessageTests.comesBack(KeyStates(keys: [key])))
        #expect(try MessageTests.comesBack(LoadKeyRequest(name: "master", block: "D0112")))
        #expect(try MessageTests.comesBack(LoadKeyRequest(name: "pin", block: "B0096", checkValue: [1, 2, 3])))
        let line = EventLog.Line(at: "t", level: "info", code: "power.on", text: "x")
        #expect(try MessageTests.comesBack(EventLog(first: 4, lines: [line], total: 5)))
    }

    @Test("an upload's first piece carries what the image says of itself, further ones nothing of the whole")
    func upload() throws {
        let description = ImageDescription(board: "bench-1", oldestJournal: 1, newestJournal: 3, counter: 9)
        let whole = UploadWhole(
            count: 70_000, sha: [UInt8](0..<32), isUpgradeOnly: true, description: description)
        let first = UploadRequest(offset: 0, data: [1, 2], whole: whole)
        #expect(try MessageTests.comesBack(first))
        var later = first.map
        later["off"] = CBORValue(100)
        #expect(try UploadRequest(later).whole == nil)
    }

    @Test("what the slots say comes back from its bytes")
    func slots() throws {
        let slots = SlotInformation(
            slots: [.init(slot: 0, byteCount: 400), .init(slot: 1, byteCount: 400, uploadImage: 0)], largestImage: 300)
        #expect(try MessageTests.comesBack(slots))
        #expect(try MessageTests.comesBack(BootloaderInformation(mode: 1, refusesOlder: true)))
    }

    @Test("a refusal's numbers are found in it by who asked for them")
    func money() throws {
        let stake = MoneyAtStake(
            batch: 1, records: 2, minorUnits: 3, currency: 156, reversals: 0, advices: 0, isClosing: false,
            next: "settle")
        var map = Refusal.general(ResponseCode.moneyAtStake, reason: "r").map(.two, isDetailed: true)
        #expect(try MoneyAtStake.inside(map) == nil)
        map[MoneyAtStake.key] = .map(stake.map)
        #expect(try MoneyAtStake.inside(map) == stake)
        #expect(Refusal(map) == .general(ResponseCode.moneyAtStake, reason: "r"))
    }

    @Test("an entry that is missing, of another kind or out of range is named")
    func wrong() {
        func error(_ change: (inout CBORMap) -> Void) -> BodyError? {
            var map = UploadRequest(offset: 0, data: [], whole: UploadWhole(count: 5)).map
            change(&map)
            do throws(BodyError) {
                _ = try UploadRequest(map)
                return nil
            } catch { return error }
        }
        #expect(error { _ in } == nil)
        #expect(error { $0["off"] = nil } == .missing("off"))
        #expect(error { $0["len"] = nil } == .missing("len"))
        #expect(error { $0["data"] = .text("x") } == .wrongKind("data"))
        #expect(error { $0["off"] = CBORValue(-1) } == .outOfRange("off"))
        #expect(error { $0["len"] = .unsigned(UInt64.max) } == .outOfRange("len"))
        #expect(error { $0["sha"] = .null } == nil)
        #expect(error { $0["something"] = .flag(true) } == nil)
    }
}
