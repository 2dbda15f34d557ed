import Foundation
import SMP
import TerminalService

/// Tells how far a terminal is: one bar where somebody sees it, plain lines elsewhere.
final class FlashTalk {
    private let bar: ProgressBar?
    private let name: String
    private let language: LanguageOption
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
    init(name: String?, _ language: LanguageOption = .en) {
        self.language = language
        bar = name == nil ? ProgressBar() : nil
        self.name = name.map { $0 + ": " } ?? ""
    }

    func tell(_ event: FlashRun.Event) {
        switch event {
        case .uploading(let progress): show(progress)
        case .waiting(let error):
            say(words("\(error.what); waiting for it", ManagementWords(error).what + "; 等待恢复"))
        case .back:
            say(words("it is there again", "已恢复连接"))
            (progress, begunUpload) = (nil, nil)
        case .held:
            say(
                words("slot 1 holds the image, hash as in the file", "分区 1 已保存镜像, 哈希与文件一致")
                    + (rate > 0 ? words(", \(rate) bytes/s", ", \(rate) 字节/秒") : ""))
        case .restarting:
            stage = .restarting
            say(words("restarting into it, on trial", "重启进入新固件试运行"))
        case .onTrial(let identity):
            stage = .onTrial
            say(words("it runs on trial, start \(identity.bootCount)", "新固件试运行中, 第 \(identity.bootCount) 次启动"))
        case .confirmed:
            stage = .confirmed
            say(words("confirmed: it stays", "已确认: 保留新固件"))
        }
    }

    /// A sentence in the language of this run.
    func words(_ english: String, _ chinese: String) -> String { language == .en ? english : chinese }

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
        if isFirst, progress.resumedAt > 0 {
            say(
                words(
                    "going on at byte \(progress.resumedAt) of \(progress.total)",
                    "从第 \(progress.resumedAt) 字节续传, 共 \(progress.total) 字节"))
        }
        let passed = (ContinuousClock.now - start.at) / .seconds(1)
        if passed > 0.05 { rate = Int(Double(progress.done - start.bytes) / passed) }
        let left = rate > 0 ? (progress.total - progress.done + rate - 1) / rate : 0
        let text = words("bytes, \(rate) bytes/s, \(left) s left", "字节, \(rate) 字节/秒, 剩余 \(left) 秒")
        if let bar, bar.isShown { return bar.show(progress.done, of: progress.total, text) }
        let tenths = progress.total > 0 ? progress.done * 10 / progress.total : 10
        guard tenths > toldTenths else { return }
        toldTenths = tenths
        say("\(tenths * 10) %  \(progress.done) \(words("of", "/")) \(progress.total) \(text)")
    }
}
