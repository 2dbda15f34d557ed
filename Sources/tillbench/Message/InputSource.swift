import BenchSupport
import Foundation
import MessageTool

/// Where bytes come from that people name: a file, digits on the command line, or standard input.
enum InputSource {
    /// Bytes of a file, of `-` (standard input), or of the argument itself when it is hexadecimal digits.
    ///
    /// - Parameter argument: nil for standard input, when something is piped in.
    static func load(_ argument: String?) throws -> [UInt8] {
        guard let argument, argument != "-" else {
            guard argument == "-" || isatty(FileHandle.standardInput.fileDescriptor) == 0 else {
                throw MessageToolError(
                    "there is no input", why: "none is named, and nothing is piped in",
                    next: "name a file, give hexadecimal digits, or pipe something in")
            }
            return try limited(FileHandle.standardInput, "standard input")
        }
        if FileManager.default.fileExists(atPath: argument) { return try file(argument) }
        let digits = argument.utf8.filter { Character(UnicodeScalar($0)).isHexDigit }
        guard digits.count >= 20, digits.count * 3 >= argument.utf8.count else {
            throw MessageToolError(
                "there is no file \"\(TypedText.shown(argument, most: 80))\"",
                why: "and it is no message in hexadecimal digits either",
                next: "name a file, give hexadecimal digits, or pipe something in")
        }
        return [UInt8](argument.utf8)
    }

    /// Bytes of a file.
    static func file(_ path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw MessageToolError(
                "\(path) cannot be read", why: isThere ? "permission is missing" : "there is no such file",
                next: "name another file")
        }
        var isFolder: ObjCBool = false
        guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
            throw MessageToolError("\(path) cannot be read", why: "it is a folder", next: "name a file in it")
        }
        return try limited(file, path)
    }

    private static func limited(_ file: FileHandle, _ name: String) throws -> [UInt8] {
        var data = Data()
        do {
            while data.count <= InputReader.mostBytes, let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
                data += part
            }
        } catch {
            throw MessageToolError(
                "\(name) cannot be read", why: FileReason.of(error, at: name), next: "name another file")
        }
        guard data.count <= InputReader.mostBytes else { throw InputReader.tooLarge }
        return [UInt8](data)
    }
}
