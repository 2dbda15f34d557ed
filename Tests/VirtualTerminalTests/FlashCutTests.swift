import FlashStore
import Testing

@testable import VirtualTerminal

@Suite("A power cut at an exact flash operation")
struct FlashCutTests {
    private static let geometry = FlashGeometry(sectorSize: 64, sectorCount: 2)

    /// What a memory flash holds after the cut, which is the measure of all of them.
    private func memory(_ point: MemoryFlash.CutPoint, erases: Bool) throws -> (old: [UInt8], after: [UInt8]) {
        var flash = MemoryFlash(geometry: FlashCutTests.geometry)
        try flash.program(at: 0, FlashCutTests.content)
        let old = flash.bytes
        flash.cutPower(at: 2, point)
        do {
            if erases { try flash.erase(sector: 0) } else { try flash.program(at: 0, FlashCutTests.fewer) }
            Issue.record("the power held")
        } catch { #expect(error == .powerLost) }
        return (old, flash.bytes)
    }

    private static let content: [UInt8] = (0..<64).map { 0xFF - $0 }
    private static let fewer: [UInt8] = content.enumerated().map { $0.element & ($0.offset % 3 == 0 ? 0x5A : 0xF0) }

    @Test("leaves what the same cut leaves of a flash in memory, in every form, of programs and of erases")
    func sameAsMemory() throws {
        for erases in [false, true] {
            var points: [(MemoryFlash.CutPoint, FlashCut.Form)] = [(.before, .before), (.after, .after)]
            for seed in UInt64(0)..<40 {
                let torn = MemoryFlash.torn(seed: seed, operation: 2, wordCount: 16)
                points.append((.torn(seed: seed), .torn(words: torn.words, mask: torn.mask)))
            }
            for (point, form) in points {
                let (old, after) = try memory(point, erases: erases)
                let new = erases ? [UInt8](repeating: 0xFF, count: 64) : FlashCutTests.fewer
                let image = FlashCut(operation: 2, form: form).image(
                    old: [UInt8](old.prefix(64)), new: new, isErase: erases)
                #expect(image == [UInt8](after.prefix(64)), "\(form), erase \(erases)")
            }
        }
    }

    @Test("has a text, and nothing else is taken")
    func texts() {
        for text in ["57:before", "1:torn:3:129", "9:after"] { #expect(FlashCut(text)?.description == text) }
        for text in ["0:before", "57", "57:torn", "57:torn:3:256", "57:torn:-1:3", "57:before:1", "x:after"] {
            #expect(FlashCut(text) == nil, "\(text)")
        }
    }
}
