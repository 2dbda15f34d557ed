import BatchDoctor
import Settlement

/// The terminal's clock: what its journal says of it, and the host's times beside its own.
enum ClockRules {
    static func findings(_ input: AuditInput) -> [AuditFinding] { noted(input) + compared(input) }

    static func unmade(_ input: AuditInput) -> [UnmadeCheck] {
        guard input.terminal == nil else { return [] }
        return [
            UnmadeCheck(
                check: .clockWrong, why: Bilingual("needs the terminal's flash", "需要终端存储镜像"))
        ]
    }

    private static func noted(_ input: AuditInput) -> [AuditFinding] {
        let bound = Int64(input.settings.clockSeconds)
        return input.clock.compactMap { entry in
            switch entry {
            case .clockNoted(let note):
                guard let words = words(note.finding, bound) else { return nil }
                return AuditFinding(.clockWrong, at: note.at, words)
            case .clockSet(let setting):
                let step = setting.to.secondNumber - setting.from.secondNumber
                guard abs(step) >= bound else { return nil }
                let span = spanWords(abs(step))
                let who =
                    setting.by == .host ? Bilingual("by the host's word", "按主机时间") : Bilingual("by hand", "人工")
                return AuditFinding(
                    .clockWrong, .note, at: setting.to,
                    Bilingual(
                        "set \(step > 0 ? "forward" : "back") by \(span.english), \(who.english)",
                        "\(who.chinese)\(step > 0 ? "拨快" : "拨慢") \(span.chinese)"))
            default: return nil
            }
        }
    }

    private static func words(_ finding: ClockFinding, _ bound: Int64) -> Bilingual? {
        switch finding {
        case .batteryDead(let shows): Bilingual("shows \(shows): battery dead, or never set", "显示 \(shows): 电池耗尽或从未设置")
        case .behindJournal(let seconds):
            Bilingual(
                "\(spanWords(seconds).english) behind the last record", "比最后记录慢 \(spanWords(seconds).chinese)")
        case .farAhead(let days): Bilingual("\(days) days after the last record", "比最后记录晚 \(days) 天")
        case .steppedBack(let seconds):
            seconds < bound
                ? nil : Bilingual("went back by \(spanWords(seconds).english)", "倒退 \(spanWords(seconds).chinese)")
        case .steppedForward(let seconds):
            seconds < bound
                ? nil : Bilingual("went forward by \(spanWords(seconds).english)", "前跳 \(spanWords(seconds).chinese)")
        case .drift(let seconds, _):
            abs(seconds) < bound
                ? nil
                : Bilingual(
                    "\(spanWords(abs(seconds)).english) \(seconds > 0 ? "ahead of" : "behind") the host",
                    "比主机\(seconds > 0 ? "快" : "慢") \(spanWords(abs(seconds)).chinese)")
        case .noSuchDay(let day): Bilingual("the host says \(day), the year has no such day", "主机日期 \(day), 年份错误")
        case .daylightSaving, .agreed, .confirmed: nil
        }
    }

    /// The middle difference of both sides' times, batch by batch.
    private static func compared(_ input: AuditInput) -> [AuditFinding] {
        guard let terminal = input.terminal, let host = input.host else { return [] }
        var booked: [UInt64: AuditRecord] = [:]
        for record in host.flatMap(\.records) { booked[record.name] = record }
        return terminal.compactMap { batch in
            let differences = batch.records.compactMap { record -> Int64? in
                guard record.isOnline, let other = booked[record.name],
                    other.isOnline, other.kind == record.kind
                else { return nil }
                return record.at.secondNumber - other.at.secondNumber
            }.sorted()
            guard !differences.isEmpty else { return nil }
            let middle = differences[differences.count / 2]
            guard abs(middle) >= Int64(input.settings.clockSeconds) else { return nil }
            let span = spanWords(abs(middle))
            return AuditFinding(
                .clockWrong, batch: batch.number, at: batch.records.first?.at,
                Bilingual(
                    "\(span.english) \(middle > 0 ? "ahead of" : "behind") the host over \(differences.count) record(s)",
                    "\(differences.count) 笔比主机\(middle > 0 ? "快" : "慢") \(span.chinese)"))
        }
    }
}
