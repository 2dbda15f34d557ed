import DialectFiles
import ISO8583
import Testing
import TestSupport

@Suite("Vectors through every kind of file")
struct VectorTests {
    @Test("a file of each kind reads every message to its values and writes it back", arguments: Fixtures.specs)
    func vectors(_ spec: String) throws {
        let vectors = try Fixtures.vectors().filter { $0.spec == spec }
        #expect(!vectors.isEmpty)
        for ending in ["yaml", "json", "xml"] {
            let dialect = try DialectLibrary.find(Fixtures.folder + "/" + spec + "." + ending).dialect
            #expect(dialect.id == spec)
            for vector in vectors {
                let input = bytes(vector.hex)
                let message = try dialect.decode(input)
                #expect(message.mti.description == vector.mti)
                let expected = vector.contents()
                #expect(message.fields == expected.keys.sorted(), "\(vector.name) in \(ending)")
                for (field, content) in expected {
                    #expect(message[bytes: field] == content, "field \(field) of \(vector.name) in \(ending)")
                }
                #expect(try dialect.encode(message) == input)
                // From the values alone, not from how the bytes were read.
                var built = Message(message.mti)
                for (field, content) in expected { built[bytes: field] = content }
                #expect(try dialect.encode(built) == input, "\(vector.name) in \(ending)")
            }
        }
    }

    @Test("what is imported is written as YAML that loads to the same dialect", arguments: Fixtures.specs)
    func exported(_ spec: String) throws {
        for ending in ["yaml", "json", "xml"] {
            let dialect = try DialectLibrary.find(Fixtures.folder + "/" + spec + "." + ending).dialect
            let text = DialectFile.write(dialect)
            let loaded = try DialectFile.load(text, name: "written")
            #expect(differences(dialect, loaded) == [], "\(spec) from \(ending)")
            #expect(DialectFile.write(loaded) == text)
        }
    }
}
