import DialectFiles
import Testing

/// The problems of a text as `line: what`, or nothing when it loads.
func problems(_ yaml: String, folder: String? = nil) -> [String] {
    do throws(DialectFileError) {
        _ = try DialectFile.load(yaml, name: "test.yaml", folder: folder)
        return []
    } catch {
        return lines(error)
    }
}

/// The problems of an error as `line: what`.
func lines(_ error: DialectFileError) -> [String] { error.problems.map { "\($0.line ?? 0): \($0.what)" } }

/// A heading of four lines, then these fields from line 6.
func dialect(_ rest: String, type: String = "ascii", heading: String = "") -> String {
    "id: test\nname: Test\ntype: \(type)\nbitmap: binary\n\(heading)fields:\n" + rest
}
