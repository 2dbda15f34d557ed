import Testing

@testable import FuzzTargets

@Suite("What fuzzing kept")
struct FuzzCorpusTests {
    @Test("every target leaves everything true for every input that was kept", arguments: FuzzTarget.all.map(\.name))
    func corpus(_ name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let inputs = try FuzzCorpus.inputs(name)
        #expect(!inputs.isEmpty)
        for input in inputs { #expect(target.problem(input.bytes) == nil, "\(input.name)") }
    }
}
