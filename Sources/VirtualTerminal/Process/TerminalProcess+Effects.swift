import BenchSupport
import TerminalFirmware

extension TerminalProcess {
    /// Timers run out in the order of their deadlines, also when the clock was set far ahead.
    func fireTimers() throws {
        while let due = timers.filter({ $0.value <= clock.milliseconds }).min(by: { $0.value < $1.value }) {
            timers[due.key] = nil
            try handle(.timer(due.key))
        }
        if clock.milliseconds >= nextTick {
            nextTick = clock.milliseconds + 1000
            try handle(.tick)
            try tickService()
            maintenance.keep()
        }
    }

    /// Lets the firmware take an event. In recovery there is none.
    func handle(_ event: TerminalEvent) throws {
        guard !service.isInRecovery else { return }
        for effect in terminal.handle(event, at: clock.now, uptime: clock.milliseconds) {
            switch effect {
            case .transmit(let bytes):
                maintenance.counts.bytesSent += Int64(bytes.count)
                port.send(bytes)
                serial?.sent(bytes)
            case .startTimer(let timer, let milliseconds): timers[timer] = clock.milliseconds + Int64(milliseconds)
            case .cancelTimer(let timer): timers[timer] = nil
            case .display: break
            case .log(let line):
                maintenance.heard(line.code, line.text)
                note("\(line.level)", line.code, line.text)
            case .setClock(let time): clock.set(to: time)
            case .sound: say("sound: the terminal beeps")
            case .print(let job):
                let problem: PrinterProblem?
                do {
                    let before = printer.lineCount
                    problem = try printer.print(job)
                    maintenance.counts.printedLines += Int64(printer.lineCount - before)
                } catch {
                    throw BenchError(
                        .file, "cannot write into \(folder.papers.path)", why: FileReason.of(error),
                        next: "make room on the disk and start the terminal again; its flash is kept")
                }
                try handle(problem.map { .printerStopped(job.number, $0) } ?? .printed(job.number))
            }
        }
    }
}
