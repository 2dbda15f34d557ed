import DialectFiles
import ISO8583

extension FuzzTarget {
    /// Files of dialects: YAML, moov specs, jPOS packagers, by the first byte. What loads is written as YAML that loads.
    static let dialectFile = FuzzTarget(name: "dialect-file") { bytes in
        guard let (form, rest) = choose(bytes, from: [0, 1, 2]) else { return nil }
        let text = String(decoding: rest, as: UTF8.self)
        let dialect: Dialect
        do throws(DialectFileError) {
            switch form {
            case 0: dialect = try DialectFile.load(text, name: "fuzz")
            case 1: dialect = try MoovSpec.import(json: text).dialect
            default: dialect = try JPOSPackager.import(xml: text).dialect
            }
        } catch {
            return error.description.isEmpty ? "an error that says nothing" : nil
        }
        do throws(DialectFileError) {
            let again = try DialectFile.load(DialectFile.write(dialect), name: "again")
            return again.fields == dialect.fields ? nil : "other fields come back"
        } catch {
            return "what was loaded is written as a file that does not load"
        }
    }
}
