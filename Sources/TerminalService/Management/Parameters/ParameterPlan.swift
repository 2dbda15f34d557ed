public import SMP

/// What loading settings would change on a terminal, and what stands in its way. Nothing is changed to find out.
public struct ParameterPlan: Sendable {
    /// The terminal.
    public let terminal: TerminalIdentity
    /// How its money stands.
    public let batch: BatchState
    /// Its settings as they are.
    public let before: [AllSettings.Setting]
    /// What would change, in the order of the file.
    public let changes: [SettingsDifference]
    /// Settings that this terminal does not have.
    public let unknown: [String]

    /// Asks a terminal what it needs to know.
    ///
    /// - Parameters:
    ///   - wanted: Settings as they shall be; others stay as they are.
    ///   - client: The terminal.
    /// - Throws: `ManagementError`.
    public init(_ wanted: [AllSettings.Setting], for client: ManagementClient) throws(ManagementError) {
        terminal = try client.ask(IdentityRequest())
        batch = try client.ask(BatchStateRequest())
        let before = try client.allSettings()
        self.before = before
        func value(_ name: String) -> String? { before.first { $0.name == name }?.value }
        unknown = wanted.map(\.name).filter { value($0) == nil }
        changes = wanted.compactMap { setting in
            guard let old = value(setting.name), old != setting.value else { return nil }
            return SettingsDifference(name: setting.name, before: old, after: setting.value)
        }
    }

    /// Changes by which the host would take the terminal for another one.
    public var guarded: [String] { changes.map(\.name).filter(GuardedSettings.holds) }

    /// True when money is open and the host would take the terminal for another one.
    public var isRefused: Bool { !batch.stake.next.isEmpty && !guarded.isEmpty }

    /// The first thing that stands in the way, as the error with which loading ends.
    ///
    /// - Throws: `ManagementError`.
    public func checkObstacles(_ path: String) throws(ManagementError) {
        if let name = unknown.first {
            throw ManagementError(
                .check(
                    "the terminal has no setting \(name)"
                        + (unknown.count > 1 ? ", and \(unknown.count - 1) more" : ""),
                    next: "see `tillbench params show \(path)`; nothing was changed"),
                path: path, request: WriteSettingRequest.place.words)
        }
        guard isRefused else { return }
        throw ManagementError(
            .moneyAtStake(batch.stake, reason: "the terminal's guard: " + guarded.joined(separator: ", ")), path: path,
            request: "changing who the terminal is")
    }
}

extension ManagementClient {
    /// Writes what a plan changes, all of it or nothing, and compares what the terminal holds then.
    ///
    /// - Returns: Settings that are other ones than before.
    /// - Throws: `ManagementError`; of kind `check` when they are not those of the plan.
    public func load(_ plan: ParameterPlan) throws(ManagementError) -> [SettingsDifference] {
        guard !plan.changes.isEmpty else { return [] }
        // What another program wrote and did not commit is not ours to commit.
        _ = try ask(LoadSettingsRequest())
        for change in plan.changes {
            _ = try ask(WriteSettingRequest(name: change.name, value: [UInt8]((change.after ?? "").utf8)))
        }
        _ = try ask(CommitSettingsRequest())
        // The firmware starts anew with them, and does not answer meanwhile.
        let changed = SettingsDifference.between(plan.before, try allSettings())
        let wanted = plan.changes.sorted { $0.name < $1.name }
        guard changed == wanted else {
            let wrong = wanted.filter { !changed.contains($0) } + changed.filter { !wanted.contains($0) }
            throw ManagementError(
                .check(
                    "settings are not as they were written: " + Set(wrong.map(\.name)).sorted().joined(separator: ", "),
                    next: "compare them with `tillbench params diff`"),
                path: path, request: CommitSettingsRequest.place.words)
        }
        return changed
    }
}
