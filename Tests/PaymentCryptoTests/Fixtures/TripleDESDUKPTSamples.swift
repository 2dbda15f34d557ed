/// Published sample data of ANSI X9.24-1:2009, A.4: base key 0123456789ABCDEFFEDCBA9876543210, first serial number
/// FFFF9876543210E00000, PIN 1234, account number 4012345678909.
enum TripleDESDUKPTSamples {
    static let baseKey = "0123456789ABCDEFFEDCBA9876543210"
    static let serialNumber = "FFFF9876543210E00000"
    static let initialKey = "6AC292FAA1315B4D858AB3A3D7D5933A"

    struct Transaction: Sendable {
        let counter: UInt32
        let transactionKey: String
        let pinBlock: String
    }

    /// A.4.2: the first 21 transactions.
    static let first: [Transaction] = [
        Transaction(
            counter: 0x000001, transactionKey: "042666B49184CFA368DE9628D0397BC9", pinBlock: "1B9C1845EB993A7A"),
        Transaction(
            counter: 0x000002, transactionKey: "C46551CEF9FD24B0AA9AD834130D3BC7", pinBlock: "10A01C8D02C69107"),
        Transaction(
            counter: 0x000003, transactionKey: "0DF3D9422ACA56E547676D07AD6BADFA", pinBlock: "18DC07B94797B466"),
        Transaction(
            counter: 0x000004, transactionKey: "279C0F6AEED0BE652B2C733E1383AE91", pinBlock: "0BC79509D5645DF7"),
        Transaction(
            counter: 0x000005, transactionKey: "5F8DC6D2C845C125508DDC048093B83F", pinBlock: "5BC0AF22AD87B327"),
        Transaction(
            counter: 0x000006, transactionKey: "5E415CB0BAF9F03CD0C14B63FB62FF43", pinBlock: "A16DF70AE36158D8"),
        Transaction(
            counter: 0x000007, transactionKey: "0C8F780B7C8B49D0AE84A9EB2A6CE660", pinBlock: "27711C16CB257F8E"),
        Transaction(
            counter: 0x000008, transactionKey: "27F66D5244FF62E1AA6F6120EDEB4280", pinBlock: "50E55547A5027551"),
        Transaction(
            counter: 0x000009, transactionKey: "27E31064FDC565698900E2057F658E7E", pinBlock: "536CF7F678ACFC8D"),
        Transaction(
            counter: 0x00000A, transactionKey: "6CF2500A22507C7CC776CEADC1E33014", pinBlock: "EDABBA23221833FE"),
        Transaction(
            counter: 0x00000B, transactionKey: "3E8260BA04B2D620C01482B3819A18B7", pinBlock: "2328981C57B4BDBA"),
        Transaction(
            counter: 0x00000C, transactionKey: "B716E1E11CF53D80726CAEE75C3A624F", pinBlock: "038D03CC926CF286"),
        Transaction(
            counter: 0x00000D, transactionKey: "E072EDF95340535FB6C581C58FBF2533", pinBlock: "6C8AA97088B62C68"),
        Transaction(
            counter: 0x00000E, transactionKey: "A80046087F5B8F245AAD95E18429084F", pinBlock: "F17C9E1D72CD4950"),
        Transaction(
            counter: 0x00000F, transactionKey: "93DD5B956C4878472E453AAEFD32A5AA", pinBlock: "B170F6E7F7F2F64A"),
        Transaction(
            counter: 0x000010, transactionKey: "59598DCBD9BD94C094165CE453585F57", pinBlock: "D5D9638559EF53D6"),
        Transaction(
            counter: 0x000011, transactionKey: "2B5F01F4F0CC05EA639D523231BF1BA2", pinBlock: "D544F8CDD292C863"),
        Transaction(
            counter: 0x000012, transactionKey: "9CF640F279C2AEE615F725EEEAC2CBAF", pinBlock: "7A21BD10F36DC41D"),
        Transaction(
            counter: 0x000013, transactionKey: "C3DF489FDF1153B4F03DE97C27DC4C2F", pinBlock: "78649BD17D0DFA60"),
        Transaction(
            counter: 0x000014, transactionKey: "658488507721B3F14737FA93F923CBD2", pinBlock: "7E7E16EA0C31AD56"),
        Transaction(
            counter: 0x000015, transactionKey: "E161D1956A61F6D2F37AFD7F9CC3699A", pinBlock: "72105C22EBC791E6"),
    ]

    /// A.4.3: where the counter skips values with more than ten one bits.
    static let rollover: [Transaction] = [
        Transaction(
            counter: 0x0FF800, transactionKey: "F9CDFEBF4F5B1D9EB3EC12454527E176", pinBlock: "33365F5CC6F23C35"),
        Transaction(
            counter: 0x0FF801, transactionKey: "5BEE92627E97825C911BF619DF72CA3B", pinBlock: "3A86BF003F835C9D"),
        Transaction(
            counter: 0x0FF802, transactionKey: "64CA2F8AB93F61B01620B00BF77C7301", pinBlock: "3DB977D05C36DF3F"),
        Transaction(
            counter: 0x0FF804, transactionKey: "35A168695B3BA83307E871C42021DD37", pinBlock: "BA83243305712099"),
        Transaction(
            counter: 0x0FF808, transactionKey: "12C380FCB72ED3C26FC6079AF63F4787", pinBlock: "B0DA04AC90A36D85"),
        Transaction(
            counter: 0x0FF810, transactionKey: "D8007C833A1E3C49C6889B97A68C54FF", pinBlock: "2CF02BD9C309EEDA"),
        Transaction(
            counter: 0x0FF820, transactionKey: "A9C9FF9B735FDD49591F296B0BF0FD70", pinBlock: "9D1E2F77AEEE81C6"),
        Transaction(
            counter: 0x0FF840, transactionKey: "0E3E221062CB5E03A384602783A004FA", pinBlock: "40870B0F8BA2011C"),
        Transaction(
            counter: 0x0FF880, transactionKey: "CA8225C587124DFBB87F279C0BE29727", pinBlock: "22E340D6ABB40981"),
        Transaction(
            counter: 0x0FF900, transactionKey: "906AAC1751D4971A144D52C76C6E1F97", pinBlock: "1A4C10AFBA03A430"),
        Transaction(
            counter: 0x0FFA00, transactionKey: "2B9E2CE7C2750337E10B54D2989EA6AF", pinBlock: "849763B43E5F9CFF"),
        Transaction(
            counter: 0x0FFC00, transactionKey: "F9430DF975082491C77BE4EF4FDB91EE", pinBlock: "DEFC6F09F8927B71"),
        Transaction(
            counter: 0x100000, transactionKey: "AA4D58DB653EC74A48C75F2F047DD2B5", pinBlock: "73EC88AD0AC5830E"),
    ]
}
