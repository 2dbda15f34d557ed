import AcquirerHost
import BatchDoctor
import BatchEvidence
import FlashStore
import Settlement
import TerminalFirmware
import Testing

@testable import Simulation

/// One cause of the catalogue, and how a real terminal and a real host are driven into it.
struct StuckCase: CustomTestStringConvertible, Sendable {
    let cause: Cause
    let style: SettlementStyle
    /// Other causes that come with it by nature.
    var also: Set<Cause> = []
    let evidence: @Sendable () throws -> Evidence

    var testDescription: String { "\(cause.rawValue), \(style)" }

    init(
        _ cause: Cause, _ style: SettlementStyle, also: Set<Cause> = [],
        _ evidence: @escaping @Sendable () throws -> Evidence
    ) {
        self.cause = cause
        self.style = style
        self.also = also
        self.evidence = evidence
    }
}

@Suite("The causes of a stuck batch")
struct CatalogueTests {
    @Test("is found with the flash and the ledger, and nothing else is", arguments: StuckCases.all)
    func found(_ stuck: StuckCase) throws {
        let diagnosis = Diagnosis(try stuck.evidence())
        let causes = diagnosis.findings.map(\.cause)
        #expect(causes.contains(stuck.cause), "found \(causes)")
        #expect(Set(causes).subtracting(stuck.also).subtracting([stuck.cause]).isEmpty, "found \(causes)")
        for finding in diagnosis.findings {
            #expect(!finding.evidence.isEmpty)
            for line in finding.evidence {
                #expect(!line.says.english.isEmpty && !line.says.chinese.isEmpty && !line.place.isEmpty)
            }
        }
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
