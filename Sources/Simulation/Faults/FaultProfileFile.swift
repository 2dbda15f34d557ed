import BenchSupport
import Foundation
import Yams

/// A profile that cannot be used.
public struct FaultProfileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// File name.
    public let origin: String
    /// Line, from 1, where known.
    public let line: Int?
    /// What is wrong, and what would be right.
    public let what: String

    /// File, line, what.
    public var description: String { origin + (line.map { ":\($0)" } ?? "") + ": " + what }
}

extension FaultProfile {
    /// The profile that a command line names: a built-in one, or a YAML file.
    ///
    /// ```yaml
    /// name: a bad line
    /// like: shop              # optional: the rates of a built-in profile, unless named below
    /// faults:
    ///   byte-lost: 0.02       # chance at each opportunity, 0 to 1
    ///   response-lost: 0.1
    /// ```
    ///
    /// - Throws: `FaultProfileError` with the line.
    public static func named(_ name: String) throws(FaultProfileError) -> FaultProfile {
        if let known = all.first(where: { $0.name == name }) { return known }
        let text: String
        do { text = try String(contentsOfFile: name, encoding: .utf8) } catch {
            let known = all.map(\.name).joined(separator: ", ")
            throw FaultProfileError(
                origin: name, line: nil,
                what: "neither a profile (\(known)) nor a file that can be read: \(FileReason.of(error, at: name))")
        }
        return try parse(text, origin: name)
    }

    /// Reads a profile.
    ///
    /// - Throws: `FaultProfileError` with the line.
    public static func parse(_ text: String, origin: String) throws(FaultProfileError) -> FaultProfile {
        func failed(_ node: Node?, _ what: String) -> FaultProfileError {
            FaultProfileError(origin: origin, line: node?.mark?.line, what: what)
        }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch { throw syntax(error, origin) }
        guard let mapping = root?.mapping else { throw failed(root, "a profile is a mapping with name and faults") }
        var profile = FaultProfile(name: "")
        if let like = mapping["like"] {
            guard let known = all.first(where: { $0.name == like.string }) else {
                throw failed(like, "no built-in profile has this name: calm, shop, harsh")
            }
            profile = known
        }
        for (key, value) in mapping {
            switch key.string {
            case "like": break
            case "name": profile.name = value.string ?? ""
            case "faults":
                guard let faults = value.mapping else { throw failed(value, "`faults` is a mapping of names to rates") }
                for (name, rate) in faults {
                    guard let kind = FaultKind(name: name.string ?? "") else {
                        throw failed(
                            name,
                            "no fault \"\(name.string ?? "?")\"; faults are "
                                + FaultKind.allCases.map(\.name).joined(separator: ", "))
                    }
                    guard let chance = rate.float, (0...1).contains(chance) else {
                        throw failed(rate, "the rate of \(kind.name) is a number from 0 to 1")
                    }
                    // Rates are counted in millionths: a smaller one would never strike, and nobody would know.
                    guard chance == 0 || chance >= 1e-6 else {
                        throw failed(rate, "the rate of \(kind.name) is 0, or 0.000001 and more")
                    }
                    profile[kind] = Int((chance * 1_000_000).rounded())
                }
            default:
                throw failed(key, "unknown key \"\(key.string ?? "?")\"; a profile has name, like and faults")
            }
        }
        guard !profile.name.isEmpty else { throw failed(root, "a profile needs a name") }
        return profile
    }

    /// What the YAML parser says, with its line.
    private static func syntax(_ error: any Error, _ origin: String) -> FaultProfileError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
            .composer(_, let problem, let mark, _)?:
            FaultProfileError(origin: origin, line: mark.line, what: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context)?:
            FaultProfileError(
                origin: origin, line: context.mark.line,
                what: "\(keys.map { "\"\($0)\"" }.joined(separator: ", ")): twice in one mapping")
        case .reader(let problem, _, _, _)?:
            FaultProfileError(origin: origin, line: nil, what: "not YAML: \(problem); save the file as UTF-8")
        default: FaultProfileError(origin: origin, line: nil, what: "not YAML: \(error)")
        }
    }
}
