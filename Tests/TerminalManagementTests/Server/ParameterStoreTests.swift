import FlashStore
import TerminalManagement
import Testing

@Suite("Settings in flash")
struct ParameterStoreTests {
    private static let geometry = FlashGeometry(sectorSize: 256, sectorCount: 4)

    private static func pairs(_ values: [SettingChange]) -> [String] {
        values.map { "\($0.name)=\($0.value ?? "")" }.sorted()
    }

    @Test("what is kept is there after a start; a value of the factory takes nothing")
    func kept() throws {
        let chip = SharedFlash(MemoryFlash(geometry: ParameterStoreTests.geometry))
        var store = try ParameterStore(opening: chip)
        #expect(store.values.isEmpty)
        for number in 1...5 {
            let changes = [
                SettingChange(name: "nii", value: "\(number)"), SettingChange(name: "language", value: "zh"),
            ]
            #expect(try store.keep(changes))
        }
        #expect(try store.keep([SettingChange(name: "language", value: nil)]))
        store = try ParameterStore(opening: chip)
        #expect(ParameterStoreTests.pairs(store.values) == ["nii=5"])
        let large = SettingChange(name: "x", value: String(repeating: "y", count: store.limit))
        #expect(try !store.keep([large]))
        #expect(ParameterStoreTests.pairs(try ParameterStore(opening: chip).values) == ["nii=5"])
    }

    @Test("a power cut at any operation leaves the old settings or the new ones")
    func cuts() throws {
        var first = MemoryFlash(geometry: ParameterStoreTests.geometry)
        do {
            let chip = SharedFlash(first)
            var store = try ParameterStore(opening: chip)
            _ = try store.keep([SettingChange(name: "nii", value: "1")])
            _ = try store.keep([SettingChange(name: "nii", value: "2")])
            first = chip.base
        }
        var cutCount = 0
        for operation in 1...4 {
            let torn = (UInt64(0)..<20).map { MemoryFlash.CutPoint.torn(seed: $0) }
            for point in [.before, .after] + torn {
                var flash = first
                flash.cutPower(at: first.operationCount + operation, point)
                let chip = SharedFlash(flash)
                #expect(throws: FlashError.powerLost) {
                    var store = try ParameterStore(opening: chip)
                    _ = try store.keep([SettingChange(name: "nii", value: "3")])
                }
                cutCount += 1
                chip.base.restorePower()
                let pairs = ParameterStoreTests.pairs(try ParameterStore(opening: chip).values)
                #expect(pairs == ["nii=2"] || pairs == ["nii=3"], "operation \(operation), \(point)")
            }
        }
        // Two erases, the content, the header: there is no fifth operation.
        var flash = first
        flash.cutPower(at: first.operationCount + 5, .before)
        var store = try ParameterStore(opening: SharedFlash(flash))
        #expect(try store.keep([SettingChange(name: "nii", value: "3")]))
        #expect(cutCount == 88)
    }
}
