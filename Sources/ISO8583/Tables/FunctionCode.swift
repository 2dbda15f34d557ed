/// Field 24 of ISO 8583:1993 and 2003 in words: what exactly a message of its class does.
public enum FunctionCode {
    /// Three digits in words. Source: ISO 8583:1993, annex A, function codes.
    public static func text(_ code: String, _ language: Language) -> String {
        guard code.utf8.count == 3, let number = Digits.number([UInt8](code.utf8)) else {
            return FieldName("not three digits", "不是三位数字").text(language)
        }
        return (authorization(number) ?? other(number) ?? range(number)).text(language)
    }

    private static func authorization(_ number: UInt64) -> FieldName? {
        switch number {
        case 100: FieldName("original authorization, amount accurate", "原始授权, 金额准确")
        case 101: FieldName("original authorization, amount estimated", "原始授权, 金额估计")
        case 102: FieldName("replacement authorization, amount accurate", "替换授权, 金额准确")
        case 103: FieldName("replacement authorization, amount estimated", "替换授权, 金额估计")
        case 104: FieldName("resubmission, amount accurate", "重新提交, 金额准确")
        case 105: FieldName("resubmission, amount estimated", "重新提交, 金额估计")
        case 106: FieldName("supplementary authorization, amount accurate", "补充授权, 金额准确")
        case 107: FieldName("supplementary authorization, amount estimated", "补充授权, 金额估计")
        case 108: FieldName("enquiry", "查询")
        case 200: FieldName("original financial transaction", "原始金融交易")
        case 201: FieldName("approved authorization, same amount", "已授权, 金额相同")
        case 202: FieldName("approved authorization, other amount", "已授权, 金额不同")
        case 203: FieldName("resubmission of a denied transaction", "重新提交被拒交易")
        case 204: FieldName("resubmission of a reversed transaction", "重新提交已冲正交易")
        default: nil
        }
    }

    private static func other(_ number: UInt64) -> FieldName? {
        switch number {
        case 301: FieldName("add record", "增加记录")
        case 302: FieldName("change record", "修改记录")
        case 303: FieldName("delete record", "删除记录")
        case 304: FieldName("replace record", "替换记录")
        case 305: FieldName("file enquiry", "文件查询")
        case 306: FieldName("replace file", "替换文件")
        case 307: FieldName("add file", "增加文件")
        case 308: FieldName("delete file", "删除文件")
        case 309: FieldName("card administration", "卡片管理")
        case 400: FieldName("full reversal", "全额冲正")
        case 401: FieldName("partial reversal", "部分冲正")
        case 450: FieldName("first full chargeback", "首次全额退单")
        case 451: FieldName("second full chargeback", "二次全额退单")
        case 452: FieldName("third full chargeback", "三次全额退单")
        case 453: FieldName("first partial chargeback", "首次部分退单")
        case 454: FieldName("second partial chargeback", "二次部分退单")
        case 455: FieldName("third partial chargeback", "三次部分退单")
        case 500: FieldName("final reconciliation", "最终对账")
        case 501: FieldName("checkpoint reconciliation", "检查点对账")
        case 502: FieldName("final reconciliation in one currency", "单一币种最终对账")
        case 503: FieldName("checkpoint reconciliation in one currency", "单一币种检查点对账")
        case 650: FieldName("message cannot be parsed", "报文无法解析")
        case 801: FieldName("sign-on", "签到")
        case 802: FieldName("sign-off", "签退")
        case 803: FieldName("target system unavailable", "目标系统不可用")
        case 804: FieldName("target system in backup mode", "目标系统处于备份方式")
        case 805: FieldName("special instructions", "特殊指令")
        case 806: FieldName("start alternate routing", "启用备用路由")
        case 811: FieldName("key change", "更换密钥")
        case 812: FieldName("security alert", "安全警报")
        case 813: FieldName("password change", "更换口令")
        case 814: FieldName("device authentication", "设备认证")
        case 821: FieldName("cut-over", "日切")
        case 822: FieldName("checkpoint", "检查点")
        case 831: FieldName("echo test", "回响测试")
        default: nil
        }
    }

    private static func range(_ number: UInt64) -> FieldName {
        switch number / 100 {
        case 1: FieldName("authorization function \(number)", "授权功能\(number)")
        case 2: FieldName("financial function \(number)", "金融功能\(number)")
        case 3: FieldName("file action function \(number)", "文件功能\(number)")
        case 4: FieldName("reversal or chargeback function \(number)", "冲正或退单功能\(number)")
        case 5: FieldName("reconciliation function \(number)", "对账功能\(number)")
        case 6: FieldName("administrative function \(number)", "管理功能\(number)")
        case 7: FieldName("fee collection function \(number)", "费用功能\(number)")
        case 8: FieldName("network management function \(number)", "网络管理功能\(number)")
        default: FieldName("reserved function \(number)", "保留功能\(number)")
        }
    }
}
