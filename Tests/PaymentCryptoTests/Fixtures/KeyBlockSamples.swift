import PaymentCrypto

/// Published key blocks: the examples of TR-31:2018, annex A.7, and blocks that a payment HSM (payShield 10K) made, as they
/// stand in the tests of open implementations.
struct KeyBlockSample: Sendable {
    let source: String
    let protection: String
    let block: String
    let key: String
    let header: TR31Header

    static let hsmKey = "5DB50B454F8389ADCE573BE50861F2BF"

    static let all: [KeyBlockSample] = [
        KeyBlockSample(
            source: "HSM, version A", protection: "EFE0853B256B583D868F251CE99EA1D9",
            block: "A0072K0TN00N0000F40D5672C6D0EC86F860BA88D44D00F0CA9A8CE8CD2F640287A9A9EB", key: hsmKey,
            header: TR31Header(version: .a, keyUsage: .keyEncryption, algorithm: .tripleDES, modeOfUse: .unrestricted)),
        KeyBlockSample(
            source: "HSM, version B", protection: "EFE0853B256B583D868F251CE99EA1D9",
            block: "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228", key: hsmKey,
            header: TR31Header(version: .b, keyUsage: .keyEncryption, algorithm: .tripleDES, modeOfUse: .unrestricted)),
        KeyBlockSample(
            source: "HSM, version C", protection: "EFE0853B256B583D868F251CE99EA1D9",
            block: "C0072K0TN00N0000C9B875FF7A5316BF221C09ED52080DE0B45632A4EA9CE87699CB565E", key: hsmKey,
            header: TR31Header(version: .c, keyUsage: .keyEncryption, algorithm: .tripleDES, modeOfUse: .unrestricted)),
        KeyBlockSample(
            source: "A.7.2.1", protection: "89E88CF7931444F334BD7547FC3F380C",
            block: "A0072P0TE00E0000F5161ED902807AF26F1D62263644BD24192FDB3193C730301CEE8701",
            key: "F039121BEC83D26B169BDCD5B22AAF8F",
            header: TR31Header(
                version: .a, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .encryptOnly, exportability: .trusted)),
        KeyBlockSample(
            source: "A.7.2.2", protection: "DD7515F2BFC17F85CE48F3CA25CB21F6",
            block: "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E",
            key: "3F419E1CB7079442AA37474C2EFBF8B8",
            header: TR31Header(
                version: .b, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .encryptOnly, exportability: .trusted)),
        KeyBlockSample(
            source: "A.7.3.1", protection: "B8ED59E0A279A295E9F5ED7944FD06B9",
            block: "C0096B0TX12S0100KS1800604B120F9292800000BFB9B689CB567E66FC3FEE5AD5F52161FC6545B9D60989015D02155C",
            key: "EDB380DD340BC2620247D445F5B8D678", header: derivation(.c)),
        KeyBlockSample(
            source: "A.7.3.2", protection: "1D22BF32387C600AD97F9B97A51311AC",
            block: "B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C"
                + "0D21C4738A52190E248719E24B433627",
            key: "E8BC63E5479455E26577F715D587FE68", header: derivation(.b)),
        KeyBlockSample(
            source: "A.7.4", protection: "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6",
            block: "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D2"
                + "07E2E417C07156A27E8E31DA05F7425509593D03A457DC34",
            key: "3F419E1CB7079442AA37474C2EFBF8B8",
            header: TR31Header(
                version: .d, keyUsage: .pin, algorithm: .aes, modeOfUse: .encryptOnly, exportability: .trusted)),
        KeyBlockSample(
            source: "HSM, version D with a triple DES key", protection: String(repeating: "41", count: 32),
            block: "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B4"
                + "9E92528E575785D8123559376A2553B27BE94F054F4E971C",
            key: "1FA1F7CEC798D91545DA8AE0C7796BD9",
            header: TR31Header(version: .d, keyUsage: .baseDerivation, algorithm: .tripleDES, modeOfUse: .unrestricted)),
        KeyBlockSample(
            source: "HSM, version D with AES-256", protection: String(repeating: "41", count: 32),
            block: "D0144D0AN00N0000127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2C5D6AC173BF588E4"
                + "B19ACF1357178D50EA0AB193228E13958304FC6149632DFDCADF3A5B3D57E814",
            key: "BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC",
            header: TR31Header(version: .d, keyUsage: .data, algorithm: .aes, modeOfUse: .unrestricted)),
    ]

    private static func derivation(_ version: TR31Version) -> TR31Header {
        TR31Header(
            version: version, keyUsage: .baseDerivation, algorithm: .tripleDES, modeOfUse: .deriveKeys,
            keyVersion: TR31KeyVersion("12") ?? .unused, exportability: .sensitive,
            optionalBlocks: [TR31OptionalBlock(id: "KS", data: "00604B120F9292800000")].compactMap(\.self))
    }
}
