import ArgumentParser
import Foundation
import SMP
import TerminalService
import VirtualTerminal

struct FlashVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compare what a terminal holds with an image; exit code 1 when it differs.")

    @Argument(help: "The image.") var image: String
    @OptionGroup var target: OnePort
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let file = try ImageFile(path: image)
        let client = try target.client()
        // The terminal hashes both slots for this answer.
        let slots = try client.slots()
        let held = slots.filter { $0.hash == file.hash }
        if json {
            try Talk.json(Report(isHeld: !held.isEmpty, slots: held))
        } else {
            for slot in held { Talk.say("slot \(slot.slot) holds \(slot.version): \(slot.state), \(slot.hash)") }
        }
        guard held.isEmpty else { return }
        throw BenchError(
            .check, "no slot holds \(file.version) with the hash \(file.hash)",
            why: slots.map { "slot \($0.slot) holds \($0.version), \($0.hash)" }.joined(separator: "; "),
            next: "flash it with `tillbench flash write`")
    }

    private struct Report: Encodable {
        let schema = 1
        let isHeld: Bool
        let slots: [TerminalInformation.Image]
    }
}

struct FlashConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Let the image that runs on trial stay.")

    @Argument(help: "The image that must run. Default: whichever runs.") var image: String?
    @OptionGroup var target: OnePort

    func run() throws {
        let file = try image.map { path throws(ImageFileError) in try ImageFile(path: path) }
        let client = try target.client()
        if let file, file.hash != (try client.slots().first { $0.slot == 0 }?.hash) {
            throw BenchError(
                .check, "another image than \(file.version) runs", why: "its hash differs from the file's",
                next: "see `tillbench flash info --port \(target.port)`")
        }
        try client.confirm()
        for slot in try client.slots() where slot.slot == 0 { Talk.say("\(slot.version) stays") }
    }
}

struct FlashRollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Go back to the other image that the terminal holds.",
        discussion: """
            An image on trial is given up by a restart. One that was confirmed is followed by the one in slot 1, which is \
            tried and confirmed; a terminal takes none whose security counter is below the one that it has reached.
            """)

    @OptionGroup var target: OnePort
    @Option(help: "How long a restart may take, in seconds.") var wait = 60
    @Flag(help: "Do it: the terminal restarts into another firmware.") var yes = false

    func run() throws {
        let client = try target.client()
        let images = try client.ask(ImageStateRequest()).images
        let running = images.first { $0.isActive }
        guard let other = images.first(where: { !$0.isActive && $0.isBootable }), let hash = other.hash else {
            throw BenchError(
                .check, "there is no image to go back to", why: "slot 1 holds none that may be started",
                next: "flash the one that you want")
        }
        let isOnTrial = running.map { !$0.isConfirmed } ?? false
        Talk.error("\(running?.version ?? "no image") -> \(other.version)" + (isOnTrial ? ", ending its trial" : ""))
        guard yes else { throw FlashRollback.isNotAsked }
        if !isOnTrial { _ = try client.ask(SetImageStateRequest(hash: hash, isConfirmed: false)) }
        _ = try client.restart(within: .seconds(wait))
        guard try client.runningHash() == hash else {
            throw BenchError(
                .check, "\(other.version) did not come up", why: "the terminal started another image",
                next: "see `tillbench terminal info \(target.port)`")
        }
        if !isOnTrial { try client.confirm() }
        Talk.say("\(other.version) runs and stays")
    }

    private static let isNotAsked = BenchError(
        .file, "nothing was done", why: "the terminal would restart into another firmware",
        next: "add --yes when that is meant")
}

extension OnePort {
    /// The terminal at the port.
    func client() throws -> ManagementClient {
        try ManagementClient(opening: try ServicePort.path(port), service.options(try .atInterruption()))
    }
}
