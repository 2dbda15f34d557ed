import Settlement

/// The terminal itself: memory, clock, limits.
enum DeviceRules: Rule {
    static func examine(_ file: CaseFile) -> [Finding] { [memory(file), full(file), clock(file)].compactMap { $0 } }

    private static func memory(_ file: CaseFile) -> Finding? {
        guard let terminal = file.terminal else { return nil }
        var lines = terminal.storage.damagedOffsets.prefix(20).map {
            EvidenceLine(
                .terminal, "flash offset \($0)",
                Bilingual("a record that was complete cannot be read any more", "原本完整的记录已无法读取"))
        }
        if let failure = terminal.storage.failure {
            lines.append(
                EvidenceLine(
                    .terminal, terminal.storage.failedRecord.map { "journal record \($0)" } ?? "journal",
                    Bilingual(failure, failure)))
        }
        if !lines.isEmpty { return Finding(.journalDamaged, .certain, Array(lines), stake: file.stake) }
        // A journal that was replaced or rolled back: the host has more of this batch than the terminal ever knew.
        guard let batch = file.hostBatch, !batch.isClosed, let reserved = terminal.book.reservedTraces else {
            return nil
        }
        let early = batch.standing.filter { posting in
            !posting.isFromUpload && file.isOwn(posting.trace, upTo: reserved)
                && !terminal.book.records.contains { $0.transaction.trace.value == posting.trace }
                && !terminal.book.records.contains(before: posting.trace)
        }
        guard !early.isEmpty else { return nil }
        return Finding(
            .journalDamaged, .likely,
            early.map {
                EvidenceLine(
                    .host, "trace \(paddedDecimal(UInt64($0.trace), width: 6))",
                    Bilingual(
                        "\($0.words.english): older than the first record of the terminal's batch",
                        "\($0.words.chinese): 早于终端批次的第一条记录"))
            }, stake: Stake(early))
    }

    private static func full(_ file: CaseFile) -> Finding? {
        guard let terminal = file.terminal else { return nil }
        let book = terminal.book
        let limits = terminal.settings?.limits ?? BatchLimits(count: 500)
        let load = BatchLoad(
            records: book.records.count, age: book.oldestRecordAt.flatMap { file.age(of: $0) },
            freeBytes: terminal.storage.roomBytes ?? limits.warnBytes, advices: book.pendingAdviceCount)
        guard case .refused(let limit) = limits.verdict(on: .sale, at: load) else { return nil }
        let says: Bilingual =
            switch limit {
            case .count(let count, let most): Bilingual("\(count) records of \(most)", "\(count) / \(most) 笔")
            case .age(let hours, let most): Bilingual("open for \(hours) h of \(most) h", "已 \(hours) / \(most) 小时")
            case .space(let bytes): Bilingual("\(bytes) bytes of flash are left", "存储剩余 \(bytes) 字节")
            case .advices(let count, let most):
                Bilingual("\(count) stored transactions of \(most)", "离线 \(count) / \(most) 笔")
            }
        return Finding(
            .batchFull, terminal.settings?.limits == nil ? .likely : .certain,
            [EvidenceLine(.terminal, "limits", says)], stake: file.stake)
    }

    private static func clock(_ file: CaseFile) -> Finding? {
        var lines: [EvidenceLine] = []
        if let book = file.book {
            if let doubt = book.clockDoubt {
                lines.append(EvidenceLine(.terminal, "clock", doubt.words))
            } else if let note = book.lastClockNote, case .drift(let seconds, _) = note.finding, abs(seconds) >= 300,
                book.lastClockSetting.map({ $0.to < note.at }) ?? true
            {
                lines.append(EvidenceLine(.terminal, "clock", note.finding.words))
            }
        }
        if let ahead = file.terminal?.clockAhead, abs(ahead) >= 120 {
            let words = durationWords(abs(ahead))
            lines.append(
                EvidenceLine(
                    .terminal, "clock",
                    ahead > 0
                        ? Bilingual("\(words.english) ahead of this workstation", "比本机快 \(words.chinese)")
                        : Bilingual("\(words.english) behind this workstation", "比本机慢 \(words.chinese)")))
        }
        guard !lines.isEmpty else { return nil }
        return Finding(.clockWrong, .certain, lines, stake: file.stake)
    }
}

extension ClockFinding {
    /// What was found out, in words.
    var words: Bilingual {
        switch self {
        case .batteryDead(let shows): Bilingual("shows \(shows): battery dead, or never set", "显示 \(shows): 电池耗尽或从未设置")
        case .behindJournal(let seconds):
            Bilingual(
                "\(durationWords(seconds).english) behind the last record", "比最后记录慢 \(durationWords(seconds).chinese)")
        case .farAhead(let days): Bilingual("\(days) days after the last record", "比最后记录晚 \(days) 天")
        case .steppedBack(let seconds):
            Bilingual("went back by \(durationWords(seconds).english)", "倒退 \(durationWords(seconds).chinese)")
        case .steppedForward(let seconds):
            Bilingual("went forward by \(durationWords(seconds).english)", "前跳 \(durationWords(seconds).chinese)")
        case .daylightSaving(let seconds): Bilingual("changed by \(seconds) s: daylight saving", "变动 \(seconds) 秒: 夏令时")
        case .drift(let seconds, _):
            seconds > 0
                ? Bilingual(
                    "\(durationWords(seconds).english) ahead of the host", "比主机快 \(durationWords(seconds).chinese)")
                : Bilingual(
                    "\(durationWords(-seconds).english) behind the host", "比主机慢 \(durationWords(-seconds).chinese)")
        case .noSuchDay(let day): Bilingual("the host says \(day), the year has no such day", "主机日期 \(day), 年份错误")
        case .agreed: Bilingual("agrees with the host", "与主机一致")
        case .confirmed: Bilingual("somebody said that it is right", "已人工确认")
        }
    }
}
