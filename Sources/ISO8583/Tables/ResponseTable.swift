/// Which list says what the codes of field 39 mean.
public enum ResponseTable: UInt8, Sendable, CaseIterable {
    case unionPay, iso87, iso93, hypercom
}
