import AcquirerHost
import TerminalFirmware

extension World {
    private static var hour: Int64 { 3_600_000 }

    func handleShop(_ event: WorldEvent) {
        switch event {
        case .morning(let number): morning(number)
        case .customer(let number, let left, let gap): customer(number, left, gap)
        case .evening(let number): evening(number)
        case .night(let number): night(number)
        case .rest(let round): rest(round)
        case .tick(let generation): if generation == tick.generation { lookAtClock() }
        case .windowOpens(let day): windowOpens(day)
        case .windowEnds(let day): windowEnds(day)
        default: break
        }
    }

    private func morning(_ number: Int) {
        day = number
        let midnight = Int64(number - 1) * 24 * World.hour
        clerk.isPresent = true
        if number > 1 { faults.recorder?.morning(at: shown?.screen) }
        if number == 1 { start() } else { give(.tick) }
        if faults.strikes(.hostDown) {
            hostDownUntil = now + World.hour + Int64(faults.detail(below: 4 * 3_600_000))
            note("the host is down until \((hostDownUntil - now) / 60_000) minutes from now")
        }
        if firmware?.book.isSignedOff == true, number % 2 == 0 {
            clerk.intent = Intent(kind: .signOn, deadline: now + 10 * 60_000)
        }
        scheduleLook(after: 60_000)
        queue.push(.evening(day: number), at: midnight + 21 * World.hour)
        queue.push(.night(day: number), at: midnight + 22 * World.hour)
        announceWindow()
        guard settings.transactions > 0 else { return }
        let gap = 12 * World.hour / Int64(settings.transactions)
        queue.push(
            .customer(number: (number - 1) * settings.transactions, left: settings.transactions, gap: gap),
            at: midnight + 9 * World.hour)
    }

    private func customer(_ number: Int, _ left: Int, _ gap: Int64) {
        let jitter = Int64(Chance.value(seed: settings.terminalSeed, stream: 7, place: UInt64(number)) >> 33)
        if left > 1 {
            let pause = settings.day == nil ? gap / 2 + jitter % max(1, gap) : gap
            queue.push(.customer(number: number + 1, left: left - 1, gap: gap), at: now + pause)
        }
        count { $0.customers += 1 }
        faults.begin(customers: number + 1)
        clerk.begin(customer: number)
        if number % 16 == 0 { give(.tick) }
        if number % 4 == 0 { keepLedger() }
        if faults.strikes(.plugPulled) { queue.push(.plugPulled, at: now + Int64(faults.detail(below: 20_000))) }
        guard clerk.intent == nil, !settings.absent.contains(number) else { return }
        clerk.intent = demand.intent(customer: number, memory: clerk.memory, now: now)
        scheduleLook(after: 1)
    }

    private func evening(_ number: Int) {
        give(.tick)
        let draw = Chance.value(seed: settings.terminalSeed, stream: 10, place: UInt64(number))
        clerk.signsOff = settings.day == nil && draw % 1000 < 300
        if number < settings.days, faults.strikes(.settlementForgotten) {
            note("nobody settles")
            guard clerk.signsOff else { return }
            clerk.signsOff = false
            clerk.intent = Intent(kind: .signOff, deadline: now + 50 * 60_000)
        } else {
            clerk.intent = Intent(kind: .settle, deadline: now + 50 * 60_000)
        }
        scheduleLook(after: 1)
    }

    private func night(_ number: Int) {
        checkReminded()
        clerk.drop()
        clerk.isPresent = false
        count { $0.days += 1 }
        spoilt = []
        overtaken = nil
        formerLedger = nil
        faults.recorder?.night(at: shown?.screen)
        let isLast = number >= settings.days
        if faults.strikes(.hostForcesClose) { closeByForce() }
        if faults.strikes(.clockJump) { jump() }
        if faults.strikes(.flashRot) { rot() }
        let next = Int64(number) * 24 * World.hour
        if isLast {
            queue.push(.rest(round: 0), at: next + 9 * World.hour)
        } else {
            queue.push(.morning(day: number + 1), at: next + 8 * World.hour + 50 * 60_000)
        }
    }

    private func jump() {
        let jumps: [Int64] = [3_600, -3_600, 86_400, -86_400, 300, -300, 40 * 86_400, -epoch - now / 1000]
        clockError = clockError == 0 ? jumps[faults.detail(below: jumps.count)] : 0
        faults.recorder?.omit("the terminal's clock, which is \(clockError) s off from \(wallTime) on")
        oracle.time.isSound = false
        note("the terminal's clock is now \(clockError) s off")
        give(.tick)
    }

