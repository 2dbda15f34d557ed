import Foundation
import SMP
import TerminalService

/// Tells how far a terminal is: one bar where somebody sees it, plain lines elsewhere.
final class FlashTalk {
    private let bar: ProgressBar?
    private let name: String
    private let begun = ContinuousClock.now
    private var toldTenths = 0
    private var begunUpload: (at: ContinuousClock.Instant, bytes: Int)?
    private(set) var progress: ManagementClient.UploadProgress?
    /// Image bytes a second of the upload so far.
    private(set) var rate = 0
    /// What stage was reached, for who asks after a failure.
    private(set) var stage = Stage.beforeRestart

    enum Stage { case beforeRestart, restarting, onTrial, confirmed }

    /// - Parameter name: Stands before each line; nil for a single terminal, which has a bar.
    init(name: String?) {
        bar = name == nil ? ProgressBar() : nil
        self.name = name.map { $0 + ": " } ?? ""
    }

    func tell(_ event: FlashRun.Event) {
        switch event {
        case .uploading(let progress): show(progress)
        case .waiting(let error): say("\(error.what); waiting for it")
        case .back:
            say("it is there again")
            (progress, begunUpload) = (nil, nil)
        case .held: say("slot 1 holds the image, hash as in the file" + (rate > 0 ? ", \(rate) bytes/s" : ""))
        case .restarting:
            stage = .restarting
            say("restarting into it, on trial")
        case .onTrial(let identity):
            stage = .onTrial
            say("it runs on trial, start \(identity.bootCount)")
        case .confirmed:
            stage = .confirmed
            say("confirmed: it stays")
        }
    }

    func say(_ text: String) {
        bar?.clear()
        Talk.error(name + TextTable.shown(text))
    }

    func clear() { bar?.clear() }

    private func show(_ progress: ManagementClient.UploadProgress) {
        let isFirst = self.progress == nil
        self.progress = progress
        let start = begunUpload ?? (.now, progress.done)
        begunUpload = start
        if isFirst, progress.resumedAt > 0 { say("going on at byte \(progress.resumedAt) of \(progress.total)") }
        let passed = (ContinuousClock.now - start.at) / .seconds(1)
        if passed > 0.05 { rate = Int(Double(progress.done - start.bytes) / passed) }
        let left = rate > 0 ? (progress.total - progress.done + rate - 1) / rate : 0
        let text = "bytes, \(rate) bytes/s, \(left) s left"
        if let bar, bar.isShown { return bar.show(progress.done, of: progress.total, text) }
        let tenths = progress.total > 0 ? progress.done * 10 / progress.total : 10
        guard tenths > toldTenths else { return }
        toldTenths = tenths
        say("\(tenths * 10) %  \(progress.done) of \(progress.total) \(text)")
    }
}
