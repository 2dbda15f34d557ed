import BenchSupport
import Foundation
public import ISO8583
import Yams

/// Dialects as YAML files: tables that people write and change without a compiler.
///
/// The format is described in this module's documentation. A file is checked when it is loaded, and all of its mistakes
/// are said together, each with line and column: a table is never checked again while messages are read.
public enum DialectFile {
    /// Reads a dialect from a text.
    ///
    /// - Parameters:
    ///   - yaml: The text, at most 1 MiB.
    ///   - name: What the text is called in errors, for example its file name.
    ///   - folder: Where a file named by `extends` is looked for; nil when only built-in dialects can be extended.
    /// - Throws: `DialectFileError` with all mistakes of the text.
    public static func load(
        _ yaml: String, name: String, folder: String? = nil
    ) throws(DialectFileError) -> Dialect {
        try load(yaml, name: name, folder: folder, within: [])
    }

    /// Reads a dialect from a file.
    ///
    /// - Parameter path: Path of the file; files that it extends are looked for beside it.
    /// - Throws: `DialectFileError` with all mistakes of the file, also when it cannot be read.
    public static func load(path: String) throws(DialectFileError) -> Dialect {
        try load(path: path, within: [])
    }

    /// Writes a dialect as YAML that loads to an equal dialect.
    public static func write(_ dialect: Dialect) -> String { DialectWriter(dialect).text() }

    // MARK: Files that extend files

    /// The longest chain of files that extend each other.
    static let longestChain = 8

    private static func load(path: String, within chain: [String]) throws(DialectFileError) -> Dialect {
        let text = try TextFile.read(path)
        let url = URL(fileURLWithPath: path).standardizedFileURL
        return try load(text, name: path, folder: url.deletingLastPathComponent().path, within: chain + [url.path])
    }

    private static func load(
        _ yaml: String, name: String, folder: String?, within chain: [String]
    ) throws(DialectFileError) -> Dialect {
        let log = ProblemLog(file: name)
        var dialect: Dialect?
        if let root = YAMLSource.root(yaml, log) {
            let reader = NodeReader(log: log)
            dialect = DialectReader(reader: reader) { node in
                base(node, reader, folder: folder, within: chain)
            }.dialect(root)
        }
        if let error = log.error { throw error }
        guard let dialect else {
            throw DialectFileError(DialectProblem(file: name, what: "the file describes no dialect"))
        }
        return dialect
    }

    private static func base(_ node: Node, _ reader: NodeReader, folder: String?, within chain: [String]) -> Dialect? {
        guard let named = reader.text(node, "`extends`") else { return nil }
        if let builtIn = DialectLibrary.builtIn.first(where: { $0.id == named }) { return builtIn }
        guard let folder, named.hasSuffix(".yaml") || named.hasSuffix(".yml") else {
            reader.log.add(
                node.place, "there is no dialect \(reader.quoted(node)) to extend",
                next: "built-in dialects are " + DialectLibrary.builtIn.map(\.id).joined(separator: ", ")
                    + "; a file is named by its path, which ends in .yaml")
            return nil
        }
        let path = URL(fileURLWithPath: named, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
            .standardizedFileURL.path
        guard !chain.contains(path), chain.count < longestChain else {
            reader.log.add(
                node.place, "\(reader.quoted(node)) cannot be extended",
                why: chain.contains(path)
                    ? "it extends this file" : "more than \(longestChain) files extend each other",
                next: "let one of the files stand on its own")
            return nil
        }
        do {
            return try load(path: path, within: chain)
        } catch {
            reader.log.add(node.place, "\(reader.quoted(node)) cannot be extended", why: "it has mistakes of its own")
            reader.log.add(error.problems)
            return nil
        }
    }
}

/// Reads text files of limited size.
enum TextFile {
    static func read(_ path: String) throws(DialectFileError) -> String {
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try handle.read(upToCount: YAMLSource.mostBytes + 1) ?? Data()
        } catch {
            throw DialectFileError(
                DialectProblem(
                    file: path, what: "cannot be read", why: FileReason.of(error, at: path), next: "check the path"))
        }
        guard data.count <= YAMLSource.mostBytes else {
            throw DialectFileError(
                DialectProblem(
                    file: path, what: "the file is too large",
                    why: "a file of at most \(YAMLSource.mostBytes) bytes is read", next: "check the path"))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw DialectFileError(
                DialectProblem(file: path, what: "the file is no text in UTF-8", next: "save it as UTF-8"))
        }
        return text
    }
}