    /// What a chip says for the host: a cryptogram, its kind, a counter, what was verified. No account number is in it.
    private func chipData(_ card: Int) -> [UInt8] {
        var data: [UInt8] = [0x9F, 0x26, 0x08]
        let cryptogram = Chance.value(seed: settings.terminalSeed, stream: 11, place: UInt64(now) << 4 | UInt64(card))
        for shift in stride(from: 56, through: 0, by: -8) {
            data.append(UInt8(truncatingIfNeeded: cryptogram >> UInt64(shift)))
        }
        data += [0x9F, 0x27, 0x01, 0x80, 0x9F, 0x36, 0x02, UInt8(truncatingIfNeeded: counts.customers >> 8)]
        data += [UInt8(truncatingIfNeeded: counts.customers), 0x95, 0x05, 0, 0, 0, 0, 0]
        return data
    }

    /// One bit of flash changes, and the terminal is started again, since it would not notice before.
    private func rot() {
        let size = chip.memory.geometry.byteCount
        // Half of the time where something lies: in the first sectors of a bank.
        let offset =
            faults.detail(below: 2) == 0
            ? faults.detail(below: size)
            : faults.detail(below: 2) * size / 2 + faults.detail(below: 8192)
        hasRotted = true
        faults.recorder?.omit("a bit of flash that rots at offset \(offset), on \(wallTime)")
        note("a bit of flash rots at offset \(offset)")
        chip.rot(bit: faults.detail(below: 8), at: offset)
        losePower()
    }

    /// The clerk looks after so many milliseconds, unless something makes the clerk look before.
    func scheduleLook(after milliseconds: Int64) {
        guard clerk.isPresent else { return }
        lookGeneration &+= 1
        queue.push(.look(generation: lookGeneration), at: now + milliseconds)
    }

    func look() {
        guard let content = shown, isPowered else { return }
        let before = lookGeneration
        let acts = clerk.look(at: content, now: now)
        if let recorder = faults.recorder {
            let card = acts.lazy.compactMap { if case .insert(let card) = $0 { card } else { nil } }.first
            recorder.acted(
                content.screen, acts, chip: card.map(chipData) ?? [], at: terminalTime.secondNumber)
        }
        for act in acts {
            guard isPowered else { break }
            switch act {
            case .key(let key):
                oracle.pressed(key, at: content.screen)
                // Between two keys the display may have changed.
                if let shown { oracle.noticeAsking(key, at: shown.screen) }
                give(.key(key))
            case .insert(let card):
                let data = chipData(card)
                give(.card(.chip(Track2Text(TestCard.all[card].track2), data: data)))
            case .misread: give(.card(.misread))
            case .swipe(let card): give(.card(.track2(Track2Text(TestCard.all[card].track2))))
            }
        }
        if before == lookGeneration, clerk.staysAttentive(content.screen) { scheduleLook(after: 15_000) }
    }

    /// Nothing goes wrong any more: the terminal must settle and come to rest.
    private func rest(_ round: Int) {
        faults.isQuiet = true
        isResting = true
        hostDownUntil = 0
        clerk.isPatient = true
        clerk.signsOff = false
        clockError = 0
        clerk.isPresent = true
        if !isPowered { start() }
        give(.tick)
        guard let book = firmware?.book else {
            // A cut that was planned for this very moment: the power comes back.
            guard round < 24 else { return report(.comesToRest, "the terminal has no power") }
            return queue.push(.rest(round: round + 1), at: now + World.hour)
        }
        // A slip that waits for its printer gets some hours.
        let isPrinted = oracle.slips.owed.isEmpty || round >= 6
        let isSettled = book.unresolved == nil && book.pendingAdvice == nil && !book.close.isRunning
        if isSettled, book.approvedCount == 0, isPrinted {
            oracle.finished()
            compareAtEnd()
            scanFlash()
            isOver = true
            return
        }
        guard round < 24 else {
            let screen = shown?.screen ?? "dark"
            return report(
                .comesToRest, "after \(round) hours without faults the terminal is not settled, and shows \(screen)")
        }
        clerk.intent = Intent(kind: .settle, deadline: now + 55 * 60_000)
        scheduleLook(after: 1)
        queue.push(.rest(round: round + 1), at: now + World.hour)
    }
}
