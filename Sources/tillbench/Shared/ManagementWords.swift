import SMP
import TerminalService

/// Why a terminal did not do what was asked of its service port, in Chinese. What a terminal or the system said stays as it is.
struct ManagementWords {
    private let error: ManagementError

    init(_ error: ManagementError) { self.error = error }

    /// What happened.
    var what: String {
        switch error.kind {
        case .port: "端口 \(error.path) 无法使用"
        case .silent: "\(error.path) 上的终端无应答"
        case .refused: "\(error.path) 上的终端拒绝了请求"
        case .moneyAtStake(let stake, _): "\(error.path) 上的终端拒绝: 有未结算交易" + (stake.map(money) ?? "")
        case .garbled: "\(error.path) 上终端的应答无法识别"
        case .interrupted: "已中断 (\(error.path))"
        case .check: "\(error.path): 检查未通过"
        }
    }

    private var why: String {
        switch error.kind {
        case .silent: "在线路和终端所需时间内没有收到任何数据"
        case .check: error.what
        case .interrupted: "程序收到停止指令"
        default: error.why
        }
    }

    private var next: String {
        switch error.kind {
        case .port: "请检查线缆和端口占用情况: \(error.nextStep)"
        case .silent: "请检查线缆, 电源, 波特率 (--baud), 并确认是服务端口"
        case .refused(.general(ResponseCode.busy, _)): "请等终端空闲后重试"
        case .refused(.group(MessageGroup.terminal, let code, _)): key(TerminalCode(rawValue: code))
        case .refused: "请查看 `tillbench terminal info \(error.path)`"
        case .moneyAtStake: "请先结算, 再重试"
        case .garbled: "请检查波特率, 并确认该端口连接的是终端"
        case .interrupted: "可随时重新执行"
        case .check: error.nextStep
        }
    }

    private func key(_ code: TerminalCode?) -> String {
        switch code {
        case .noSuchKey: "请使用 `tillbench keys show` 列出的密钥名称"
        case .keyBlockMalformed: "请重新完整复制密钥块"
        case .keyBlockNotAuthentic: "请重新获取用本终端密钥块保护密钥制作的密钥块"
        case .keyUsage, .keyLength: "请向密钥所有者索取用于该用途的密钥块"
        case .keyCheckValue: "请向密钥所有者核对密钥; 终端内原密钥未变"
        case .keyNotKept: "请重试; 若再次失败, 密钥存储区已磨损"
        case .unknown, nil: "请查看终端日志"
        }
    }

    private func money(_ stake: MoneyAtStake) -> String {
        var words = ": 批次 \(stake.batch), \(stake.records) 笔, \(ManagementError.amount(stake))"
        if stake.reversals > 0 { words += ", \(stake.reversals) 笔待冲正" }
        if stake.advices > 0 { words += ", \(stake.advices) 笔未上送" }
        if stake.isClosing { words += ", 结算进行中" }
        return words
    }

    /// What, why, next, in one line each.
    var lines: String {
        TextTable.shown(what) + (why.isEmpty ? "" : "\n  原因:   " + TextTable.shown(why)) + "\n  下一步: "
            + TextTable.shown(next)
    }
}
