import PaymentCrypto

/// Published sample data of ANSI X9.24-3:2017, annex B and its supplement of test vectors: initial key identifier
/// 1234567890123456. (The rows of the 192-bit base key come from the standard's reference program.)
enum AESDUKPTSamples {
    static let initialKeyID = "1234567890123456"
    static let baseKeys = [
        128: "FEDCBA9876543210F1F1F1F1F1F1F1F1",
        192: "FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210",
        256: "FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210F1F1F1F1F1F1F1F1",
    ]
    static let initialKeys = [
        128: "1273671EA26AC29AFA4D1084127652A1",
        256: "CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F",
    ]

    struct Derivation: Sendable {
        let bits: Int
        let counter: UInt32
        let key: String
    }

    /// The key of each transaction that the others come from.
    static let transactions: [Derivation] = [
        Derivation(bits: 128, counter: 0x00000001, key: "4F21B565BAD9835E112B6465635EAE44"),
        Derivation(bits: 128, counter: 0x00000002, key: "2F34D68DE10F68D38091A73B9E7C437C"),
        Derivation(bits: 128, counter: 0x00000003, key: "031504E530365CF81264238540518318"),
        Derivation(bits: 128, counter: 0x00000004, key: "0EEFC7ADA628BA68878DA9165A8A1887"),
        Derivation(bits: 128, counter: 0x00000005, key: "C2A7AC328A5DA2D6002D62465BFC028B"),
        Derivation(bits: 128, counter: 0x00000006, key: "D30F7D9351DA58448A2F5E92B4EE3B7D"),
        Derivation(bits: 128, counter: 0x00000007, key: "A8253CEED9AC042C54F75D35C8352278"),
        Derivation(bits: 128, counter: 0x00000008, key: "718EE6CF0B27E53D5F7AF99C4D8146A2"),
        Derivation(bits: 128, counter: 0x0001FFFE, key: "E21E8C8D347F8561A2BE752DAA85A111"),
        Derivation(bits: 128, counter: 0x00020000, key: "F7AE9025468A25D37B7249CFFED224C8"),
        Derivation(bits: 128, counter: 0x00020001, key: "692C8EA4013645135B36497131DF9D2C"),
        Derivation(bits: 128, counter: 0xFFFE2000, key: "48E585B694EB0B18D5C35443E163C0BA"),
        Derivation(bits: 128, counter: 0xFFFE4000, key: "396C2C7CA1EA701C03B86B7D41F0C562"),
        Derivation(bits: 128, counter: 0xFFFE8000, key: "0387625F189B58AE03EF0E8CCA41105E"),
        Derivation(bits: 128, counter: 0xFFFF0000, key: "F6BA59389BD14A9855BE9727E7C52E3C"),
        Derivation(
            bits: 256, counter: 0x00000001, key: "54AC2B32B145EA4A554CB8BC44B17467063A799856B1CCC2A138D36E8DBF78B3"),
        Derivation(
            bits: 256, counter: 0x00000002, key: "5DD5A0253842BBBE1D7C0DA27021412C6F1FAB53FB928DEAE56DA06090A9DE97"),
        Derivation(
            bits: 256, counter: 0x00000003, key: "8EEEF7C464AE415BB1D73FAED21993CD669F7999092A579EC6DD3CC680C65171"),
        Derivation(
            bits: 256, counter: 0x00000004, key: "C18CBED570B3B89ECADA7CEC9C224CD5A86ECF3DE377D3EFAB720F8C4D76B9D0"),
        Derivation(
            bits: 256, counter: 0x00000005, key: "6B3C3C93307151C25DC2309456F01C5C3108DAD571C321899A9B7E0C009FD2EB"),
        Derivation(
            bits: 256, counter: 0x00000006, key: "B8BB61AE3E2D5CD8C699E0C578FB2C7B89B0C0CF02DBAB60864D8049C986C844"),
        Derivation(
            bits: 256, counter: 0x00000007, key: "88D0ACA287B3066F5DE0C93396337D4C2DA8D92C1F720A576D62CEB4C979E01E"),
        Derivation(
            bits: 256, counter: 0x00000008, key: "20A796D5077D51B8E7613893A4F095B134E02917DC84BD391F3661D0873FF308"),
        Derivation(
            bits: 256, counter: 0x0001FFFE, key: "A289508CBF1228452CD86AB77B15CB35577AC828C18BB66681E5A16D6C9CCED3"),
        Derivation(
            bits: 256, counter: 0x00020000, key: "D62DDA94A47D7DA5D763443B4ECB15EA8DD62E0E4F915958BA459591F8312E37"),
        Derivation(
            bits: 256, counter: 0x00020001, key: "44110A1102748D4A3AC326F53D8CAC650212590CA7126D54546DDE0F20E89CEE"),
        Derivation(
            bits: 256, counter: 0xFFFE2000, key: "4625EB06E4886D4AFCC9AE37ED4F4E4E1653C9E60E3F24742A87A26AA96AB7A6"),
        Derivation(
            bits: 256, counter: 0xFFFE4000, key: "FF20E1BB575539ACCB44E3111BE8757F83AE8549A2DD71B441A4A424F7FFD4B1"),
        Derivation(
            bits: 256, counter: 0xFFFE8000, key: "630535C9C53E1EC6524016930B56F6728909C45403536B419AEBCB25B7351C07"),
        Derivation(
            bits: 256, counter: 0xFFFF0000, key: "6D6DB7AAAE8B3EA90E57A39E4BBA71E173B21B446B30A78D64BFC6A8806C55EE"),
    ]

