/// Field 24 of ISO 8583:1993 and 2003 in words: what exactly a message of its class does.
public enum FunctionCode {
    /// Three digits in words. Source: ISO 8583:1993, annex A, function codes.
    public static func text(_ code: String, _ language: Language) -> String {
        guard code.utf8.count == 3, let number = Digits.number([UInt8](code.utf8)) else {
            return Words("not three digits", "不是三位数字").text(language)
        }
        return (authorization(number) ?? other(number) ?? range(number)).text(language)
    }

    private static func authorization(_ number: UInt64) -> Words? {
        switch number {
        case 100: Words("original authorization, amount accurate", "原始授权, 金额准确")
        case 101: Words("original authorization, amount estimated", "原始授权, 金额估计")
        case 102: Words("replacement authorization, amount accurate", "替换授权, 金额准确")
        case 103: Words("replacement authorization, amount estimated", "替换授权, 金额估计")
        case 104: Words("resubmission, amount accurate", "重新提交, 金额准确")
        case 105: Words("resubmission, amount estimated", "重新提交, 金额估计")
        case 106: Words("supplementary authorization, amount accurate", "补充授权, 金额准确")
        case 107: Words("supplementary authorization, amount estimated", "补充授权, 金额估计")
        case 108: Words("enquiry", "查询")
        case 200: Words("original financial transaction", "原始金融交易")
        case 201: Words("approved authorization, same amount", "已授权, 金额相同")
        case 202: Words("approved authorization, other amount", "已授权, 金额不同")
        case 203: Words("resubmission of a denied transaction", "重新提交被拒交易")
        case 204: Words("resubmission of a reversed transaction", "重新提交已冲正交易")
        default: nil
        }
    }

    private static func other(_ number: UInt64) -> Words? {
        switch number {
        case 301: Words("add record", "增加记录")
        case 302: Words("change record", "修改记录")
        case 303: Words("delete record", "删除记录")
        case 304: Words("replace record", "替换记录")
        case 305: Words("file enquiry", "文件查询")
        case 306: Words("replace file", "替换文件")
        case 307: Words("add file", "增加文件")
        case 308: Words("delete file", "删除文件")
        case 309: Words("card administration", "卡片管理")
        case 400: Words("full reversal", "全额冲正")
        case 401: Words("partial reversal", "部分冲正")
        case 450: Words("first full chargeback", "首次全额退单")
        case 451: Words("second full chargeback", "二次全额退单")
        case 452: Words("third full chargeback", "三次全额退单")
        case 453: Words("first partial chargeback", "首次部分退单")
        case 454: Words("second partial chargeback", "二次部分退单")
        case 455: Words("third partial chargeback", "三次部分退单")
        case 500: Words("final reconciliation", "最终对账")
        case 501: Words("checkpoint reconciliation", "检查点对账")
        case 502: Words("final reconciliation in one currency", "单一币种最终对账")
        case 503: Words("checkpoint reconciliation in one currency", "单一币种检查点对账")
        case 650: Words("message cannot be parsed", "报文无法解析")
        case 801: Words("sign-on", "签到")
        case 802: Words("sign-off", "签退")
        case 803: Words("target system unavailable", "目标系统不可用")
        case 804: Words("target system in backup mode", "目标系统处于备份方式")
        case 805: Words("special instructions", "特殊指令")
        case 806: Words("start alternate routing", "启用备用路由")
        case 811: Words("key change", "更换密钥")
        case 812: Words("security alert", "安全警报")
        case 813: Words("password change", "更换口令")
        case 814: Words("device authentication", "设备认证")
        case 821: Words("cut-over", "日切")
        case 822: Words("checkpoint", "检查点")
        case 831: Words("echo test", "回响测试")
        default: nil
        }
    }

    private static func range(_ number: UInt64) -> Words {
        switch number / 100 {
        case 1: Words("authorization function \(number)", "授权功能\(number)")
        case 2: Words("financial function \(number)", "金融功能\(number)")
        case 3: Words("file action function \(number)", "文件功能\(number)")
        case 4: Words("reversal or chargeback function \(number)", "冲正或退单功能\(number)")
        case 5: Words("reconciliation function \(number)", "对账功能\(number)")
        case 6: Words("administrative function \(number)", "管理功能\(number)")
        case 7: Words("fee collection function \(number)", "费用功能\(number)")
        case 8: Words("network management function \(number)", "网络管理功能\(number)")
        default: Words("reserved function \(number)", "保留功能\(number)")
        }
    }
}
