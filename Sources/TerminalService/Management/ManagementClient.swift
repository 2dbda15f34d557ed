import SMP
import SerialDriver

/// A workstation's side of a terminal's service port. It blocks; one thread uses it.
///
/// Requests are numbered: a late answer to an earlier one is not taken for another's. What may be repeated is repeated when no
/// answer came. Text of the console is handed on.
public final class ManagementClient {
    /// Path of the port.
    public let path: String
    let options: ManagementOptions
    private var port: SerialPort
    private var reader = LineReader(largestPacket: ManagementClient.largestAnswer)
    private var packets: [Packet] = []
    private var nextSequence: UInt8
    /// What the terminal takes at once; asked when it is needed first.
    var parameters: ParametersAnswer?

    /// The framing's count has 16 bits.
    private static let largestAnswer = 0xFFFF - 2

    /// Opens the port. What it said before is dropped.
    ///
    /// - Throws: `ManagementError` of kind `port`.
    public init(opening path: String, _ options: ManagementOptions = ManagementOptions()) throws(ManagementError) {
        self.path = path
        self.options = options
        port = try ManagementClient.open(path, options)
        // A terminal may still have an answer for the program before this one.
        nextSequence = UInt8.random(in: .min ... .max)
    }

    deinit { port.close(discardingOutput: true) }

    private static func open(_ path: String, _ options: ManagementOptions) throws(ManagementError) -> SerialPort {
        do throws(SerialError) {
            let port = try SerialPort(opening: path, settings: options.settings)
            try port.discard(.input)
            return port
        } catch { throw ManagementError(.port(error), path: path, request: "opening the port") }
    }

    /// Opens the port anew, and waits until a terminal answers on it.
    ///
    /// - Parameter limit: When to give up.
    /// - Throws: The last failure at the limit, or one that does not pass.
    public func reconnect(until limit: ContinuousClock.Instant) throws(ManagementError) {
        port.close(discardingOutput: true)
        while true {
            do throws(ManagementError) {
                if !port.isOpen { port = try ManagementClient.open(path, options) }
                reader = LineReader(largestPacket: ManagementClient.largestAnswer)
                packets = []
                _ = try ask(EchoRequest(text: "tillbench"), within: .milliseconds(500), tries: 1)
                return
            } catch {
                guard error.mayPass, .now < limit else { throw error }
                if case .port = error.kind { port.close(discardingOutput: true) }
                try pause(.milliseconds(100), EchoRequest.place)
            }
        }
    }

    /// Gives the port back.
    public func close() { port.close() }

    /// Asks, and waits for the answer.
    ///
    /// - Throws: `ManagementError`.
    public func ask<Request: MessageRequest>(_ request: Request) throws(ManagementError) -> Request.Answer {
        try ask(request, within: options.patience, tries: Request.place.mayBeRepeated ? options.tries : 1)
    }

    /// Asks what boards of others may not know.
    ///
    /// - Returns: The answer; nil when there is no such command there.
    /// - Throws: `ManagementError`.
    func askIfKnown<Request: MessageRequest>(_ request: Request) throws(ManagementError) -> Request.Answer? {
        do throws(ManagementError) { return try ask(request) } catch {
            guard case .refused(.general(ResponseCode.notSupported, _)) = error.kind else { throw error }
            return nil
        }
    }

    /// Who the board is. One that knows nothing of payment says only what it calls itself.
    ///
    /// - Throws: `ManagementError`.
    public func identity() throws(ManagementError) -> TerminalIdentity {
        if let identity = try askIfKnown(IdentityRequest()) { return identity }
        let name = try askIfKnown(ApplicationInformationRequest(format: "a"))?.output ?? ""
        return TerminalIdentity(model: name.isEmpty ? "unknown board" : name, serial: "", board: "")
    }

    func ask<Request: MessageRequest>(
        _ request: Request, within patience: Duration, tries: Int
    ) throws(ManagementError) -> Request.Answer {
        for _ in 0..<tries {
            let sent = try send(request)
            // The answer takes the line as well.
            let limit = ContinuousClock.now + patience + options.lineTime(sent.lineBytes + 8192)
            while let packet = try receive(until: limit, Request.place) {
                guard packet.header.sequence == sent.sequence else { continue }
                return try answer(packet, to: Request.self)
            }
        }
        throw ManagementError(.silent, path: path, request: Request.place.words)
    }

