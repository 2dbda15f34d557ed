import SMP

/// Wrong passwords on the service port since the board got power; a reset over that port does not forget them.
struct SupervisorGuard: Equatable {
    /// After so many wrong ones in a row no password is taken any more, until the board is switched off and on.
    static var most: Int { 3 }

    private var wrong = 0

    /// - Throws: The refusal, when the password is not the supervisor's.
    mutating func check(_ password: String?, _ terminal: some ManagedTerminal) throws(Refusal) {
        guard terminal.hasSupervisor else {
            throw .general(
                ResponseCode.accessDenied, reason: "this terminal has no supervisor's password; set one first")
        }
        guard wrong < SupervisorGuard.most else {
            throw .general(
                ResponseCode.accessDenied, reason: "too many wrong passwords; switch the terminal off and on first")
        }
        guard let password else {
            throw .general(ResponseCode.accessDenied, reason: "this needs the supervisor's password")
        }
        guard terminal.isSupervisor(password) else {
            wrong += 1
            throw .general(ResponseCode.accessDenied, reason: "the supervisor's password is wrong")
        }
        wrong = 0
    }
}

extension ManagementServer {
    /// Work on the batch: what the keys of the terminal do, begun from the service port.
    mutating func work(_ request: WorkRequest, _ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        guard !isHelpless else {
            throw .general(ResponseCode.accessDenied, reason: "no firmware runs; flash an image first")
        }
        if request.work.needsSupervisor {
            do throws(Refusal) { try supervisor.check(request.password, terminal) } catch {
                add(.log(code: "service.denied", text: request.work.rawValue + ": " + error.reason))
                throw error
            }
        }
        if request.work.needsSupervisor {
            guard let number = request.confirmation, ManagementServer.isConfirmation(number) else {
                throw .general(
                    ResponseCode.invalid, reason: "the acquirer's confirmation number has 1 to 12 letters and digits")
            }
            guard let subject = request.subject, (1...999_999).contains(subject) else {
                throw .general(
                    ResponseCode.invalid,
                    reason: request.work == .confirmClose
                        ? "a confirmation number is for one batch, and its number is missing"
                        : "a confirmation number is for one transaction, and its trace number is missing")
            }
        }
        if let reason = terminal.refusal(of: request) {
            throw .general(terminal.isBusy ? ResponseCode.busy : ResponseCode.badState, reason: reason)
        }
        add(.work(request.work, confirmation: request.confirmation ?? "", subject: request.subject ?? 0))
        add(.log(code: "service.work", text: "begun on the service port: " + request.work.rawValue))
        return WorkState(isBusy: true, screen: terminal.work.screen, lines: []).map
    }

    private static func isConfirmation(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...12).contains(bytes.count)
            && bytes.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            }
    }
}
