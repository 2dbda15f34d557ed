import Settlement
import TestSupport
import Testing

@Suite("How full a batch may get")
struct BatchLimitsTests {
    private let empty = BatchLoad(records: 0, age: nil, freeBytes: 100_000, advices: 0)

    private func load(_ change: (inout BatchLoad) -> Void) -> BatchLoad {
        var load = empty
        change(&load)
        return load
    }

    @Test("by count: a warning a tenth before, then a refusal with count and limit")
    func count() {
        let limits = BatchLimits(count: 500)
        #expect(limits.verdict(on: .sale, at: empty) == .allowed)
        #expect(limits.verdict(on: .sale, at: load { $0.records = 449 }) == .allowed)
        #expect(limits.verdict(on: .sale, at: load { $0.records = 450 }) == .warning(.count(450, of: 500)))
        #expect(limits.verdict(on: .sale, at: load { $0.records = 499 }) == .warning(.count(499, of: 500)))
        #expect(limits.verdict(on: .sale, at: load { $0.records = 500 }) == .refused(.count(500, of: 500)))
        #expect(BatchLimits(count: 1).verdict(on: .sale, at: empty) == .allowed)
    }

    @Test("what went wrong can be put right in a full batch, up to what field 48 can count")
    func correction() {
        let limits = BatchLimits(count: 500)
        #expect(limits.verdict(on: .correction, at: load { $0.records = 500 }) == .warning(.count(500, of: 500)))
        #expect(limits.verdict(on: .correction, at: load { $0.records = 950 }) == .refused(.count(950, of: 950)))
        var old = limits
        old.refuseHours = 48
        #expect(old.verdict(on: .correction, at: load { $0.age = 48 * 3600 }) == .warning(.age(hours: 48, of: 48)))
    }

    @Test("by age: whole hours since the oldest record; a clock that went back makes nothing old")
    func age() {
        var limits = BatchLimits(count: 500)
        limits.warnHours = 26
        limits.refuseHours = 48
        #expect(limits.verdict(on: .sale, at: load { $0.age = 26 * 3600 - 1 }) == .allowed)
        #expect(limits.verdict(on: .sale, at: load { $0.age = 26 * 3600 }) == .warning(.age(hours: 26, of: 48)))
        #expect(limits.verdict(on: .sale, at: load { $0.age = 48 * 3600 }) == .refused(.age(hours: 48, of: 48)))
        #expect(limits.verdict(on: .sale, at: load { $0.age = -99_999 }) == .allowed)
        limits.refuseHours = nil
        #expect(limits.verdict(on: .sale, at: load { $0.age = .max }) == .warning(.age(hours: Int.max / 3600, of: 26)))
    }

    @Test("by space: the reserve for finishing the batch is never sold")
    func space() {
        let limits = BatchLimits(count: 500)
        #expect(limits.verdict(on: .sale, at: load { $0.freeBytes = 8191 }) == .warning(.space(freeBytes: 8191)))
        for work in LimitedWork.allCases {
            #expect(limits.verdict(on: work, at: load { $0.freeBytes = 0 }) == .refused(.space(freeBytes: 0)))
        }
    }

    @Test("stored transactions hold back further offline sales only")
    func advices() {
        let limits = BatchLimits(count: 500)
        let full = load { $0.advices = limits.mostAdvices }
        #expect(limits.verdict(on: .offlineSale, at: full) == .refused(.advices(50, of: 50)))
        #expect(limits.verdict(on: .sale, at: full) == .allowed)
        #expect(limits.verdict(on: .offlineSale, at: load { $0.advices = 49 }) == .allowed)
    }

    @Test(
        "a batch that fills up is warned of before it refuses, never lets more in later, and keeps corrections longest")
    func monotone() {
        var random = Random(state: 11)
        for _ in 0..<2000 {
            var limits = BatchLimits(count: Int.random(in: 2...900, using: &random))
            limits.refuseHours = Int.random(in: 27...90, using: &random)
            var filling = BatchLoad(
                records: 0, age: 0, freeBytes: Int.random(in: 0...60_000, using: &random), advices: 0)
            var wasRefused = false
            for _ in 0..<60 {
                let verdict = limits.verdict(on: .sale, at: filling)
                if case .refused = verdict {
                    wasRefused = true
                } else {
                    #expect(!wasRefused)
                    if case .refused = limits.verdict(on: .correction, at: filling) {
                        Issue.record("a correction is refused where a sale is taken")
                    }
                }
                filling.records += Int.random(in: 0...30, using: &random)
                filling.age = filling.age.map { $0 + Int64.random(in: 0...9_000, using: &random) }
                filling.freeBytes -= Int.random(in: 0...1_500, using: &random)
            }
        }
    }
}
