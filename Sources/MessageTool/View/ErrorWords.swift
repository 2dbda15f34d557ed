import ISO8583

extension ISO8583Error.Kind {
    /// What is wrong, without the place.
    public var words: FieldName {
        switch self {
        case .tooShort(let needed, let available):
            FieldName("\(needed) byte(s) needed, \(available) there", "需要\(needed)字节, 只有\(available)字节")
        case .trailingBytes(let count): FieldName("\(count) byte(s) after the last field", "最后一个域之后还有\(count)字节")
        case .notADigit: FieldName("not a decimal digit", "不是十进制数字")
        case .badCharacter: FieldName("a character that this field must not hold", "该域不允许的字符")
        case .tooLong(let length, let most): FieldName("length \(length), at most \(most)", "长度\(length), 最多\(most)")
        case .wrongLength(let length, let expected):
            FieldName("length \(length), must be \(expected)", "长度\(length), 应为\(expected)")
        case .unknownField: FieldName("the dialect has no such field", "方言没有该域")
        case .notASign: FieldName("not a sign: C, D, + or - is needed", "不是符号: 应为C、D、+或-")
        case .notHexadecimal: FieldName("not a hexadecimal digit", "不是十六进制数字")
        case .mixedCase: FieldName("hexadecimal digits of both cases", "十六进制数字大小写混用")
        case .halfByte(let length): FieldName("length \(length) ends in the middle of a byte", "长度\(length)止于半字节")
        case .behindUnread: FieldName("a field behind those that could not be read", "位于未读域之后的域")
        case .badPadding: FieldName("the spare nibble is not as the dialect says", "填充半字节与方言不符")
        case .bitmapTooLong: FieldName("one bitmap more is announced than the dialect has", "位图多于方言所有")
        case .badLayout: FieldName("the content is not of the field's layout", "内容与域的格式不符")
        case .badObject: FieldName("the content is not data objects", "内容不是数据对象")
        case .notAscending: FieldName("the fields do not ascend", "域号未按升序")
        case .badHeader: FieldName("not a transport header", "不是传输头")
        }
    }

    /// What should stand there and what does, where that can be said without the content.
    public var expectation: (expected: FieldName, found: FieldName)? {
        switch self {
        case .tooShort(let needed, let available):
            (FieldName("\(needed) byte(s)", "\(needed)字节"), FieldName("\(available) byte(s)", "\(available)字节"))
        case .trailingBytes(let count): (FieldName("the end", "结束"), FieldName("\(count) byte(s)", "\(count)字节"))
        case .notADigit: (FieldName("a decimal digit", "十进制数字"), FieldName("something else", "其他内容"))
        case .notHexadecimal: (FieldName("a hexadecimal digit", "十六进制数字"), FieldName("something else", "其他内容"))
        case .notASign: (FieldName("C, D, + or -", "C、D、+或-"), FieldName("something else", "其他内容"))
        case .badCharacter: (FieldName("a printable character", "可见字符"), FieldName("a control character", "控制字符"))
        case .tooLong(let length, let most):
            (FieldName("length up to \(most)", "长度不超过\(most)"), FieldName("length \(length)", "长度\(length)"))
        case .wrongLength(let length, let expected):
            (FieldName("length \(expected)", "长度\(expected)"), FieldName("length \(length)", "长度\(length)"))
        default: nil
        }
    }
}