    /// Sends a request and does not wait for its answer.
    func send<Request: MessageRequest>(
        _ request: Request, wantsDetail: Bool = true
    ) throws(ManagementError) -> (sequence: UInt8, lineBytes: Int) {
        let sequence = nextSequence
        nextSequence &+= 1
        let bytes: [UInt8]
        do throws(PacketError) {
            bytes = try request.packet(sequence: sequence, wantsDetail: wantsDetail).encoded()
        } catch {
            throw ManagementError(.garbled(error.description), path: path, request: Request.place.words)
        }
        guard let lines = ConsoleFraming.lines(bytes) else {
            throw ManagementError(.garbled("the request is too long"), path: path, request: Request.place.words)
        }
        do throws(SerialError) {
            try port.writeAll(lines, deadline: .now + options.patience + options.lineTime(4 * lines.count))
        } catch {
            // A line that takes nothing is as silent as one that says nothing.
            let kind: ManagementError.Kind = error.kind == .timedOut ? .silent : .port(error)
            throw ManagementError(kind, path: path, request: Request.place.words)
        }
        return (sequence, lines.count)
    }

    /// The next answer; nil at the limit.
    func receive(until limit: ContinuousClock.Instant, _ place: CommandPlace) throws(ManagementError) -> Packet? {
        while packets.isEmpty {
            guard !options.isStopped() else {
                throw ManagementError(.interrupted, path: path, request: place.words)
            }
            let now = ContinuousClock.now
            guard now < limit else { return nil }
            let bytes: [UInt8]
            do throws(SerialError) {
                bytes = try port.read(upTo: 4096, deadline: min(limit, now + .milliseconds(100)))
            } catch {
                guard error.kind == .timedOut else {
                    throw ManagementError(.port(error), path: path, request: place.words)
                }
                continue
            }
            take(bytes)
        }
        return packets.removeFirst()
    }

    private func take(_ bytes: [UInt8]) {
        for item in reader.receive(bytes) {
            switch item {
            case .packet(let bytes):
                // What is damaged is asked for again when its time is over.
                guard let packet = ManagementClient.packet(bytes), !packet.header.operation.isRequest else { continue }
                packets.append(packet)
            case .text(let text): options.onText(text)
            case .damaged: continue
            }
        }
    }

    private static func packet(_ bytes: [UInt8]) -> Packet? {
        do throws(PacketError) { return try Packet(decoding: bytes) } catch { return nil }
    }

    /// What an answer says.
    ///
    /// - Throws: `ManagementError` when it is a refusal.
    func answer<Request: MessageRequest>(
        _ packet: Packet, to type: Request.Type
    ) throws(ManagementError) -> Request.Answer {
        let words = Request.place.words
        if let refusal = Refusal(packet.map) {
            guard case .general(ResponseCode.moneyAtStake, let reason) = refusal else {
                throw ManagementError(.refused(refusal), path: path, request: words)
            }
            let stake = try read(words) { () throws(BodyError) in try MoneyAtStake.inside(packet.map) }
            throw ManagementError(.moneyAtStake(stake, reason: reason), path: path, request: words)
        }
        return try read(words) { () throws(BodyError) in try Request.Answer(packet.map) }
    }

    private func read<Value>(
        _ words: String, _ body: () throws(BodyError) -> Value
    ) throws(ManagementError) -> Value {
        do throws(BodyError) { return try body() } catch {
            throw ManagementError(.garbled(error.description), path: path, request: words)
        }
    }

    /// Waits a moment, unless it is told to stop.
    func pause(_ time: Duration, _ place: CommandPlace) throws(ManagementError) {
        let limit = ContinuousClock.now + time
        repeat {
            guard !options.isStopped() else {
                throw ManagementError(.interrupted, path: path, request: place.words)
            }
            Nap.take(.milliseconds(20))
        } while .now < limit
    }
}
