import SMP

/// Brings an image onto a terminal: upload, comparison of hashes, a start on trial, and the word that it stays.
///
/// At every moment the terminal starts the old image or the new one. A run that was broken off is taken up by the next one.
public final class FlashRun {
    /// What happens.
    public enum Event: Sendable {
        /// The terminal has more of the image.
        case uploading(ManagementClient.UploadProgress)
        /// The port or the terminal is gone; it is waited for.
        case waiting(ManagementError)
        /// It is there again.
        case back
        /// The slot holds the image, by its hash.
        case held
        /// The terminal restarts into the image.
        case restarting
        /// The image runs, on trial.
        case onTrial(TerminalIdentity)
        /// The image stays.
        case confirmed
    }

    private let client: ManagementClient
    private let plan: FlashPlan
    /// How long a terminal or port that went away is waited for.
    private let absence: Duration
    private let report: (Event) -> Void

    /// A run.
    public init(
        _ client: ManagementClient, _ plan: FlashPlan, absence: Duration, report: @escaping (Event) -> Void
    ) {
        self.client = client
        self.plan = plan
        self.absence = absence
        self.report = report
    }

    private var hash: [UInt8] { plan.file.manifest.hash }

    /// Sends the image, when the terminal does not have it yet.
    ///
    /// - Throws: `ManagementError`.
    public func upload() throws(ManagementError) {
        if plan.steps.contains(.upload) {
            var limit: ContinuousClock.Instant?
            while true {
                do throws(ManagementError) {
                    try client.upload(plan.file) { progress in
                        limit = nil
                        report(.uploading(progress))
                    }
                    break
                } catch {
                    guard error.mayPass, absence > .zero else { throw error }
                    // A line on which nothing more arrives between two failures is not tried for ever.
                    let end = limit ?? .now + absence
                    guard .now < end else { throw error }
                    limit = end
                    report(.waiting(error))
                    try client.reconnect(until: end)
                    report(.back)
                }
            }
        }
        guard try client.ask(ImageStateRequest()).images.contains(where: { $0.hash == hash && $0.isBootable }) else {
            throw ManagementError(
                .check("no slot holds the image with the hash of the file, ready to start", next: "flash it again"),
                path: client.path, request: UploadRequest.place.words)
        }
        report(.held)
    }

    /// Restarts the terminal into the image, on trial, and waits until it runs.
    ///
    /// - Returns: Settings that are other ones than before.
    /// - Throws: `ManagementError`; of kind `check` when another image came up.
    @discardableResult
    public func test() throws(ManagementError) -> [SettingsDifference] {
        if plan.steps.contains(.test) {
            _ = try client.ask(SetImageStateRequest(hash: hash, isConfirmed: false))
            report(.restarting)
            let identity = try client.restart(within: absence)
            guard try client.runningHash() == hash else {
                throw ManagementError(
                    .check(
                        "image \(plan.file.version) did not come up; the old one runs",
                        next: "read the terminal's log: `tillbench terminal log`"),
                    path: client.path, request: ResetRequest.place.words)
            }
            report(.onTrial(identity))
        }
        return plan.isTerminal ? SettingsDifference.between(plan.settings, try client.allSettings()) : []
    }

    /// Lets the image stay.
    public func confirm() throws(ManagementError) {
        try client.confirm()
        report(.confirmed)
    }
}

extension ManagementClient {
    /// Hash of the image that runs; nil in recovery.
    public func runningHash() throws(ManagementError) -> [UInt8]? {
        try ask(ImageStateRequest()).images.first { $0.isActive }?.hash
    }

    /// Lets the image that runs stay.
    public func confirm() throws(ManagementError) {
        let images = try ask(SetImageStateRequest(hash: nil, isConfirmed: true)).images
        guard images.contains(where: { $0.isActive && $0.isConfirmed }) else {
            throw ManagementError(
                .check("the image that runs is not confirmed", next: "confirm it again before the next start"),
                path: path, request: SetImageStateRequest.place.words)
        }
    }

    /// Restarts the terminal, and waits until it answers after the restart.
    ///
    /// - Parameter limit: How long that may take.
    /// - Throws: `ManagementError`.
    public func restart(within limit: Duration) throws(ManagementError) -> TerminalIdentity {
        let known = try askIfKnown(IdentityRequest())
        guard let before = known?.bootCount else { return try restartUnseen(within: limit) }
        let end = ContinuousClock.now + max(limit, .seconds(5))
        do throws(ManagementError) { _ = try ask(ResetRequest()) } catch {
            // The answer may be lost with the restart itself; whether it happened is seen by the count of starts.
            guard error.mayPass else { throw error }
        }
        while true {
            var failure: ManagementError?
            do throws(ManagementError) {
                let identity = try ask(IdentityRequest(), within: .milliseconds(500), tries: 1)
                if identity.bootCount != before { return identity }
            } catch {
                guard error.mayPass else { throw error }
                failure = error
            }
            guard .now < end else {
                throw failure ?? ManagementError(.silent, path: path, request: ResetRequest.place.words)
            }
            if case .port? = failure?.kind { try reconnect(until: end) }
            try pause(.milliseconds(50), ResetRequest.place)
        }
    }
}

extension ManagementClient {
    /// Restarts a board that counts no starts: it is there again when it answers an echo some time after it was told to.
    private func restartUnseen(within limit: Duration) throws(ManagementError) -> TerminalIdentity {
        let end = ContinuousClock.now + max(limit, .seconds(5))
        do throws(ManagementError) { _ = try ask(ResetRequest()) } catch {
            guard error.mayPass else { throw error }
        }
        // Such boards answer first, and restart a moment later.
        try pause(.seconds(1), ResetRequest.place)
        try reconnect(until: end)
        return try identity()
    }

    /// What the slots hold.
    public func slots() throws(ManagementError) -> [TerminalInformation.Image] {
        try ask(ImageStateRequest()).images.map { TerminalInformation.Image($0) }
    }
}
