import SMP

extension ManagementServer {
    /// Group 3. What is written counts when it is committed, all of it or nothing.
    mutating func settings(
        _ packet: Packet, _ terminal: inout some ManagedTerminal
    ) throws(Refusal) -> CBORMap {
        switch CommandPlace(packet.header) {
        case ReadSettingRequest.place:
            let request = try read(ReadSettingRequest.self, packet)
            let value = [UInt8](try value(of: request.name, terminal).utf8)
            if let largest = request.largest, value.count > largest {
                throw .general(ResponseCode.tooLarge, reason: "the value has \(value.count) bytes")
            }
            return SettingValue(value: value).map
        case WriteSettingRequest.place:
            let request = try read(WriteSettingRequest.self, packet)
            _ = try value(of: request.name, terminal)
            let text = String(decoding: request.value, as: UTF8.self)
            guard text.utf8.elementsEqual(request.value) else {
                throw .general(ResponseCode.invalid, reason: "a value is text in UTF-8")
            }
            try stage([SettingChange(name: request.name, value: text)], terminal)
            return CBORMap()
        case DeleteSettingRequest.place:
            let request = try read(DeleteSettingRequest.self, packet)
            try delete(request.name, terminal)
            return CBORMap()
        case CommitSettingsRequest.place, SaveSettingsRequest.place:
            try commit(&terminal)
            return CBORMap()
        case LoadSettingsRequest.place:
            staged = []
            return CBORMap()
        default: throw .unknown
        }
    }

    private func value(of name: String, _ terminal: some ManagedTerminal) throws(Refusal) -> String {
        for setting in terminal.settings() where setting.name.utf8.elementsEqual(name.utf8) { return setting.value }
        throw .group(
            MessageGroup.settings, code: SettingsCode.notFound.rawValue, reason: "there is no setting \(name)")
    }

    private mutating func delete(_ name: String, _ terminal: some ManagedTerminal) throws(Refusal) {
        try BatchGuard.check(terminal, "clearing settings")
        guard name.utf8.elementsEqual("*".utf8) else {
            _ = try value(of: name, terminal)
            return try stage([SettingChange(name: name, value: nil)], terminal)
        }
        var changes: [SettingChange] = []
        for setting in terminal.settings() { changes.append(SettingChange(name: setting.name, value: nil)) }
        try stage(changes, terminal)
    }

    private mutating func stage(_ changes: [SettingChange], _ terminal: some ManagedTerminal) throws(Refusal) {
        for change in changes {
            if GuardedSettings.holds(change.name) { try BatchGuard.check(terminal, "changing " + change.name) }
            staged.removeAll { $0.name.utf8.elementsEqual(change.name.utf8) }
            staged.append(change)
        }
    }

    private mutating func commit(_ terminal: inout some ManagedTerminal) throws(Refusal) {
        guard !staged.isEmpty else { return }
        guard !terminal.isBusy else {
            throw .general(ResponseCode.busy, reason: "the terminal talks to its host or prints; wait and commit again")
        }
        // A sale may have come since they were written.
        for change in staged where change.value == nil || GuardedSettings.holds(change.name) {
            try BatchGuard.check(terminal, "changing " + change.name)
        }
        if let problem = terminal.keep(staged) {
            staged = []
            throw .general(ResponseCode.invalid, reason: problem)
        }
        add(.log(code: "settings.changed", text: "\(staged.count) setting(s) were changed on the service port"))
        staged = []
        add(.applySettings)
    }
}
