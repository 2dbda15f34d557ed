import Bootloader
import SMP

/// What flashing an image would do to a terminal, and what stands in its way. Nothing is changed to find out.
public struct FlashPlan: Sendable {
    /// What is done, in order.
    public enum Step: String, Codable, Equatable, Sendable {
        /// The image is sent into slot 1, from where an earlier upload of it stopped.
        case upload
        /// The terminal is restarted into it, on trial.
        case test
        /// It is let stay.
        case confirm
    }

    /// What stands in the way.
    public enum Obstacle: Equatable, Sendable {
        /// The image is not for this terminal.
        case image(ImageError)
        /// Money is not settled.
        case money(MoneyAtStake)
        /// Another image is on trial, or waits for the next start: its version.
        case otherImage(version: String, isOnTrial: Bool)
    }

    /// The terminal.
    public let terminal: TerminalIdentity
    /// What its slots hold.
    public let images: [ImageState]
    /// Its settings.
    public let settings: [AllSettings.Setting]
    /// How its money stands.
    public let batch: BatchState
    /// The image.
    public let file: ImageFile
    /// What is done; empty when the image runs and stays already.
    public let steps: [Step]
    /// What stands in the way of the first step, the worst first.
    public let obstacles: [Obstacle]
    /// Bytes a second that the line can carry of an image, at best.
    public let bestRate: Int

    /// Asks a terminal what it needs to know.
    ///
    /// - Throws: `ManagementError`.
    public init(_ file: ImageFile, for client: ManagementClient) throws(ManagementError) {
        self.file = file
        terminal = try client.identity()
        images = try client.ask(ImageStateRequest()).images
        // A board that is no payment terminal has no batch and no settings of a shop.
        let isTerminal = !terminal.serial.isEmpty
        batch = try isTerminal ? client.ask(BatchStateRequest()) : .none
        settings = try isTerminal ? client.allSettings() : []
        steps = FlashPlan.steps(file, images)
        var obstacles: [Obstacle] = []
        if isTerminal, let problem = file.problem(for: terminal) { obstacles.append(.image(problem)) }
        // A confirmation moves nothing. In recovery nothing could be settled: there the terminal's guard stands aside.
        let isMoving = !steps.isEmpty && steps != [.confirm]
        if isMoving, images.contains(where: { $0.isActive && $0.isBootable }) {
            // A step that is written in the terminal's answer is a thing that is open.
            if !batch.stake.next.isEmpty { obstacles.append(.money(batch.stake)) }
            for image in images where image.hash != file.manifest.hash {
                if image.isPending { obstacles.append(.otherImage(version: image.version, isOnTrial: false)) }
                if image.isActive, !image.isConfirmed {
                    obstacles.append(.otherImage(version: image.version, isOnTrial: true))
                }
            }
        }
        self.obstacles = obstacles
        let packet = 4092
        bestRate =
            client.options.settings.baud / 10 * (packet - 60) / ConsoleFraming.byteCount(packet: packet)
    }

    /// True for a payment terminal; false for a board that speaks the protocol and knows nothing of payment.
    public var isTerminal: Bool { !terminal.serial.isEmpty }

    /// The image that runs; nil in recovery, where none may.
    public var running: ImageState? { images.first { $0.isActive && $0.isBootable } }

    static func steps(_ file: ImageFile, _ images: [ImageState]) -> [Step] {
        guard let held = images.first(where: { $0.hash == file.manifest.hash && $0.isBootable }) else {
            return [.upload, .test, .confirm]
        }
        if held.isActive { return held.isConfirmed ? [] : [.confirm] }
        return [.test, .confirm]
    }

    /// The first thing that stands in the way, as the error with which flashing ends.
    ///
    /// - Throws: `ImageFileError` for an image that is not for this terminal, else `ManagementError`.
    public func checkObstacles(_ path: String) throws {
        switch obstacles.first {
        case nil: return
        case .image(let error):
            let wanted =
                if case .downgrade(_, let reached) = error {
                    "whose security counter is \(reached) or more"
                } else { "for \(terminal.board)" }
            throw ImageFileError(
                path: file.path, why: error.description, next: "nothing was sent; use an image \(wanted)")
        case .money(let stake):
            throw ManagementError(
                .moneyAtStake(stake, reason: "the terminal's guard"), path: path, request: "an update")
        case .otherImage(let version, let isOnTrial):
            throw ManagementError(
                .check(
                    isOnTrial ? "image \(version) is on trial" : "image \(version) waits for the next start",
                    next: "end that first: `tillbench flash confirm`, or `tillbench flash rollback`"),
                path: path, request: "an update")
        }
    }
}

extension ManagementClient {
    /// Settings that a terminal may have: a list that grows while it is read has an end all the same.
    private static let mostSettings = 4096

    /// All settings of the terminal.
    public func allSettings() throws(ManagementError) -> [AllSettings.Setting] {
        var settings: [AllSettings.Setting] = []
        while true {
            let page = try ask(AllSettingsRequest(first: settings.count))
            settings += page.settings
            guard settings.count < page.total, !page.settings.isEmpty else { return settings }
            guard settings.count < ManagementClient.mostSettings else {
                throw ManagementError(
                    .garbled("it tells \(settings.count) settings and more"), path: path,
                    request: AllSettingsRequest.place.words)
            }
        }
    }
}

extension BatchState {
    /// No money: what a board has that is no payment terminal.
    fileprivate static var none: BatchState {
        BatchState(
            stake: MoneyAtStake(
                batch: 0, records: 0, minorUnits: 0, currency: 0, reversals: 0, advices: 0, isClosing: false, next: ""),
            approved: 0, oldest: nil, age: nil, isOverdue: false, isSignedOn: false)
    }
}