    struct WorkingKey: Sendable {
        let bits: Int
        let counter: UInt32
        let usage: AESDUKPT.Usage
        let type: AESDUKPT.KeyType
        let key: String
    }

    /// Working keys of base keys of so many bits.
    static let workingKeys: [WorkingKey] = [
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .pin, type: .aes128,
            key: "AF8CB133A78F8DC2D1359F18527593FB"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .macGeneration, type: .aes128,
            key: "A2DC23DE6FDE0824A2BC321E08E4B8B7"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .dataEncryption, type: .aes128,
            key: "A35C412EFD41FDB98B69797C02DCD08F"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .keyEncryption, type: .aes128,
            key: "36A724B7BEFA5A25F5E7B5782A4554A2"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .macVerification, type: .aes128,
            key: "DBB463945B286C07CD3AD82EE96FD9C9"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .macBothWays, type: .aes128,
            key: "85675439D18D7F1158BD8E3EAA3D502B"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .dataDecryption, type: .aes128,
            key: "16292C6EA8F64C5420A0584BFBC577BE"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .dataBothWays, type: .aes128,
            key: "A308E080DD15A1B741F1721BF67DE11C"),
        WorkingKey(
            bits: 128, counter: 0x00000002, usage: .pin, type: .aes128,
            key: "D30BDC73EC9714B000BEC66BDB7B6D09"),
        WorkingKey(
            bits: 128, counter: 0x00000002, usage: .macGeneration, type: .aes128,
            key: "484C3B06E8562704528CD5B46FB12FB6"),
        WorkingKey(
            bits: 128, counter: 0x00000002, usage: .dataEncryption, type: .aes128,
            key: "D639514AA33AC43AD9229E433D6D4E5B"),
        WorkingKey(
            bits: 128, counter: 0x00000003, usage: .pin, type: .aes128,
            key: "7D69F01F3B45449F62C7816ECE723268"),
        WorkingKey(
            bits: 128, counter: 0x00000003, usage: .macGeneration, type: .aes128,
            key: "A5DF7D9D800CA769766F0C77CA4E6E6C"),
        WorkingKey(
            bits: 128, counter: 0x00000003, usage: .dataEncryption, type: .aes128,
            key: "EF17F6AB45B4820C93A3DCB21BC491AD"),
        WorkingKey(
            bits: 128, counter: 0x00000008, usage: .pin, type: .aes128,
            key: "4D9DF3FBEE3448FC3E676D04320A90F5"),
        WorkingKey(
            bits: 128, counter: 0x00000008, usage: .macGeneration, type: .aes128,
            key: "6FD572E5D59E618875F193484F9178FB"),
        WorkingKey(
            bits: 128, counter: 0x00000008, usage: .dataEncryption, type: .aes128,
            key: "650F34204ABD4E57764D61AC3D266FB1"),
        WorkingKey(
            bits: 128, counter: 0x0001FFFE, usage: .pin, type: .aes128,
            key: "DDF7E08A84B5478C498D007C743BF762"),
        WorkingKey(
            bits: 128, counter: 0x0001FFFE, usage: .macGeneration, type: .aes128,
            key: "6D7623AD652734B8FAE1B6E093EACE3D"),
        WorkingKey(
            bits: 128, counter: 0x0001FFFE, usage: .dataEncryption, type: .aes128,
            key: "8E4E5D5E0F01C54F01F4ACA1C8F8EDCE"),
        WorkingKey(
            bits: 128, counter: 0x00020000, usage: .pin, type: .aes128,
            key: "AB828BE7B58C7EC5D5ED0D5D320A0C9D"),
        WorkingKey(
            bits: 128, counter: 0x00020000, usage: .macGeneration, type: .aes128,
            key: "0B59D3D7D93028D97135FB895CACE24E"),
        WorkingKey(
            bits: 128, counter: 0x00020000, usage: .dataEncryption, type: .aes128,
            key: "13361208975755318FE7AE28C9616014"),
        WorkingKey(
            bits: 128, counter: 0x00845FED, usage: .pin, type: .aes128,
            key: "D1DDA386AA4A556AF0119FDCB5D132C6"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .pin, type: .tripleDES128,
            key: "630C706D9546E47D4449313F61C4D4AB"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .macGeneration, type: .tripleDES128,
            key: "5D8FD787E8A796D07035FFCA9B5800BB"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .dataEncryption, type: .tripleDES128,
            key: "BD44121C223F831446A01EE3A4CB58D2"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .pin, type: .tripleDES192,
            key: "EA8B3F37EB9B15831167EF2977FD8762D9B5913F35766F6A"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .macGeneration, type: .tripleDES192,
            key: "2A1061A6EAC2C14FAC3758EA07B3648A624B24E942785BF1"),
        WorkingKey(
            bits: 128, counter: 0x00000001, usage: .dataEncryption, type: .tripleDES192,
            key: "F716DFBC6B2D2D5825B694EEEE181A013F2F1C09380BBE0C"),
        WorkingKey(
            bits: 192, counter: 0x00000001, usage: .pin, type: .aes128,
            key: "3C318CDBF08322279557201E98DBB3F3"),
        WorkingKey(
            bits: 192, counter: 0x00000001, usage: .macGeneration, type: .aes128,
            key: "3E7009C74E8166BC9059D3D92D36B487"),
        WorkingKey(
            bits: 192, counter: 0x00000001, usage: .dataEncryption, type: .aes128,
            key: "04C5C3926A8B9B2B833F33D4C6E581EE"),
        WorkingKey(
            bits: 192, counter: 0x00000001, usage: .pin, type: .aes192,
            key: "C5043EDC7F2C001097974D40FF82A050B64A1AB27879F3DB"),
        WorkingKey(
            bits: 192, counter: 0x00000001, usage: .macGeneration, type: .aes192,
            key: "7FB32FB0F68F0E4A2594765F9EB1C472727EE305A5EE35E1"),
        WorkingKey(
            bits: 192, counter: 0x00000001, usage: .dataEncryption, type: .aes192,
            key: "C1D4541AE0E33949DD03F2A10B5E5486BBCAC1C520320E0C"),
        WorkingKey(
            bits: 192, counter: 0x00000003, usage: .pin, type: .aes192,
            key: "64AE12F5E0FB2001B22520CED9C5CF1A8AA45AAA3F264882"),
        WorkingKey(
            bits: 192, counter: 0x00000003, usage: .macGeneration, type: .aes192,
            key: "29A29A9C943EAA03D2F5CAD146BA765094C2CF0343C53D1A"),
        WorkingKey(
            bits: 192, counter: 0x00000003, usage: .dataEncryption, type: .aes192,
            key: "A5DDCE36A4ECC8781C466C2270BA499EC4654AA166392EFC"),
        WorkingKey(
            bits: 256, counter: 0x00000001, usage: .pin, type: .aes128,
            key: "09C9C432966811D6B2C3336BAC1B1202"),
        WorkingKey(
            bits: 256, counter: 0x00000001, usage: .macGeneration, type: .aes128,
            key: "F04A1FABD4176E15490CEC82E217A96D"),
        WorkingKey(
            bits: 256, counter: 0x00000001, usage: .dataEncryption, type: .aes128,
            key: "616D59AE91F8CC7016F89FDA29605FA4"),
        WorkingKey(
            bits: 256, counter: 0x00000001, usage: .pin, type: .aes256,
            key: "8C1AB7BEE973829E30242E0BBBDD4946D540C98FC1B5BDCF94790001A23FD502"),
        WorkingKey(
            bits: 256, counter: 0x00000001, usage: .macGeneration, type: .aes256,
            key: "61DABDF4B340CF461EE860B1D1AB55357142BD2D6977306859CF49AEFE8F1549"),
        WorkingKey(
            bits: 256, counter: 0x00000001, usage: .dataEncryption, type: .aes256,
            key: "71EB36C9A6B7F801D1D1700C29741FC5A5C4E9B45D742DA7AF6992B8AA29AF58"),
    ]

    struct Message: Sendable {
        let counter: UInt32
        let cmacRequest: String
        let cmacResponse: String
        let hmacRequest: String
    }

    /// MACs of the characters 4012345678909D987 with keys of a 128-bit base key.
    static let messages: [Message] = [
        Message(
            counter: 1, cmacRequest: "A2EB5C1C35809E58404E873C3C411E31",
            cmacResponse: "DD4E1895FD9BF53D8DAF25568ABF551D",
            hmacRequest: "B6F8B3159CD4E140159DA87A68C0FB7AF2F123D222662E98988C76386E8E8A02"),
        Message(
            counter: 8, cmacRequest: "85C7CA68F55F51E7DCAC969B8C111130",
            cmacResponse: "B45399DB90C0BA75DB4B86605758695A",
            hmacRequest: "D7CAB17596E6D193B83E0E13CAB35A179B7296DC04A42D8145B9DF6E60A2A47F"),
    ]
}
