import CTermios
import Glibc
import Synchronization

/// One thread that waits for any number of ports (epoll), and runs tasks that prefer it.
///
/// A task on any executor may use a port. One that is started with `Task(executorPreference: loop)` runs on the loop's own
/// thread: what a port received then reaches the task without a change of threads. Such a task must not block.
public final class SerialLoop: TaskExecutor, Sendable {
    private static let common = Mutex<SerialLoop?>(nil)

    /// The loop that ports use unless they are given another.
    ///
    /// - Throws: `SerialError` when the system has no descriptors left for it.
    public static var shared: SerialLoop {
        get throws(SerialError) {
            try common.withLock { (common) throws(SerialError) in
                if let loop = common { return loop }
                let loop = try SerialLoop(name: "serial")
                common = loop
                return loop
            }
        }
    }

    private struct Work {
        var jobs: [UnownedJob] = []
        var timers = LoopTimers()
        var watches: [UInt64: LoopWatch] = [:]
        var nextToken: UInt64 = 1
        /// True while the thread sleeps, or is about to: whoever brings work must ring.
        var isSleeping = false
        var isStopping = false
    }

    private let name: String
    private let poller: Int32
    private let bell: Int32
    private let work = Mutex(Work())
    /// Token of the bell.
    private static let bellToken: UInt64 = 0

    /// Starts a loop of its own, which runs until it is stopped.
    ///
    /// - Parameter name: Name of the thread.
    /// - Throws: `SerialError` when the system has no descriptors left for it.
    public init(name: String) throws(SerialError) {
        self.name = name
        poller = tb_poller_open()
        guard poller >= 0 else { throw SerialError.system("epoll_create1", path: name) }
        bell = tb_bell_open()
        guard bell >= 0 else {
            let error = SerialError.system("eventfd", path: name)
            close(poller)
            throw error
        }
        guard tb_poller_add_lasting(poller, bell, SerialLoop.bellToken) == 0 else {
            let error = SerialError.system("epoll_ctl", path: name)
            close(bell)
            close(poller)
            throw error
        }
        var thread = pthread_t()
        let myself = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { loop in
                if let loop { Unmanaged<SerialLoop>.fromOpaque(loop).takeRetainedValue().run() }
                return nil
            }, myself.toOpaque())
        guard code == 0 else {
            myself.release()
            close(bell)
            close(poller)
            throw SerialError(.system(call: "pthread_create", code: code), path: name)
        }
        pthread_detach(thread)
    }

    /// Ends the thread after what is at hand. Ports that use the loop must be closed before, and no task may prefer it any
    /// more.
    public func stop() {
        work.withLock { work in
            // The thread closes the bell when it has seen this, so it is rung before, and once.
            guard !work.isStopping else { return }
            work.isStopping = true
            ring()
        }
    }

    // MARK: What others bring

    /// Runs a job of a task that prefers this loop.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustRing = work.withLock { work in
            work.jobs.append(job)
            return work.isSleeping
        }
        if mustRing { ring() }
    }

    /// Runs `body` on the loop's thread at `deadline`.
    package func schedule(
        at deadline: ContinuousClock.Instant, _ body: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        let timer = LoopTimer(deadline, body)
        let isEarliest = work.withLock { work in
            let before = work.timers.next
            work.timers.insert(timer)
            return work.isSleeping && (before.map { deadline < $0 } ?? true)
        }
        if isEarliest { ring() }
        return timer
    }

    /// Watches a descriptor. `onReady` is run on the loop's thread, after the watch was armed.
    ///
    /// - Throws: `SerialError` when the kernel cannot watch it.
    package func watch(
        _ descriptor: Int32, path: String, onReady: @escaping @Sendable (LoopReadiness) -> Void
    ) throws(SerialError) -> LoopWatch {
        let watch = work.withLock { work in
            let watch = LoopWatch(
                poller: poller, descriptor: descriptor, token: work.nextToken, onReady: onReady,
                // Holds the loop until the watch is cancelled. A weak reference would slow down every use of the loop: objects
                // that have one are counted in a table beside them.
                onCancel: { token in self.work.withLock { _ = $0.watches.removeValue(forKey: token) } })
            work.watches[work.nextToken] = watch
            work.nextToken += 1
            return watch
        }
        guard tb_poller_add(poller, descriptor, watch.token) == 0 else {
            let error = SerialError.system("epoll_ctl", path: path)
            work.withLock { _ = $0.watches.removeValue(forKey: watch.token) }
            throw error
        }
        return watch
    }

    private func ring() { _ = tb_bell_ring(bell) }

    // MARK: The thread

    private func run() {
        tb_name_thread(name)
        var events = [tb_event](repeating: tb_event(), count: 64)
        // Kept from turn to turn, so that a turn allocates nothing.
        var found: [LoopWatch?] = []
        var jobs: [UnownedJob] = []
        while !work.withLock({ $0.isStopping }) {
            runWork(&jobs)
            let (wait, due) = prepareToSleep()
            for timer in due { timer.fire() }
            let count = Int(max(0, tb_poller_wait(poller, &events, Int32(events.count), wait)))
            work.withLock { work in
                work.isSleeping = false
                for index in 0..<count { found.append(work.watches[events[index].token]) }
            }
            for index in 0..<count {
                if events[index].token == SerialLoop.bellToken { _ = tb_bell_clear(bell) }
                found[index]?.fire(LoopReadiness(rawValue: events[index].events))
            }
            found.removeAll(keepingCapacity: true)
        }
        runWork(&jobs)
        close(bell)
        close(poller)
    }

    /// Nanoseconds until the next timer; zero when there is work, negative for ever. Timers whose time has come are to be
    /// fired.
    private func prepareToSleep() -> (wait: Int64, due: [LoopTimer]) {
        work.withLock { work in
            var left: Int64 = -1
            if let next = work.timers.next {
                let now = ContinuousClock.now
                if next <= now { return (0, work.timers.takeDue(at: now)) }
                left = (next - now).nanoseconds
            }
            guard work.jobs.isEmpty, !work.isStopping else { return (0, []) }
            work.isSleeping = true
            return (left, [])
        }
    }

    /// Does what was brought. The array is empty before and after.
    private func runWork(_ jobs: inout [UnownedJob]) {
        work.withLock { swap(&$0.jobs, &jobs) }
        let executor = asUnownedTaskExecutor()
        for job in jobs { job.runSynchronously(on: executor) }
        jobs.removeAll(keepingCapacity: true)
    }
}

extension Duration {
    /// Whole nanoseconds, at most what fits.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds < 0 ? Int64.min : Int64.max }
        return product.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
