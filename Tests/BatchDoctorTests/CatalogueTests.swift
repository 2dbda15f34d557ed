import BatchDoctor
import Settlement
import StuckShops
import Testing

extension StuckCase: CustomTestStringConvertible {
    package var testDescription: String { description }
}

@Suite("The causes of a stuck batch")
struct CatalogueTests {
    @Test("is found with flash, ledger and capture, and nothing else is", arguments: StuckCase.single)
    func found(_ stuck: StuckCase) throws {
        let whole = try stuck.evidence(seed: 7)
        let diagnosis = Diagnosis(whole)
        let causes = diagnosis.findings.map(\.cause)
        #expect(causes.contains(stuck.causes[0]), "found \(causes)")
        #expect(Set(causes).subtracting(stuck.also).subtracting(stuck.causes).isEmpty, "found \(causes)")
        for finding in diagnosis.findings {
            #expect(!finding.evidence.isEmpty)
            for line in finding.evidence {
                #expect(!line.says.english.isEmpty && !line.says.chinese.isEmpty && !line.place.isEmpty)
            }
        }
        onlyWhatIsSo(stuck, Evidence(now: whole.now, terminal: whole.terminal), "flash alone")
        onlyWhatIsSo(stuck, Evidence(now: whole.now, host: whole.host), "ledger alone")
        onlyWhatIsSo(stuck, Evidence(now: whole.now, wire: whole.wire), "capture alone")
        onlyWhatIsSo(stuck, Evidence(now: whole.now, terminal: whole.terminal, host: whole.host), "flash and ledger")
    }

    /// With fewer sources the cause may stay unknown; another one is at most supposed, with what would decide.
    private func onlyWhatIsSo(_ stuck: StuckCase, _ evidence: Evidence, _ sources: String) {
        let diagnosis = Diagnosis(evidence)
        for finding in diagnosis.findings where !stuck.also.union(stuck.causes).contains(finding.cause) {
            #expect(
                finding.confidence < .certain && !finding.wouldDecide.isEmpty,
                "\(sources): \(finding.cause.rawValue) is said, \(finding.confidence)")
        }
        for finding in diagnosis.findings {
            #expect(
                finding.wouldDecide.allSatisfy { diagnosis.missing.contains($0) },
                "\(sources): \(finding.cause.rawValue) wants what is there")
        }
    }

    @Test("two causes at once are listed in the order to treat them", arguments: StuckCase.mixtures)
    func mixtures(_ stuck: StuckCase) throws {
        let found = Diagnosis(try stuck.evidence(seed: 11)).findings.map(\.cause)
        #expect(found.filter { stuck.causes.contains($0) } == stuck.causes, "found \(found)")
        #expect(Set(found).subtracting(stuck.also).subtracting(stuck.causes).isEmpty, "found \(found)")
    }

    @Test("every cause of the catalogue has a fixture in both dialects, and the same seed gives the same evidence")
    func complete() throws {
        for style in [SettlementStyle.unionPay, .hypercom] {
            let driven = Set(StuckCase.single.filter { $0.style == style }.map { $0.causes[0] })
            #expect(driven == Set(Cause.allCases))
        }
        let stuck = try #require(StuckCase.single.first)
        #expect(try stuck.evidence(seed: 3) == stuck.evidence(seed: 3))
        #expect(try stuck.evidence(seed: 3) != stuck.evidence(seed: 4))
    }

    @Test("every cause has a number of its own, a step, and what must not be done, in both languages")
    func catalogue() {
        #expect(Set(Cause.allCases.map(\.facts.number)).count == Cause.allCases.count)
        #expect(Cause.allCases.map(\.facts.number).sorted() == Array(1...Cause.allCases.count))
        for cause in Cause.allCases {
            for text in [cause.facts.title, cause.facts.meaning, cause.facts.nextStep, cause.facts.never] {
                #expect(!text.english.isEmpty && text.chinese.unicodeScalars.contains { $0.value >= 0x4E00 })
            }
        }
    }
}
